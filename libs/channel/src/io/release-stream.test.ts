import { deriveKeys } from '@hearback/access';
import { sourceSchema } from '@hearback/contracts';
import { VendorUnreachable } from '../vendor-unreachable';
import type { StreamRelease, VendorStream } from '../vendor-stream';
import type { StreamDeps } from './hold-stream';
import { reachOf } from './reach';
import { releaseStream } from './release-stream';

const source = sourceSchema.parse({
  ...{ kind: 'source', sourceId: 's', channel: 'social', name: 's', isDefault: false },
  rate: { itemsPerSecond: 1, burst: 1 },
  changedAt: '2026-01-01T00:00:00.000Z',
});

/** What is asked of the vendor, and what of it stands in the log. */
async function released(release: VendorStream['release']) {
  const [told, asked]: [object[], StreamRelease[]] = [[], []];
  const deps = {
    edge: { now: () => new Date(0), telemetry: { logger: { warn: (fields: object) => void told.push(fields) } } },
    ...{ secretsKey: deriveKeys('s'.repeat(32)).secrets, reach: reachOf({}), stopping: new AbortController().signal },
  } as unknown as StreamDeps;
  const stream = {
    ...{ name: 'f', baseUrl: 'http://127.0.0.1:9', framing: 'lines' as const, silenceSeconds: 1 },
    calls: () => ({ kind: 'calls' as const, calls: [] }),
    release: release && ((input: StreamRelease) => (asked.push(input), release(input))),
  };
  await releaseStream(deps, { source, stream, still: [{ ...source, sourceId: 'other' }] });
  return { told, asked: asked.map(({ sourceId, still }) => [sourceId, still.map((one) => one.sourceId)]) };
}

test('a vendor is asked once to clear what the source needed, and told who is still listened to', async () => {
  expect(await released(() => Promise.resolve(undefined))).toEqual({ told: [], asked: [['s', ['other']]] });
});

test.each([
  ['what the vendor refuses', () => Promise.resolve({ kind: 'failed' as const, why: 'no' }), 'no'],
  ['a vendor that is away', () => Promise.reject(new VendorUnreachable('no connection')), 'no connection'],
  ['a fault of ours', () => Promise.reject(new TypeError('quotes a customer')), 'it broke (TypeError)'],
])('%s is told in the log once, and ends nothing', async (_what, release, why) => {
  expect(await released(release)).toEqual({ told: [{ sourceId: 's', why }], asked: [['s', ['other']]] });
});

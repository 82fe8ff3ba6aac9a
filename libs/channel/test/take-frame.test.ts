import { deriveKeys } from '@hearback/access';
import { feedbackReceived, feedbackRefused, sourceSchema } from '@hearback/contracts';
import { PublishRefused } from '@hearback/kafka';
import { startTelemetry } from '@hearback/telemetry';
import type { Format } from '../src/format';
import { channelEdge } from '../src/io/channel-edge';
import { takeFrame } from '../src/io/take-frame';

const source = sourceSchema.parse({
  ...{ kind: 'source', sourceId: 's', channel: 'social', name: 's', isDefault: false, format: 'f' },
  ...{ rate: { itemsPerSecond: 10, burst: 10 }, changedAt: '2026-01-01T00:00:00.000Z' },
});
const format: Format = {
  name: 'f',
  version: 1,
  contentTypes: [],
  read: (payload) => {
    if (payload.toString() === 'fault of ours') throw new TypeError('x is not a function');
    return { kind: 'read', items: [{ value: { externalId: '1', text: payload.toString() } }] };
  },
};

/** Takes a frame while Kafka refuses the first `refusals` records; what was published in the end, by topic. */
async function taken(text: string, refusals: (error: number) => Error | undefined, stopping = new AbortController()) {
  const published: string[] = [];
  let tries = 0;
  const edge = channelEdge(
    { service: 'channel-social', channels: ['social'], formats: [format] },
    {
      registry: {
        ...{ notReady: () => null, apiKeyOf: () => null, sourceOf: () => source, sourcesOf: () => [source] },
        defaultSource: () => null,
        principalOf: async () => ({ ok: false, error: 'unknown' }),
      },
      publisher: {
        publish: async (event) => {
          const error = refusals(++tries);
          if (error) throw error;
          published.push(event.topic);
        },
      },
      telemetry: startTelemetry({ service: 'test', version: '0', logLevel: 'silent' }),
      keys: deriveKeys('s'.repeat(32)),
    },
  );
  const deps = { edge, gate: { tryTake: () => 0 }, stopping: stopping.signal };
  await takeFrame(deps, { payload: Buffer.from(text), cut: false }, { source, format });
  return { published, tries };
}

test('while Kafka refuses a frame it is tried again, and nothing is read after it', async () => {
  const away = (n: number) => (n <= 2 ? new PublishRefused('unavailable', 1) : undefined);
  expect(await taken('转账失败', away)).toEqual({ published: [feedbackReceived.topic], tries: 3 });
});

test('a frame at which our own reading breaks is kept among the refused', async () => {
  expect(await taken('fault of ours', () => undefined)).toEqual({
    published: [feedbackRefused.topic],
    tries: 1,
  });
  const broken = (n: number) => (n === 1 ? new TypeError('broken') : undefined);
  expect(await taken('转账失败', broken)).toEqual({ published: [feedbackRefused.topic], tries: 2 });
});

test('a frame that cannot be stored keeps no process from ending', async () => {
  const stopping = new AbortController();
  setTimeout(() => stopping.abort(), 50);
  const away = () => new PublishRefused('unavailable', 1);
  expect(await taken('转账失败', away, stopping)).toEqual({ published: [], tries: 1 });
});

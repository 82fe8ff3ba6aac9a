import { deriveKeys, seal } from '@hearback/access';
import { sourceSchema, type FeedbackRefused, type RefusalReplayRequested } from '@hearback/contracts';
import type { Message } from '@hearback/kafka';
import { startTelemetry } from '@hearback/telemetry';
import type { Fetched, Format } from '../format';
import { channelEdge } from './channel-edge';
import { handleReplay } from './handle-replay';

const keys = deriveKeys('s'.repeat(32));
const source = sourceSchema.parse({
  kind: 'source',
  sourceId: 's',
  channel: 'web-form',
  name: 's',
  format: 'thin',
  isDefault: false,
  rate: { itemsPerSecond: 1, burst: 1 },
  changedAt: '2026-01-01T00:00:00.000Z',
});

/** What is published when a thin push that was refused is replayed, and the vendor answers like this now. */
async function replayed(answer: () => Promise<Fetched>, over: Partial<FeedbackRefused> = {}) {
  const published: unknown[] = [];
  const thin: Format = {
    name: 'thin',
    version: 1,
    contentTypes: ['application/json'],
    fetch: answer,
    read: (payload, context) =>
      payload.toString() === 'thin'
        ? { kind: 'refused', faults: [{ path: '', reason: 'not-fetched', detail: 'this only points to answers' }] }
        : { kind: 'read', items: [{ value: { externalId: '1', text: `${payload} as ${context?.contentType}` } }] },
  };
  const edge = channelEdge(
    { service: 'channel-web-forms', channels: ['web-form'], formats: [thin] },
    {
      registry: {
        notReady: () => null,
        principalOf: async () => ({ ok: false, error: 'unknown' }),
        apiKeyOf: () => null,
        sourceOf: () => source,
        sourcesOf: () => [source],
        defaultSource: () => source,
      },
      publisher: { publish: async (_, data) => void published.push((data as { text?: string }).text) },
      telemetry: startTelemetry({ service: 'test', version: '0', logLevel: 'silent' }),
      keys,
    },
  );
  edge.vendorOf = () => ({ access: { settings: {}, credentials: {} }, http: { request: () => Promise.reject() } });
  const refusal = {
    ...{ refusedId: '1c0f5c1e-8a55-5c1f-9c53-0c9b1f6f1d01', sourceId: 's', channel: 'web-form', format: 'thin/v1' },
    ...{ receivedAt: '2026-01-01T00:00:00.000Z', serviceVersion: '0', truncated: false, index: 0 },
    originalEncrypted: seal(keys.originals, Buffer.from('thin')),
    headers: { 'content-type': 'application/json' },
    reasons: [{ path: 'text', reason: 'required', detail: 'a text is needed' }],
    ...over,
  } as FeedbackRefused;
  const data = { refusal, replayId: '1c0f5c1e-8a55-5c1f-9c53-0c9b1f6f1d02' } as RefusalReplayRequested;
  const outcome = await handleReplay(edge, keys)({ data, traceparent: '' } as Message<RefusalReplayRequested>);
  if (outcome.kind !== 'pass') throw new Error(outcome.kind);
  const { reasons } = outcome.publications[0]!.data as { reasons: { reason: string }[] };
  return { published, reasons: reasons.map(({ reason }) => reason) };
}

test('a push that only points to answers is replayed with the answers, which the vendor is asked for again', async () => {
  const whole = { kind: 'fetched', payload: Buffer.from('answers'), contentType: 'application/whole' } as const;
  expect(await replayed(() => Promise.resolve(whole))).toEqual({
    published: ['answers as application/whole'],
    reasons: [],
  });
});

test('while the vendor cannot be asked it stays refused', async () => {
  for (const answer of [
    () => Promise.reject(new Error('no connection')),
    () => Promise.resolve({ kind: 'wait', seconds: 9, why: 'it answered 429' } as const),
    () => Promise.resolve({ kind: 'failed', why: 'it answered 401' } as const),
  ])
    expect(await replayed(answer)).toEqual({ published: [], reasons: ['not-fetched'] });
});

test('what a poll brought is whole and asks nobody', async () => {
  const original = { originalEncrypted: seal(keys.originals, Buffer.from('whole')), headers: {} };
  expect(await replayed(() => Promise.reject(new Error('asked')), original)).toMatchObject({
    published: ['whole as undefined'],
  });
});

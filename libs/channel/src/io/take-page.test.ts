import { deriveKeys, unseal } from '@hearback/access';
import { feedbackRefused, sourceSchema, type FeedbackRefused } from '@hearback/contracts';
import { startTelemetry } from '@hearback/telemetry';
import { channelEdge } from './channel-edge';
import { takePage } from './take-page';

const keys = deriveKeys('s'.repeat(32));
const source = sourceSchema.parse({
  ...{ kind: 'source', sourceId: 's', channel: 'hotline', name: 's', isDefault: false },
  rate: { itemsPerSecond: 1, burst: 1 },
  changedAt: '2026-01-01T00:00:00.000Z',
});

/** What a page of a poll makes: the originals of what was refused, and the ids that a push should have brought. */
async function taken(page: Parameters<typeof takePage>[1], now = '2026-03-10T00:00:00.000Z') {
  const originals: string[] = [];
  let expected = 0;
  const edge = channelEdge(
    { service: 'channel-hotline', channels: ['hotline'], formats: [] },
    {
      registry: {
        notReady: () => null,
        principalOf: async () => ({ ok: false, error: 'unknown' }),
        apiKeyOf: () => null,
        sourceOf: () => source,
        sourcesOf: () => [source],
        defaultSource: () => source,
      },
      publisher: {
        publish: async (event, data) => {
          if (event.topic !== feedbackRefused.topic) return;
          originals.push(String(unseal(keys.originals, (data as unknown as FeedbackRefused).originalEncrypted)));
        },
      },
      telemetry: startTelemetry({ service: 'test', version: '0', logLevel: 'silent' }),
      keys,
    },
  );
  edge.now = () => new Date(now);
  edge.ledger = { heard: (_source, heard) => void (expected += heard.expected?.length ?? 0) };
  await takePage(edge, page, { source, format: 'f/v1', traceparent: '' });
  return { originals, expected };
}

test('of a part that is refused its content is kept, where the poller says nothing of its original', async () => {
  const value = { callId: 'c', facts: [{ kind: 'started' as const, at: '2030-01-01T00:00:00Z' }] };
  const { originals } = await taken({ items: [], parts: [{ value }] });
  expect(originals.map((original) => JSON.parse(original))).toEqual([value]);
});

test('only what was said within 72 hours should have been pushed', async () => {
  const items = ['2026-03-09T00:00:00Z', '2026-03-07T00:00:01Z', '2026-03-06T23:59:59Z'].map((occurredAt) => {
    return { value: { externalId: occurredAt, text: 'a', occurredAt } };
  });
  expect((await taken({ items })).expected).toBe(2);
});

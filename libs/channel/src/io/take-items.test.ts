import { deriveKeys } from '@hearback/access';
import { sourceSchema } from '@hearback/contracts';
import { PublishRefused } from '@hearback/kafka';
import { startTelemetry } from '@hearback/telemetry';
import { channelEdge } from './channel-edge';
import { takeFeedback } from './take-items';

const source = sourceSchema.parse({
  ...{ kind: 'source', sourceId: 's', channel: 'web-form', name: 's', isDefault: false },
  rate: { itemsPerSecond: 1, burst: 1 },
  changedAt: '2026-01-01T00:00:00.000Z',
});

/** Takes so many items by a publisher that lets so many wait at once. */
async function take(count: number, waiting: number) {
  let underWay = 0;
  const edge = channelEdge(
    { service: 'channel-web-forms', channels: ['web-form'], formats: [] },
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
        publish: async () => {
          if (++underWay > waiting) throw new PublishRefused('overloaded', 1);
          await new Promise(setImmediate);
          underWay--;
        },
      },
      telemetry: startTelemetry({ service: 'test', version: '0', logLevel: 'silent' }),
      keys: deriveKeys('s'.repeat(32)),
    },
  );
  const { sealing, randomId } = edge;
  const items = Array.from({ length: count }, (_, index) => {
    const value = { externalId: String(index), text: 'a' };
    return { index, value, faults: null, original: () => Buffer.from(JSON.stringify(value)) };
  });
  const receivedAt = new Date('2026-03-01T00:00:00.000Z');
  const arrival = { source, format: 'f/v1', receivedAt, idempotencyKey: null, sealing, randomId };
  return takeFeedback(edge, items, { arrival, headers: {}, traceparent: '', bodyBytes: 0 });
}

test('more items than may wait at once are taken one lot after another, in their order', async () => {
  const { accepted, refused } = await take(3_500, 1_000);
  expect([accepted.length, refused.length]).toEqual([3_500, 0]);
  expect(accepted.map(({ index }) => index)).toEqual(Array.from({ length: 3_500 }, (_, index) => index));
});

test('of what could not be stored the caller hears, and nothing behind it is tried', async () => {
  await expect(take(3_500, 900)).rejects.toMatchObject({ problem: { status: 503 } });
});

import { deriveKeys } from '@hearback/access';
import { replyDelivered, sourceSchema, type ReplyAttempted } from '@hearback/contracts';
import { PublishRefused } from '@hearback/kafka';
import { startTelemetry } from '@hearback/telemetry';
import type { ChannelEdge } from './channel-edge';
import { reachOf } from './reach';
import { sendReply, type SendDeps } from './send-reply';

const source = sourceSchema.parse({
  ...{ kind: 'source', sourceId: 's', channel: 'web-form', name: 's', isDefault: false, format: 'store' },
  ...{ rate: { itemsPerSecond: 1, burst: 1 }, changedAt: '2026-01-01T00:00:00.000Z' },
  settings: { replyFrom: 'bank@example.com' },
});
const [replyId, caseId, feedbackId] = [1, 2, 3].map((n) => `1c0f5c1e-8a55-5c1f-9c53-0c9b1f6f1d0${n}`) as [
  string,
  string,
  string,
];
const at = new Date().toISOString();
const queued: ReplyAttempted = {
  ...{ replyId, service: 'channel-web-forms', state: 'queued', attempts: 0, at },
  request: {
    replyId,
    caseId,
    feedbackId,
    sourceId: 's',
    channel: 'web-form',
    text: 'a',
    requestedAt: at,
    by: 'user:7',
  },
};

test('how a call ended that must not be made again is told as soon as Kafka is back', async () => {
  const told: string[] = [];
  let known = queued;
  let calls = 0;
  let away = 0;
  const deps: SendDeps = {
    edge: {
      registry: { sourceOf: () => source },
      publisher: {
        publish: async (event: { topic: string }) => {
          if (away-- > 0) throw new PublishRefused('unavailable', 5);
          told.push(event.topic);
        },
      },
      telemetry: startTelemetry({ service: 'test', version: '0', logLevel: 'silent' }),
      now: () => new Date(),
    } as unknown as ChannelEdge,
    table: {
      write: async (attempt) => {
        known = attempt;
        told.push(attempt.state);
      },
      of: () => known,
      generationOf: () => 1,
    },
    replica: 'r',
    keys: deriveKeys('s'.repeat(32)),
    senders: [],
    mail: {
      ...{ name: 'mail', baseUrl: '', idempotent: false },
      send: async () => {
        calls++;
        away = 1;
        return { kind: 'delivered' };
      },
    },
    reach: reachOf({}),
    signal: new AbortController().signal,
  };
  expect(await sendReply(deps, queued, 0)).toEqual({ outcome: 'delivered', nextAtMs: null });
  expect([calls, told]).toEqual([1, ['sending', replyDelivered.topic, 'done']]);
});

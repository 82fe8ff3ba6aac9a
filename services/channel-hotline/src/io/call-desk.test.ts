import type { Call } from '../domain/call';
import { CallDesk, type CallDeskDeps } from './call-desk';

const LIMITS = { endedMs: 1, openMs: 1, callerMs: 1, keepMs: 1 };

/** Finished calls that nobody has spoken of for long. */
function finished(feedbackId: string): Call {
  const at = '2026-03-01T00:00:00.000Z';
  return {
    ...{ feedbackId, sourceId: 's', callId: feedbackId, format: 'f/v1', firstReceivedAt: at, lastReceivedAt: at },
    ...{ author: {}, attributes: {}, recordings: [], transcripts: {}, late: {}, replied: false, outbox: {} },
    closed: { at, why: 'transcript' },
  };
}

test('calls that are over are forgotten together, and one that cannot be keeps none of the others', async () => {
  const ids = Array.from({ length: 50 }, (_, index) => `c${index}`);
  const asked: string[] = [];
  let underWay = 0;
  let most = 0;
  let away = true;
  const store: CallDeskDeps['store'] = {
    save: async () => undefined,
    readAll: async () => new Map(ids.map((id) => [id, { call: finished(id), partition: 0, upTo: 1n }])),
    forget: async (id) => {
      asked.push(id);
      most = Math.max(most, ++underWay);
      await new Promise(setImmediate);
      underWay--;
      if (id === 'c7' && away) throw new Error('Kafka is away');
    },
  };
  const desk = new CallDesk({
    ...{ store, limits: LIMITS, key: Buffer.alloc(32), now: () => new Date(), notReady: () => null },
    publish: async () => undefined,
    metrics: { changed: () => undefined },
  });
  desk.assigned(new Set([0]));
  await expect(desk.sweep()).rejects.toThrow('away');
  expect([asked.length, most]).toEqual([50, 50]);
  away = false;
  await desk.sweep();
  await desk.sweep();
  expect(asked.slice(50)).toEqual(['c7']);
});

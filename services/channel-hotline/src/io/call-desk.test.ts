import type { CallPartTaken } from '@hearback/contracts';
import type { Message } from '@hearback/kafka';
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
    waiting: async () => new Map(),
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

test('where parts wait to be read no limit closes a call, and the clock closes it once they are read', async () => {
  const at = '2026-03-01T00:00:00.000Z';
  const call = (feedbackId: string): Call => ({
    ...{ ...finished(feedbackId), closed: undefined, ended: at },
    log: { at, value: { text: '卡被盗刷' } },
  });
  const published: string[] = [];
  let away = false;
  const desk = new CallDesk({
    ...{ limits: LIMITS, key: Buffer.alloc(32), now: () => new Date(), notReady: () => null },
    store: {
      save: async () => {
        if (away) throw new Error('Kafka is away');
      },
      readAll: async () =>
        new Map([
          ['behind', { call: call('behind'), partition: 0, upTo: 1n }],
          ['read', { call: call('read'), partition: 1, upTo: 1n }],
        ]),
      forget: async () => undefined,
    },
    waiting: async () => new Map([[0, 4n]]),
    publish: async ({ feedbackId }) => void published.push(feedbackId),
    metrics: { changed: () => undefined },
  });
  desk.assigned(new Set([0, 1]));
  await desk.sweep();
  expect(published).toEqual(['read']);
  await desk.handle([part('other', '0:2')]);
  await desk.sweep();
  expect(published).toEqual(['read']);
  away = true;
  await expect(desk.handle([part('other', '0:3')])).rejects.toThrow('away');
  away = false;
  await desk.sweep();
  expect(published).toEqual(['read']);
  await desk.handle([part('other', '0:3')]);
  await desk.sweep();
  expect(published).toEqual(['read', 'behind']);
});

function part(feedbackId: string, position: string): Message<CallPartTaken> {
  const about = { partId: feedbackId, feedbackId, sourceId: 's', format: 'f/v1', receivedAt: new Date().toISOString() };
  const data: CallPartTaken = { ...about, part: { callId: feedbackId, attributes: {}, facts: [{ kind: 'started' }] } };
  return { data, position, traceparent: '' } as Message<CallPartTaken>;
}

import type { Feedback, Relation } from '@hearback/contracts';
import { park, pass, PublishRefused, type Message } from '@hearback/kafka';
import { feedback, idOf } from '../test/feedback-builder';
import { identityLinks } from './domain/identity-links';
import { handleFeedback, type HandleFeedbackDeps } from './handle-feedback';

const message = (id: string): Message<Feedback> => ({
  data: feedback({ id, text: '登录不了' }),
  key: id,
  ceId: id,
  headers: {},
  topic: 'received',
  position: '0:1',
  timestamp: new Date(0),
  traceparent: 'trace',
});

const relation: Relation = { kind: 'original', score: 0, because: [], revision: 1, substantive: true, outdated: false };

/** Dependencies in memory that log what was done in order. */
function deps(log: string[], over: { epochAfter?: string; refuse?: Record<string, Error>; emptied?: number } = {}) {
  let emptied = over.emptied ?? 0;
  const dependencies: HandleFeedbackDeps = {
    now: () => 0,
    links: identityLinks,
    onDecided: () => undefined,
    keeper: {
      whileWhole: async (work) => {
        for (;;) {
          const result = await work();
          if (result !== 'emptied') return result;
          log.push('rebuild');
        }
      },
    },
    window: {
      decide: async (queries) => (emptied-- > 0 ? null : { epoch: 'e1', relations: queries.map(() => relation) }),
      epoch: async () => over.epochAfter ?? 'e1',
      insert: async (decisions) => void log.push(`put back ${decisions.length}`),
    },
    publish: async (_event, data) => {
      const { feedbackId } = (data as { feedback: Feedback }).feedback;
      await Promise.resolve();
      const refusal = over.refuse?.[feedbackId];
      if (refusal) throw refusal;
      log.push('published');
    },
  };
  return dependencies;
}

test('every message is published before it counts as handled', async () => {
  const log: string[] = [];
  expect(await handleFeedback(deps(log))([message('a'), message('b')])).toEqual([pass(), pass()]);
  expect(log).toEqual(['published', 'published']);
});

test('what was decided on a window that was emptied meanwhile is put back', async () => {
  const log: string[] = [];
  await handleFeedback(deps(log, { epochAfter: 'e2' }))([message('a'), message('b')]);
  expect(log).toEqual(['published', 'published', 'put back 2']);
});

test('nothing is published that an emptied window decided', async () => {
  const log: string[] = [];
  await handleFeedback(deps(log, { emptied: 1 }))([message('a')]);
  expect(log).toEqual(['rebuild', 'published']);
});

test('an event that Kafka will never take is parked, the others pass', async () => {
  const tooLarge = new PublishRefused('too-large', 0);
  const outcomes = await handleFeedback(deps([], { refuse: { [idOf('a')]: tooLarge } }))([message('a'), message('b')]);
  expect(outcomes).toEqual([park('too-large', tooLarge), pass()]);
});

test('while Kafka is away the batch is tried again, once all of it has been tried', async () => {
  const log: string[] = [];
  const away = new PublishRefused('unavailable', 1);
  const handling = handleFeedback(deps(log, { refuse: { [idOf('a')]: away } }))([message('a'), message('b')]);
  await expect(handling).rejects.toBe(away);
  expect(log).toEqual(['published']);
});

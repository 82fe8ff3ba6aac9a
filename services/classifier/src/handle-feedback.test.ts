import { feedbackClassified, feedbackSchema, type FeedbackDeduplicated } from '@hearback/contracts';
import type { Message } from '@hearback/kafka';
import { classify } from './domain/classify';
import { handleFeedback } from './handle-feedback';

const FEEDBACK_ID = '7f2f5a10-3f3c-5b6e-9a57-0e2f7f0d4c11';

const message = (text: unknown): Message<FeedbackDeduplicated> => ({
  data: {
    feedback: {
      ...feedbackSchema.parse({
        feedbackId: FEEDBACK_ID,
        contentHash: 'c0ffee',
        channel: 'app-rating',
        sourceId: 'app-ratings-default',
        format: 'hearback/v1',
        occurredAt: '2026-03-02T01:00:00.000Z',
        receivedAt: '2026-03-02T01:00:05.000Z',
        customer: { customerKey: `anon:${FEEDBACK_ID}`, identities: [] },
        text: '',
      }),
      text: text as string,
    },
    relation: { kind: 'original', score: 0, because: [], revision: 1, substantive: true, outdated: false },
  },
  key: 'anon',
  ceId: 'id',
  headers: {},
  topic: 'feedback',
  position: '0:1',
  timestamp: new Date(0),
  traceparent: '',
});

test('a feedback passes with its relation unchanged and its labels', async () => {
  const { data } = message('手機銀行一直閃退');
  const [outcome] = await handleFeedback({ classify }, [message('手機銀行一直閃退')]);
  expect(outcome).toMatchObject({
    kind: 'pass',
    publications: [
      {
        event: feedbackClassified,
        data: {
          ...data,
          labels: {
            product: { value: 'e-banking' },
            cause: { value: 'system-failure' },
            language: 'zh',
            script: 'Hant',
          },
        },
      },
    ],
  });
});

test('a feedback that the rules cannot bear is parked and the next one passes', async () => {
  const outcomes = await handleFeedback({ classify }, [message(null), message('好用')]);
  expect(outcomes).toEqual([
    { kind: 'park', reason: 'classify-failed', error: expect.any(TypeError) },
    { kind: 'pass', publications: [expect.anything()] },
  ]);
});

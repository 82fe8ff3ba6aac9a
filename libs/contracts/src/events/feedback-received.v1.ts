import { defineEvent, type EventOf } from '../define-event';
import { deterministicId } from '../deterministic-id';
import { feedbackSchema } from '../feedback';

const topic = 'hearback.feedback.received.v1';

/** One normalised feedback, acknowledged by Kafka before its sender got 202. */
export const feedbackReceived = defineEvent({
  topic,
  key: (f) => f.customer.customerKey,
  id: (f) => deterministicId(topic, f.feedbackId, f.contentHash),
  subject: (f) => f.feedbackId,
  time: (f) => f.receivedAt,
  schema: feedbackSchema,
});
export type FeedbackReceived = EventOf<typeof feedbackReceived>;

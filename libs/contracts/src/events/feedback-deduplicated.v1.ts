import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';
import { deterministicId } from '../deterministic-id';
import { feedbackSchema } from '../feedback';
import { relationSchema, type Relation } from '../relation';

const topic = 'hearback.feedback.deduplicated.v1';

/**
 * What makes a delivery its own event: a redelivery by the sender has the same feedbackId and contentHash as the first
 * delivery, so the place it was read from tells them apart; Kafka's own redelivery has the same place and so the same id.
 */
export function deliveryOf(relation: Relation): string | null {
  return relation.kind === 'redelivery' ? (relation.position ?? 'unknown') : null;
}

/** The feedback and how it relates to earlier ones. */
export const feedbackDeduplicated = defineEvent({
  topic,
  key: (d) => d.feedback.customer.customerKey,
  id: (d) => deterministicId(topic, d.feedback.feedbackId, d.feedback.contentHash, deliveryOf(d.relation)),
  subject: (d) => d.feedback.feedbackId,
  time: (d) => d.feedback.receivedAt,
  schema: z.object({ feedback: feedbackSchema, relation: relationSchema }),
});
export type FeedbackDeduplicated = EventOf<typeof feedbackDeduplicated>;

import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';
import { deterministicId } from '../deterministic-id';
import { feedbackSchema } from '../feedback';
import { labelsSchema } from '../labels';
import { relationSchema } from '../relation';
import { deliveryOf } from './feedback-deduplicated.v1';

const topic = 'hearback.feedback.classified.v1';

/**
 * The feedback, its relation and its labels with reasons. A relabelling names the event that it replaces in its id too:
 * going back to an earlier model is another event than the first labels of that model, while a repetition is the same.
 */
export const feedbackClassified = defineEvent({
  topic,
  key: (c) => c.feedback.customer.customerKey,
  id: (c) =>
    deterministicId(
      topic,
      c.feedback.feedbackId,
      c.feedback.contentHash,
      c.labels.modelVersion,
      deliveryOf(c.relation),
      ...(c.relabels === undefined ? [] : [c.relabels]),
    ),
  subject: (c) => c.feedback.feedbackId,
  time: (c) => c.feedback.receivedAt,
  schema: z.object({
    feedback: feedbackSchema,
    relation: relationSchema,
    labels: labelsSchema,
    /** On a relabelling: `ce_id` of the event whose labels these replace. The customer did not speak again. */
    relabels: z.uuid().optional(),
  }),
});
export type FeedbackClassified = EventOf<typeof feedbackClassified>;

import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';
import { deterministicId } from '../deterministic-id';

const topic = 'hearback.feedback.taken-down.v1';

/**
 * The source shows a feedback no more: its author or the platform deleted it there. It was said all the same, so it erases
 * nothing and has no end of its own; `feedback.erased` is another matter. It may come before its feedback.
 */
export const feedbackTakenDown = defineEvent({
  topic,
  key: (t) => t.feedbackId,
  // Told twice, with whatever times, it is one fact.
  id: (t) => deterministicId(topic, t.feedbackId),
  subject: (t) => t.feedbackId,
  time: (t) => t.deletedAt,
  schema: z.object({
    feedbackId: z.uuid(),
    sourceId: z.string().min(1),
    /** When the source says it was deleted, else when Hearback learned of it. */
    deletedAt: z.iso.datetime(),
    /** When Hearback learned of it. */
    observedAt: z.iso.datetime(),
  }),
});
export type FeedbackTakenDown = EventOf<typeof feedbackTakenDown>;

import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';

/** Someone answered outside Hearback: an agent's call, a developer reply in a store, an official account's comment. */
export const replyObserved = defineEvent({
  topic: 'hearback.reply.observed.v1',
  // The feedback may not have arrived yet; then nobody knows its customer, and its own id keeps the order.
  key: (r) => r.customerKey ?? r.feedbackId,
  id: (r) => r.replyId,
  subject: (r) => r.feedbackId,
  time: (r) => r.repliedAt,
  schema: z.object({
    /** Deterministic over source, feedbackId and the caller's replyId, or else the text and time. */
    replyId: z.uuid(),
    feedbackId: z.uuid(),
    customerKey: z.string().optional(),
    sourceId: z.string().min(1),
    text: z.string(),
    repliedAt: z.iso.datetime(),
    /** When Hearback learned of it. */
    observedAt: z.iso.datetime(),
    by: z.object({ id: z.string(), name: z.string().optional() }),
    /** An automatic acknowledgement never meets a promise. */
    automatic: z.boolean(),
  }),
});
export type ReplyObserved = EventOf<typeof replyObserved>;

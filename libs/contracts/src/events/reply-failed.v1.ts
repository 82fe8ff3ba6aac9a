import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';

/** The reply did not go out, or nobody knows whether it did (`unknown`); a person must see to it. */
export const replyFailed = defineEvent({
  topic: 'hearback.reply.failed.v1',
  key: (r) => r.caseId,
  id: (r) => r.replyId,
  subject: (r) => r.feedbackId,
  time: (r) => r.failedAt,
  schema: z.object({
    replyId: z.uuid(),
    caseId: z.uuid(),
    feedbackId: z.uuid(),
    sourceId: z.string().min(1),
    /** `unknown`, or what the vendor or the channel service said; never words of the customer. */
    reason: z.string().min(1),
    failedAt: z.iso.datetime(),
    attempts: z.number().int().min(0),
  }),
});
export type ReplyFailed = EventOf<typeof replyFailed>;

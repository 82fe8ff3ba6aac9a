import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';

/** The vendor or the mail server has taken the reply, or an agent has told the customer on the phone. */
export const replyDelivered = defineEvent({
  topic: 'hearback.reply.delivered.v1',
  key: (r) => r.caseId,
  id: (r) => r.replyId,
  subject: (r) => r.feedbackId,
  time: (r) => r.deliveredAt,
  schema: z.object({
    replyId: z.uuid(),
    caseId: z.uuid(),
    feedbackId: z.uuid(),
    sourceId: z.string().min(1),
    /** What the vendor calls the reply; of a call, what the contact centre calls it. */
    externalReplyId: z.string().optional(),
    deliveredAt: z.iso.datetime(),
    attempts: z.number().int().min(1),
  }),
});
export type ReplyDelivered = EventOf<typeof replyDelivered>;

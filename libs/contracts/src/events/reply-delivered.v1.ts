import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';

/** The vendor has taken the reply. */
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
    /** What the vendor calls the reply. */
    externalReplyId: z.string().optional(),
    deliveredAt: z.iso.datetime(),
    attempts: z.number().int().min(1),
  }),
});
export type ReplyDelivered = EventOf<typeof replyDelivered>;

import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';
import { CHANNELS } from '../vocabulary';

/** A person wants this said to a customer through the channel that the feedback came from. */
export const replyRequested = defineEvent({
  topic: 'hearback.reply.requested.v1',
  key: (r) => r.caseId,
  id: (r) => r.replyId,
  subject: (r) => r.feedbackId,
  time: (r) => r.requestedAt,
  schema: z.object({
    /** Derives from the command's Idempotency-Key; the vendor's idempotency key where it has one. */
    replyId: z.uuid(),
    caseId: z.uuid(),
    feedbackId: z.uuid(),
    channel: z.enum(CHANNELS),
    sourceId: z.string().min(1),
    /** The vendor's id of what is answered. */
    externalId: z.string().optional(),
    text: z.string().min(1),
    /** The customer's addresses as the feedback brought them, sealed. */
    contactsEncrypted: z.string().optional(),
    /** A person calls the customer: the task lies in `cases`, and no channel service sends anything. */
    callBack: z.boolean().optional(),
    requestedAt: z.iso.datetime(),
    /** Who said so. */
    by: z.string(),
  }),
});
export type ReplyRequested = EventOf<typeof replyRequested>;

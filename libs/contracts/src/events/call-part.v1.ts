import { z } from 'zod';
import { callPartSchema } from '../call-part';
import { defineEvent, type EventOf } from '../define-event';

/**
 * Internal to channel-hotline: a push about a call, durable before it was answered and not assembled yet. Its key is the
 * feedback that the call may become (a digest of source and call id), so that one replica sees all of a call.
 */
export const callPartTaken = defineEvent({
  topic: 'hearback.call.part.v1',
  key: (p) => p.feedbackId,
  id: (p) => p.partId,
  subject: (p) => p.feedbackId,
  time: (p) => p.receivedAt,
  schema: z.object({
    /** Deterministic over source and content: the same push gets it again. */
    partId: z.uuid(),
    feedbackId: z.uuid(),
    sourceId: z.string().min(1),
    format: z.string().min(1),
    receivedAt: z.iso.datetime(),
    /** JSON of the author, AES-256-GCM, base64url. */
    authorEncrypted: z.string().optional(),
    part: callPartSchema.omit({ author: true }),
  }),
});
export type CallPartTaken = EventOf<typeof callPartTaken>;

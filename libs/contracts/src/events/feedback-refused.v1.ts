import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';
import { CHANNELS } from '../vocabulary';

/** What an authenticated caller sent and a channel service could not normalise; replayable with its first receivedAt. */
export const feedbackRefused = defineEvent({
  topic: 'hearback.feedback.refused.v1',
  key: (r) => r.sourceId,
  id: (r) => r.refusedId,
  subject: (r) => r.refusedId,
  time: (r) => r.receivedAt,
  schema: z.object({
    /** Deterministic over source, bytes of the item, reasons and the caller's Idempotency-Key: a retry refuses once. */
    refusedId: z.uuid(),
    sourceId: z.string().min(1),
    channel: z.enum(CHANNELS),
    receivedAt: z.iso.datetime(),
    format: z.string().min(1),
    serviceVersion: z.string().min(1),
    /** The item's or body's original bytes, AES-256-GCM, base64url of iv, tag and ciphertext. */
    originalEncrypted: z.string(),
    /** True when the original was larger than an event may be and only its beginning is kept. */
    truncated: z.boolean().default(false),
    /** The original is one part of a vendor's payload, cut out by its format; absent when it is all that was sent. */
    part: z.boolean().optional(),
    /** By an allow-list; never Authorization, cookies, signatures or secret addresses. */
    headers: z.record(z.string(), z.string()),
    /** Position in the request; absent when the body as a whole was refused. */
    index: z.number().int().optional(),
    /**
     * What the same thing, once it was corrected and accepted, will be known by: its feedbackId where the refused item says
     * an externalId or is a row of a file, else its place in its request, or for a whole file or body that file or request
     * (`sentAs` of the feedback). Absent where nothing tells it surely from something else.
     */
    awaits: z.uuid().optional(),
    /** When the source says that the item of this externalId last changed; what is older is no correction of it. */
    sourceUpdatedAt: z.iso.datetime().optional(),
    reasons: z.array(z.object({ path: z.string(), reason: z.string(), detail: z.string() })).min(1),
  }),
});
export type FeedbackRefused = EventOf<typeof feedbackRefused>;

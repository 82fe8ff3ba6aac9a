import { z } from 'zod';
import { CHANNELS, LANGUAGES, SCRIPTS } from './vocabulary';

/** Caps of one feedback; beyond them it is refused by name. Sizes in UTF-16 code units, except where bytes are named. */
export const FEEDBACK_LIMITS = {
  textLength: 20_000,
  titleLength: 1_000,
  attributes: 50,
  attributeBytes: 1_024,
  eventBytes: 262_144,
  requestBytes: 4_194_304,
  requestItems: 1_000,
  nesting: 32,
  /** A customer cannot speak in the future; clocks of senders may run ahead by this much. */
  futureMs: 300_000,
} as const;

export const identitySchema = z.object({
  type: z.enum(['customer-number', 'phone', 'email', 'handle']),
  /** Keyed hash (HMAC-SHA-256, base64url) of the normalised identity; never the identity itself. */
  hash: z.string().min(1),
  keyVersion: z.number().int(),
});
export type Identity = z.output<typeof identitySchema>;

/** One normalised feedback, the same on every topic that carries it. Times are ISO 8601 UTC with milliseconds. */
export const feedbackSchema = z.object({
  feedbackId: z.uuid(),
  /** SHA-256 (hex) over title, text, stars and attachments; engagement is never part of it. */
  contentHash: z.string().min(1),
  /** When the source says the content last changed; decides whether a new content is newer. */
  sourceUpdatedAt: z.iso.datetime().optional(),
  channel: z.enum(CHANNELS),
  sourceId: z.string().min(1),
  /** The format that read the payload (`hearback/v1`, `twilio-transcription/v1`, …). */
  format: z.string().min(1),
  externalId: z.string().optional(),
  url: z.string().optional(),
  /** When the customer spoke. */
  occurredAt: z.iso.datetime(),
  /** When the bank's edge first had it: every promise starts here. */
  receivedAt: z.iso.datetime(),
  /** The customer spoke long before the edge had it (more than a day). */
  late: z.boolean().default(false),
  /** The text had to be repaired (NUL or lone surrogates removed); `originalEncrypted` keeps what came. */
  repaired: z.boolean().default(false),
  originalEncrypted: z.string().optional(),
  /** Whether a repetition of the same post would get the same feedbackId. */
  repeatable: z.boolean().default(true),
  branch: z.string().optional(),
  customer: z.object({
    customerKey: z.string().min(1),
    identities: z.array(identitySchema),
    kind: z.enum(['individual', 'government', 'enterprise']).default('individual'),
    displayName: z.string().optional(),
    /** JSON of the contact data, AES-256-GCM, base64url of iv, tag and ciphertext. */
    contactsEncrypted: z.string().optional(),
    region: z.string().optional(),
  }),
  title: z.string().optional(),
  text: z.string(),
  language: z.enum(LANGUAGES).default('unknown'),
  script: z.enum(SCRIPTS).default('unknown'),
  rating: z.object({ stars: z.number().int().min(1).max(5) }).optional(),
  engagement: z
    .object({
      likes: z.number().int().optional(),
      shares: z.number().int().optional(),
      followers: z.number().int().optional(),
    })
    .optional(),
  /** feedbackId of what this answers or shares, within the same source. */
  inReplyTo: z.uuid().optional(),
  sharedFrom: z.uuid().optional(),
  /**
   * What else a refusal may have waited for (`feedback.refused`, `awaits`): the file or the request with an Idempotency-Key
   * that this came in, and its place there where the feedbackId does not name that already. Absent where neither is known.
   */
  sentAs: z.object({ within: z.uuid(), item: z.uuid().optional() }).optional(),
  attachments: z.array(z.object({ url: z.string(), contentType: z.string().optional() })).default([]),
  attributes: z.record(z.string(), z.string()).default({}),
});
export type Feedback = z.output<typeof feedbackSchema>;

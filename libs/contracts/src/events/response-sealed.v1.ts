import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';
import { deterministicId } from '../deterministic-id';

const topic = 'hearback.response.sealed.v1';
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits');

/** A checkpoint: every clock event up to a place, sealed under one root and signed. Kept for ever outside the database. */
export const responseSealed = defineEvent({
  topic,
  key: () => 'checkpoint',
  id: (c) => deterministicId(topic, c.number, c.root),
  subject: (c) => String(c.number),
  time: (c) => c.sealedAt,
  settings: { partitions: 1, retentionMs: -1 },
  schema: z.object({
    /** From 1 without gaps. */
    number: z.number().int().min(1),
    sealedAt: z.iso.datetime(),
    /** Events sealed so far, this checkpoint included. */
    events: z.number().int().min(1),
    /** Digest of the roots of all days on which clocks were started. */
    daysRoot: digest,
    previousRoot: digest,
    root: digest,
    /** Ed25519 over the root, base64url, and the fingerprint of the public key. */
    signature: z.string().min(1),
    keyId: z.string().min(1),
  }),
});
export type ResponseSealed = EventOf<typeof responseSealed>;

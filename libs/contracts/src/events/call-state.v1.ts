import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';

/**
 * Internal to channel-hotline: what is known of a call so far; the last record of each call counts. After the call has
 * become a feedback its words are gone from here; after some days so is the record (a tombstone).
 */
export const callStateChanged = defineEvent({
  topic: 'hearback.call.state.v1',
  key: (s) => s.feedbackId,
  id: (s) => `${s.feedbackId}@${s.upTo}/${s.at}`,
  subject: (s) => s.feedbackId,
  time: (s) => s.at,
  settings: { retentionMs: -1, compacted: true },
  schema: z.object({
    feedbackId: z.uuid(),
    /** Partition and offset of the last part in it: a record of a former owner that comes late must not count. */
    partition: z.number().int(),
    upTo: z.string(),
    at: z.iso.datetime(),
    /** JSON of the call as the service's domain describes it, AES-256-GCM, base64url: it holds numbers and names. */
    callEncrypted: z.string(),
  }),
});
export type CallStateChanged = EventOf<typeof callStateChanged>;

import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';
import { replyRequested } from './reply-requested.v1';

/**
 * How far a channel service has come with a reply, by replyId: `sending` is written before a call and is all that is known
 * after a crash in the middle of it. Of a reply that is `done` only the name is kept, so that it never goes out again.
 */
export const replyAttempted = defineEvent({
  topic: 'hearback.reply.attempted.v1',
  key: (a) => a.replyId,
  id: (a) => `${a.replyId}@${a.at}`,
  subject: (a) => a.replyId,
  time: (a) => a.at,
  settings: { retentionMs: -1, compacted: true },
  schema: z.object({
    replyId: z.uuid(),
    /** Whose work it is. */
    service: z.string().min(1),
    state: z.enum(['queued', 'sending', 'done']),
    /** Calls so far, the one under way included, and those that a replica claimed and then left to another. */
    attempts: z.number().int().min(0),
    /**
     * Who may make the call, of `sending` and of what came of it: of two for the same attempt the first on the topic. Absent
     * before the first attempt, when `done`, and in what earlier versions wrote.
     */
    claim: z
      .object({
        /** One process. */
        replica: z.string().min(1),
        /** How often this process had been given the reply's partition by then. */
        generation: z.number().int().min(0),
      })
      .optional(),
    at: z.iso.datetime(),
    /** Absent when `done`. */
    request: replyRequested.schema.optional(),
  }),
});
export type ReplyAttempted = EventOf<typeof replyAttempted>;

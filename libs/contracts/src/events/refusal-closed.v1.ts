import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';
import { deterministicId } from '../deterministic-id';
import { CHANNELS } from '../vocabulary';

const topic = 'hearback.refusal.closed.v1';

/**
 * Nobody has to look at a refusal any more. With `feedback.refused` it says at any date how many are open; it has the
 * refusal's own time, so that it may be read first. Ids and times only, kept for ever.
 */
export const refusalClosed = defineEvent({
  topic,
  key: (r) => r.refusedId,
  id: (r) => deterministicId(topic, r.refusedId, r.how),
  subject: (r) => r.refusedId,
  time: (r) => r.closedAt,
  settings: { retentionMs: -1 },
  schema: z.object({
    refusedId: z.uuid(),
    sourceId: z.string().min(1),
    channel: z.enum(CHANNELS),
    /** When it was refused. */
    receivedAt: z.iso.datetime(),
    closedAt: z.iso.datetime(),
    /** Read after all, a person said that nothing is to be read, or it came again, corrected, and was accepted. */
    how: z.enum(['replayed', 'dismissed', 'superseded']),
    feedbackIds: z.array(z.uuid()),
  }),
});
export type RefusalClosed = EventOf<typeof refusalClosed>;

import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';
import { deterministicId } from '../deterministic-id';
import { feedbackRefused } from './feedback-refused.v1';

const topic = 'hearback.refusal.replayed.v1';

/** What came of reading a refusal again. Published after everything that was read is durable. */
export const refusalReplayed = defineEvent({
  topic,
  key: (r) => r.refusedId,
  // A repetition after a crash may end otherwise, when the service was mended meanwhile; then it is another fact.
  id: (r) => deterministicId(topic, r.refusedId, r.replayId, r.reasons.length === 0 ? 'accepted' : 'refused'),
  subject: (r) => r.refusedId,
  time: (r) => r.replayedAt,
  schema: z.object({
    refusedId: z.uuid(),
    replayId: z.uuid(),
    replayedAt: z.iso.datetime(),
    /** What read it this time. */
    format: z.string().min(1),
    serviceVersion: z.string().min(1),
    /** Feedback that it became, or that it tells something of (a deletion, a reply). */
    feedbackIds: z.array(z.uuid()),
    /** Why it was refused again; empty when it was accepted. */
    reasons: feedbackRefused.schema.shape.reasons.element.array(),
  }),
});
export type RefusalReplayed = EventOf<typeof refusalReplayed>;

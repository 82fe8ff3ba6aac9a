import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';
import { deterministicId } from '../deterministic-id';
import { feedbackRefused } from './feedback-refused.v1';

const topic = 'hearback.refusal.replay-requested.v1';

/** A person wants a refusal read again, by the channel service of its channel as it is now. Carries all that it needs. */
export const refusalReplayRequested = defineEvent({
  topic,
  key: (r) => r.refusal.refusedId,
  id: (r) => deterministicId(topic, r.refusal.refusedId, r.replayId),
  subject: (r) => r.refusal.refusedId,
  time: (r) => r.requestedAt,
  schema: z.object({
    /** One for each request of a person, which may be for many refusals. */
    replayId: z.uuid(),
    requestedAt: z.iso.datetime(),
    /** As it was refused first; the original stays sealed. */
    refusal: feedbackRefused.schema,
  }),
});
export type RefusalReplayRequested = EventOf<typeof refusalReplayRequested>;

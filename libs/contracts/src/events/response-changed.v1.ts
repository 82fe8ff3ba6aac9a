import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';
import { deterministicId } from '../deterministic-id';
import { ESCALATION_ROLES, PROMISES } from '../promises';
import { CHANNELS, CLOCK_STATES } from '../vocabulary';

const topic = 'hearback.response.changed.v1';

export const CLOCK_EVENT_KINDS = [
  'activated',
  'warned',
  'fulfilled',
  'breached',
  'extended',
  'withdrawn',
  'restated',
] as const;

/** A clock was started, warned, met, missed, extended or withdrawn; ids, never text. */
export const responseChanged = defineEvent({
  topic,
  key: (r) => r.caseId,
  id: (r) => deterministicId(topic, r.clockId, r.sequence),
  subject: (r) => r.clockId,
  time: (r) => r.effectiveAt,
  settings: { retentionMs: -1 },
  schema: z.object({
    clockId: z.uuid(),
    /** Position in the clock's own event list, from 1 without gaps. */
    sequence: z.number().int().min(1),
    caseId: z.uuid(),
    /** The feedback that started the promise. */
    feedbackId: z.uuid(),
    promise: z.enum(PROMISES),
    /** 0 for the first of its kind in the case, then which one. */
    instance: z.number().int().min(0),
    channel: z.enum(CHANNELS),
    change: z.enum(CLOCK_EVENT_KINDS),
    state: z.enum(CLOCK_STATES),
    startedAt: z.iso.datetime(),
    dueAt: z.iso.datetime(),
    /** Counted over days that no notice has ruled yet: it may move. */
    provisional: z.boolean(),
    /** When it took effect (a breach: the due time); when it was written down. */
    effectiveAt: z.iso.datetime(),
    recordedAt: z.iso.datetime(),
    policyVersion: z.string().min(1),
    /** For `warned`: seconds left at this threshold, and whom it is for. */
    thresholdSeconds: z.number().int().optional(),
    to: z.enum(ESCALATION_ROLES).optional(),
  }),
});
export type ResponseChanged = EventOf<typeof responseChanged>;

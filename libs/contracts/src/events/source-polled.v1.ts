import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';

export const POLL_STATES = ['ok', 'waiting', 'unreachable', 'failed'] as const;

/**
 * How far a channel service has asked a vendor, by source: written after Kafka has acknowledged what the vendor said, read
 * back at the next start. The replica that holds a source's partition of this topic is the one that asks.
 */
export const sourcePolled = defineEvent({
  topic: 'hearback.source.polled.v1',
  key: (p) => p.sourceId,
  id: (p) => `${p.sourceId}@${p.polledAt}`,
  subject: (p) => p.sourceId,
  time: (p) => p.polledAt,
  settings: { partitions: 6, retentionMs: -1, compacted: true },
  schema: z.object({
    sourceId: z.string().min(1),
    /** The format that was asked by; a cursor of another one means nothing to it. */
    format: z.string().min(1),
    /** A fingerprint of whose list the cursor belongs to; absent in what earlier versions wrote. */
    account: z.string().optional(),
    /** What the poller gave to ask with next time; JSON of its own. */
    cursor: z.unknown().optional(),
    polledAt: z.iso.datetime(),
    state: z.enum(POLL_STATES),
    /** Why it is not `ok`, for people. */
    why: z.string().optional(),
  }),
});
export type SourcePolled = EventOf<typeof sourcePolled>;
export type PollStateName = (typeof POLL_STATES)[number];

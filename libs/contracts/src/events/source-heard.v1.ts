import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';

/**
 * What one replica of a channel service has accepted from one source in one hour, counted from the beginning of the hour:
 * a later record of the same key takes the place of an earlier one. All replicas' records together are the gap ledger.
 */
export const sourceHeard = defineEvent({
  topic: 'hearback.source.heard.v1',
  key: (h) => `${h.sourceId}/${h.hour}/${h.instance}`,
  id: (h) => `${h.sourceId}/${h.hour}/${h.instance}@${h.lastAt}/${h.pushed + h.polled}`,
  subject: (h) => h.sourceId,
  time: (h) => h.lastAt,
  settings: { retentionMs: -1, compacted: true },
  schema: z.object({
    sourceId: z.string().min(1),
    /** Beginning of the hour, UTC. */
    hour: z.iso.datetime(),
    /** Of the process; a new one at each start. */
    instance: z.string().min(1),
    pushed: z.number().int().min(0),
    polled: z.number().int().min(0),
    lastAt: z.iso.datetime(),
    /** Of a source that is reconciled: the first 16 hex digits of the feedbackIds pushed and polled, as many as are kept. */
    pushedIds: z.array(z.string()).default([]),
    polledIds: z.array(z.string()).default([]),
  }),
});
export type SourceHeard = EventOf<typeof sourceHeard>;

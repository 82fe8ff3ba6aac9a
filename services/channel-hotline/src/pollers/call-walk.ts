import { z } from 'zod';

// A list names a call once it is over, by the time at which it began; and lists are late themselves.
const OVERLAP_MS = 2 * 3_600_000;
const FIRST_LOOK_BACK_MS = 86_400_000;

const restSchema = z.object({
  /** Up to when earlier rounds have seen everything. */
  until: z.iso.datetime(),
});
const walkSchema = restSchema.extend({ since: z.iso.datetime(), step: z.string() });

/**
 * A round through a vendor's list of calls, between two moments that stay the same while its pages are read; `step` says
 * what is to be asked for next. Only a round that came to its end moves on, so a crash in its middle leaves no gap.
 */
export type CallWalk = z.output<typeof walkSchema>;

/** Goes on with the round that a cursor is in, or begins the next one with an overlap. One that nobody understands begins anew. */
export function walkOn(cursor: unknown, now: Date, firstStep: string): CallWalk {
  const walk = walkSchema.safeParse(cursor);
  if (walk.success) return walk.data;
  const rest = restSchema.safeParse(cursor);
  const sinceMs = rest.success ? Date.parse(rest.data.until) - OVERLAP_MS : now.getTime() - FIRST_LOOK_BACK_MS;
  return { since: new Date(sinceMs).toISOString(), until: now.toISOString(), step: firstStep };
}

/** After a page: the cursor to keep, and whether the round goes on. */
export function afterPage(walk: CallWalk, nextStep: string | null): { cursor: unknown; more: boolean } {
  if (nextStep === null) return { cursor: { until: walk.until }, more: false };
  return { cursor: { ...walk, step: nextStep }, more: true };
}

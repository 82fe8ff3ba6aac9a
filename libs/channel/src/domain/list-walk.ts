import { z } from 'zod';

const FIRST_LOOK_BACK_MS = 86_400_000;

const restSchema = z.object({
  /** Up to when earlier rounds have seen everything. */
  until: z.iso.datetime(),
});
const walkSchema = restSchema.extend({ since: z.iso.datetime(), step: z.string() });

/**
 * A round through a vendor's list, between two moments that stay the same while its pages are read; `step` says what is
 * to be asked for next. Only a round that came to its end moves on, so a crash in its middle leaves no gap.
 */
export type ListWalk = z.output<typeof walkSchema>;

/**
 * Goes on with the round that a cursor is in, or begins the next one as much earlier as the overlap says, because lists
 * are late themselves. A cursor that nobody understands begins anew.
 */
export function walkList(cursor: unknown, now: Date, begin: { step: string; overlapMs: number }): ListWalk {
  const walk = walkSchema.safeParse(cursor);
  if (walk.success) return walk.data;
  const rest = restSchema.safeParse(cursor);
  // A clock that ran ahead has written a moment to come: believed, nothing would be asked for until then.
  const seenMs = rest.success ? Math.min(Date.parse(rest.data.until), now.getTime()) : null;
  const sinceMs = seenMs === null ? now.getTime() - FIRST_LOOK_BACK_MS : seenMs - begin.overlapMs;
  return { since: new Date(sinceMs).toISOString(), until: now.toISOString(), step: begin.step };
}

/** After a page: the cursor to keep, and whether the round goes on. */
export function afterListPage(walk: ListWalk, nextStep: string | null): { cursor: unknown; more: boolean } {
  if (nextStep === null) return { cursor: { until: walk.until }, more: false };
  return { cursor: { ...walk, step: nextStep }, more: true };
}

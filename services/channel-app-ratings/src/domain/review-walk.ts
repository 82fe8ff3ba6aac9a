import { z } from 'zod';

// Stores list what is new with a delay of up to two days and out of order; what is read again keeps its id.
const OVERLAP_MS = 2 * 86_400_000;
// An edit or a developer's answer does not bring an old review to the front of every list, so all of it is read this often.
const DEEP_EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;

const restSchema = z.object({
  /** The newest review of the rounds that came to their end. */
  newest: z.iso.datetime().nullable(),
  /** When the last round began that went all the way back. */
  deepAt: z.iso.datetime().nullable(),
});
const walkSchema = restSchema.extend({
  /** The page to ask for next; null at the front. */
  next: z.string().nullable(),
  /** When this round began, and the moment back to which it goes. */
  startedAt: z.iso.datetime(),
  until: z.iso.datetime(),
  deep: z.boolean(),
  /** The newest review of this round so far. */
  seen: z.iso.datetime().nullable(),
});

/**
 * The way through a list of reviews that has its newest first: in rounds, page by page, each back to what earlier rounds
 * have seen, with an overlap. Only a round that came to its end moves `newest`, so that a crash in its middle leaves no gap.
 */
export type ReviewWalk = z.output<typeof walkSchema>;
/** What is kept between rounds. It changes with what was found and once an hour, so that a quiet source writes little. */
export type ReviewRest = z.output<typeof restSchema>;

/** An item as formats read it; one that could not be read has no time. */
interface Read {
  value: unknown;
}

/** Goes on with the round that a cursor is in, or begins the next one. A cursor that nobody understands begins anew. */
export function walkOn(cursor: unknown, now: Date, lookBackDays: number): ReviewWalk {
  const walk = walkSchema.safeParse(cursor);
  if (walk.success) return walk.data;
  const rest = restSchema.safeParse(cursor);
  const { newest, deepAt } = rest.success ? rest.data : { newest: null, deepAt: null };
  const deep = deepAt === null || now.getTime() - Date.parse(deepAt) >= DEEP_EVERY_MS;
  const reach = newest === null ? now.getTime() : Date.parse(newest) - OVERLAP_MS;
  const until = deep ? Math.min(reach, now.getTime() - lookBackDays * DAY_MS) : reach;
  const [startedAt, goesBackTo] = [now.toISOString(), new Date(until).toISOString()];
  return { newest, deepAt, next: null, startedAt, until: goesBackTo, deep, seen: null };
}

/** After a page: the cursor to keep, and whether the round goes on. `next` is where the list says that it continues. */
export function afterPage(
  walk: ReviewWalk,
  page: { items: readonly Read[]; next: string | null },
): { cursor: ReviewWalk | ReviewRest; more: boolean } {
  const times = timesOf(page.items, walk);
  const seen = newestOf([...times, walk.seen]);
  const newestOfPage = newestOf(times);
  const passed = newestOfPage !== null && newestOfPage < walk.until;
  if (page.next !== null && page.next !== walk.next && !passed)
    return { cursor: { ...walk, seen, next: page.next }, more: true };
  const { newest, deep, deepAt, startedAt } = walk;
  return { cursor: { newest: newestOf([seen, newest]), deepAt: deep ? startedAt : deepAt }, more: false };
}

/** When the page that a cursor points to is no longer there (tokens of pages expire): the next round begins at the front. */
export function abandonRound({ newest, deepAt }: ReviewWalk): ReviewRest {
  return { newest, deepAt };
}

const timedSchema = z.looseObject({ updatedAt: z.string().optional(), occurredAt: z.string().optional() });

// A store whose clock is wrong dates a review into the future; believed, it would hide everything until then.
function timesOf(items: readonly Read[], { startedAt }: ReviewWalk): string[] {
  return items.flatMap(({ value }) => {
    const timed = timedSchema.safeParse(value);
    const time = Date.parse((timed.success && (timed.data.updatedAt ?? timed.data.occurredAt)) || '');
    return Number.isNaN(time) ? [] : [new Date(Math.min(time, Date.parse(startedAt))).toISOString()];
  });
}

// ISO times in UTC with milliseconds stand in the order of their letters.
function newestOf(times: readonly (string | null)[]): string | null {
  return times.reduce((newest, time) => (time !== null && (newest === null || time > newest) ? time : newest), null);
}

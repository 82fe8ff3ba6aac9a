import type { Length } from '../calendar/due-after';

const DAY_SECONDS = 86_400;

/** The fewest seconds that a length can last: received in the last instant of a day, every day after it counted. */
export function leastSeconds(length: Length): number {
  if ('seconds' in length) return length.seconds;
  if ('workingSeconds' in length) return length.workingSeconds;
  if ('weeks' in length) return length.weeks * 7 * DAY_SECONDS;
  if ('calendarDays' in length) return length.calendarDays * DAY_SECONDS;
  // A day may end when the bank closes, so the last one is not counted on.
  return (length.workingDays - (length.until === 'close-of-business' ? 1 : 0)) * DAY_SECONDS || DAY_SECONDS / 2;
}

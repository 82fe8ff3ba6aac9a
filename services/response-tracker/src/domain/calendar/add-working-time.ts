import type { BusinessCalendar } from './business-calendar';
import { hoursOfDay, isPublished } from './day-hours';
import { localDateOfDay } from './local-date';
import { dayNumberAt, localTimeMs } from './zoned-time';

export interface WorkingTimeCounted {
  dueAt: Date;
  /** Some day on the way is ruled by no notice yet, so the due time may move. */
  provisional: boolean;
}

const MOST_DAYS_OFF = 400;

/**
 * The first instant at which the bank has been open for so many seconds since another. Time that ends with a span is due
 * at that end, not at the opening after it; across a clock change real seconds count, not those on the wall.
 * @throws RangeError when seconds is negative, or when the bank is closed for a year and more
 */
export function addWorkingTime(calendar: BusinessCalendar, instant: Date, seconds: number): WorkingTimeCounted {
  if (!(seconds >= 0)) throw new RangeError(`${seconds} is not a number of seconds`);
  const start = instant.getTime();
  if (seconds === 0) return { dueAt: new Date(start), provisional: false };
  let left = seconds * 1_000;
  let provisional = false;
  let lastOpen = dayNumberAt(calendar.timeZone, start);
  for (let day = lastOpen; day - lastOpen <= MOST_DAYS_OFF; day += 1) {
    provisional ||= !isPublished(calendar, day);
    for (const [opens, closes] of openTimes(calendar, day)) {
      const from = Math.max(opens, start);
      if (closes - from >= left) return { dueAt: new Date(from + left), provisional };
      left -= Math.max(0, closes - from);
      lastOpen = day;
    }
  }
  throw new RangeError(`${calendar.id} has no working day after ${localDateOfDay(lastOpen)}`);
}

/** The hours of a day as instants (ms). */
export function openTimes(calendar: BusinessCalendar, day: number): [opens: number, closes: number][] {
  return hoursOfDay(calendar, day).map(({ from, until }) => [
    localTimeMs(calendar.timeZone, day, from),
    localTimeMs(calendar.timeZone, day, until),
  ]);
}

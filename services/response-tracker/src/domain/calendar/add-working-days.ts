import { assertWholeDays } from './add-calendar-days';
import type { BusinessCalendar } from './business-calendar';
import { hoursOfDay, isPublished } from './day-hours';
import { localDateOfDay, type DayNumber, type LocalDate } from './local-date';
import { dayNumberAt, localTimeMs } from './zoned-time';

export interface WorkingDaysCounted {
  /** The end of the last counted day, 24:00: the start of the day after. */
  dueAt: Date;
  /** Some day on the way is ruled by no notice yet, so the due time may move. */
  provisional: boolean;
  /** The working days that were counted, in order. */
  countedDays: LocalDate[];
}

/**
 * The end of the n-th working day after the day of an instant, also when that day is no working day. The day of receipt
 * is not counted (Civil Code of China, article 201; FCA DISP 1.5.1R: following the day on which it is received); the last
 * day lasts until 24:00 (article 203).
 * @throws RangeError unless `days` is a whole number from 1, or when the bank is closed for a year and more
 */
export function addWorkingDays(calendar: BusinessCalendar, instant: Date, days: number): WorkingDaysCounted {
  const counted: DayNumber[] = [];
  const { last, provisional } = countWorkingDays(calendar, { after: instant, days }, (day) => counted.push(day));
  return { dueAt: endOfDay(calendar, last), provisional, countedDays: counted.map(localDateOfDay) };
}

/** The same due time without telling how it was counted: several times as fast, for many promises at once. */
export function dueAfterWorkingDays(
  calendar: BusinessCalendar,
  instant: Date,
  { workingDays, until }: { workingDays: number; until?: 'midnight' | 'close-of-business' | undefined },
): { dueAt: Date; provisional: boolean } {
  const { last, provisional } = countWorkingDays(calendar, { after: instant, days: workingDays });
  return {
    dueAt: until === 'close-of-business' ? closeOfBusiness(calendar, last) : endOfDay(calendar, last),
    provisional,
  };
}

function endOfDay(calendar: BusinessCalendar, day: DayNumber): Date {
  return new Date(localTimeMs(calendar.timeZone, day + 1, 0));
}

/** When the bank closes on a working day: the end of its last span. */
function closeOfBusiness(calendar: BusinessCalendar, day: DayNumber): Date {
  return new Date(localTimeMs(calendar.timeZone, day, hoursOfDay(calendar, day).at(-1)!.until));
}

/** Longest stretch without a working day that is believed. */
const MOST_DAYS_OFF = 400;

function countWorkingDays(
  calendar: BusinessCalendar,
  { after, days }: { after: Date; days: number },
  onCounted?: (day: DayNumber) => void,
): { last: DayNumber; provisional: boolean } {
  assertWholeDays(days);
  const receipt = dayNumberAt(calendar.timeZone, after.getTime());
  let last = receipt;
  let left = days;
  for (let day = receipt + 1; left > 0; day += 1) {
    if (hoursOfDay(calendar, day).length > 0) {
      left -= 1;
      last = day;
      onCounted?.(day);
    } else if (day - last > MOST_DAYS_OFF) {
      throw new RangeError(`${calendar.id} has no working day after ${localDateOfDay(last)}`);
    }
  }
  // What notices rule is one stretch, so its two ends tell of every day between.
  return { last, provisional: !isPublished(calendar, receipt + 1) || !isPublished(calendar, last) };
}

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
  assertWholeDays(days);
  const { counted, provisional } = countWorkingDays(calendar, dayNumberAt(calendar.timeZone, instant.getTime()), days);
  const dueAt = new Date(localTimeMs(calendar.timeZone, counted.at(-1)! + 1, 0));
  return { dueAt, provisional, countedDays: counted.map(localDateOfDay) };
}

/** When the bank closes on a working day: the end of its last span. @throws RangeError on a day off */
export function closeOfBusiness(calendar: BusinessCalendar, day: DayNumber): Date {
  const last = hoursOfDay(calendar, day).at(-1);
  if (!last) throw new RangeError(`${localDateOfDay(day)} is no working day of ${calendar.id}`);
  return new Date(localTimeMs(calendar.timeZone, day, last.until));
}

/** Longest stretch without a working day that is believed. */
const MOST_DAYS_OFF = 400;

function countWorkingDays(calendar: BusinessCalendar, receipt: DayNumber, days: number) {
  const counted: DayNumber[] = [];
  let provisional = false;
  let last = receipt;
  for (let day = receipt + 1; counted.length < days; day += 1) {
    provisional ||= !isPublished(calendar, day);
    if (hoursOfDay(calendar, day).length > 0) counted.push((last = day));
    else if (day - last > MOST_DAYS_OFF)
      throw new RangeError(`${calendar.id} has no working day after ${localDateOfDay(last)}`);
  }
  return { counted, provisional };
}

import { z } from 'zod';

/** A day as people of one place name it, `2026-02-14`; no time, no zone. */
export type LocalDate = string;

/** Refuses days that do not exist, such as 29 February of a common year. */
export const localDateSchema = z.iso.date('expected a day that exists, like 2026-02-14');

/** Days since 1970-01-01; whole numbers, so that dates can be counted and compared fast. */
export type DayNumber = number;

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const DAY_MS = 86_400_000;

/** @throws RangeError when it is not a day */
export function dayNumberOf(date: LocalDate): DayNumber {
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms)) throw new RangeError(`${date} is not a day`);
  return ms / DAY_MS;
}

export function localDateOfDay(day: DayNumber): LocalDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** 0 is Monday, 6 is Sunday; the order of WEEKDAYS. */
export function weekdayIndexOf(day: DayNumber): number {
  // 1970-01-01 was a Thursday.
  return (((day + 3) % 7) + 7) % 7;
}

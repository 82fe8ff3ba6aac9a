import { dayNumberAt, localTimeMs } from './zoned-time';

/**
 * The end (24:00, which is the start of the next day) of the n-th day after the day of an instant. The day of receipt is
 * not counted and days off are: Civil Code of China, articles 201 and 203. Article 203 would let a term that ends on a
 * public holiday run on until after it; this does not, so the due time is never later than the law allows.
 * @throws RangeError unless `days` is a whole number from 1
 */
export function addCalendarDays(zone: string, instant: Date, days: number): Date {
  assertWholeDays(days);
  return new Date(localTimeMs(zone, dayNumberAt(zone, instant.getTime()) + days + 1, 0));
}

/** @throws RangeError unless it is a whole number from 1 to 3,660 */
export function assertWholeDays(days: number): void {
  if (!Number.isInteger(days) || days < 1 || days > 3_660) throw new RangeError(`${days} is not a number of days`);
}

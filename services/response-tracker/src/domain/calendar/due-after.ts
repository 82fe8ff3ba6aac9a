import { z } from 'zod';
import { addCalendarDays } from './add-calendar-days';
import { dueAfterWorkingDays } from './add-working-days';
import { addWorkingTime } from './add-working-time';
import type { BusinessCalendar } from './business-calendar';

const seconds = z.number().int().min(1).max(31_536_000);
const days = z.number().int().min(1).max(3_660);

/** How long a promise runs. Days and weeks end with their last day; seconds run by the clock. */
export const lengthSchema = z.union([
  z.strictObject({ seconds }),
  /** Seconds while the bank is open. */
  z.strictObject({ workingSeconds: seconds }),
  /** `until`: the last day ends at 24:00 (`midnight`, the default) or when the bank closes on it. */
  z.strictObject({ workingDays: days, until: z.enum(['midnight', 'close-of-business']).optional() }),
  z.strictObject({ calendarDays: days }),
  z.strictObject({ weeks: z.number().int().min(1).max(520) }),
]);
export type Length = z.output<typeof lengthSchema>;

export interface Due {
  dueAt: Date;
  /** It rests on days that no notice rules yet. */
  provisional: boolean;
}

/** Whether it needs no calendar, not even a time zone. */
export function isWallClock(length: Length): length is { seconds: number } {
  return 'seconds' in length;
}

/** When a promise of this length is due. */
export function dueAfter(calendar: BusinessCalendar, startedAt: Date, length: Length): Due {
  if (isWallClock(length)) return { dueAt: new Date(startedAt.getTime() + length.seconds * 1_000), provisional: false };
  if ('workingSeconds' in length) return addWorkingTime(calendar, startedAt, length.workingSeconds);
  if ('workingDays' in length) return dueAfterWorkingDays(calendar, startedAt, length);
  const count = 'weeks' in length ? length.weeks * 7 : length.calendarDays;
  return { dueAt: addCalendarDays(calendar.timeZone, startedAt, count), provisional: false };
}

import { openTimes } from './add-working-time';
import type { BusinessCalendar } from './business-calendar';
import { dayNumberAt } from './zoned-time';

/** How long the bank was open between two instants, in seconds (thousandths kept); 0 when the second is the earlier. */
export function workingSecondsBetween(calendar: BusinessCalendar, from: Date, until: Date): number {
  const [start, end] = [from.getTime(), until.getTime()];
  const lastDay = dayNumberAt(calendar.timeZone, end);
  let open = 0;
  for (let day = dayNumberAt(calendar.timeZone, start); day <= lastDay; day += 1)
    for (const [opens, closes] of openTimes(calendar, day))
      open += Math.max(0, Math.min(closes, end) - Math.max(opens, start));
  return open / 1_000;
}

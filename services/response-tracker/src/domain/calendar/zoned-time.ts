import { dayNumberOf, localDateOfDay, type DayNumber, type LocalDate } from './local-date';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

// Building a formatter costs a hundred times what using it does. Only ever filled with the same value for the same zone.
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Whether the runtime knows this IANA zone. */
export function isTimeZone(zone: string): boolean {
  try {
    return Boolean(formatterOf(zone));
  } catch {
    return false;
  }
}

/** The day it is at an instant in a zone. @throws RangeError when the zone is unknown */
export function localDateOf(zone: string, instant: Date): LocalDate {
  return localDateOfDay(dayNumberAt(zone, instant.getTime()));
}

/** The first instant of a day: 00:00, or when a clock change skips it the instant of the change. */
export function startOfLocalDay(zone: string, date: LocalDate): Date {
  return new Date(localTimeMs(zone, dayNumberOf(date), 0));
}

/** The day it is at an instant, as a number. @param ms since 1970 */
export function dayNumberAt(zone: string, ms: number): DayNumber {
  return Math.floor((ms + offsetMs(zone, ms)) / DAY_MS);
}

/**
 * The instant (ms) at which clocks of the zone first show this time. A time that comes twice is the first of the two; a
 * time that a clock change skips is the instant of the change.
 * @param minutes after midnight by the clock on the wall; 1,440 is the start of the next day
 */
export function localTimeMs(zone: string, day: DayNumber, minutes: number): number {
  const wall = day * DAY_MS + minutes * MINUTE_MS;
  const before = offsetMs(zone, wall - DAY_MS);
  const after = offsetMs(zone, wall + DAY_MS);
  const first = Math.min(wall - before, wall - after);
  if (first + offsetMs(zone, first) === wall) return first;
  const second = Math.max(wall - before, wall - after);
  if (second + offsetMs(zone, second) === wall) return second;
  return changeBetween(zone, first, second);
}

/** The first ms after `low` with the offset of `high`. */
function changeBetween(zone: string, low: number, high: number): number {
  const target = offsetMs(zone, high);
  let [early, late] = [low, high];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (offsetMs(zone, middle) === target) late = middle;
    else early = middle;
  }
  return late;
}

/** What clocks of the zone are ahead of UTC. */
function offsetMs(zone: string, ms: number): number {
  const wholeSecond = Math.floor(ms / 1_000) * 1_000;
  const [month, day, year, hour, minute, second] = formatterOf(zone).format(wholeSecond).split(/\D+/).map(Number);
  return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!) - wholeSecond;
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    const numeric = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
    const time = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const;
    formatter = new Intl.DateTimeFormat('en-US', { timeZone: zone, ...numeric, ...time });
    formatters.set(zone, formatter);
  }
  return formatter;
}

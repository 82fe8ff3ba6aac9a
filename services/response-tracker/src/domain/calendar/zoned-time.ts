import { dayNumberOf, localDateOfDay, type DayNumber, type LocalDate } from './local-date';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** From when on (ms) an offset holds. */
interface Stretch {
  from: number;
  offset: number;
}

// Asking the runtime is slow, so formatters and the clock changes of a year are kept. What is kept is the same for every
// caller and never changes.
const formatters = new Map<string, Intl.DateTimeFormat>();
const knownYears = new Map<string, Map<number, Stretch[]>>();

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
  const later = offsetMs(zone, second);
  return changeBetween([first, second], (ms) => offsetMs(zone, ms) === later);
}

/** By how much clocks of the zone are ahead of UTC. */
function offsetMs(zone: string, ms: number): number {
  const stretches = stretchesOf(zone, new Date(ms).getUTCFullYear());
  let index = stretches.length - 1;
  while (index > 0 && stretches[index]!.from > ms) index -= 1;
  return stretches[index]!.offset;
}

/** The stretches of a year in UTC between clock changes, in order of time; the first starts with the year. */
function stretchesOf(zone: string, year: number): Stretch[] {
  let years = knownYears.get(zone);
  if (!years) knownYears.set(zone, (years = new Map()));
  let stretches = years.get(year);
  if (!stretches) years.set(year, (stretches = findStretches(zone, year)));
  return stretches;
}

// Looks at each day once and halves the days on which the offset changed, down to the millisecond.
function findStretches(zone: string, year: number): Stretch[] {
  const [from, until] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
  const stretches: Stretch[] = [{ from, offset: askedOffsetMs(zone, from) }];
  for (let day = from; day < until; day += DAY_MS) {
    const { offset } = stretches.at(-1)!;
    const next = askedOffsetMs(zone, day + DAY_MS);
    if (next !== offset)
      stretches.push({
        from: changeBetween([day, day + DAY_MS], (ms) => askedOffsetMs(zone, ms) === next),
        offset: next,
      });
  }
  return stretches;
}

/** The first ms of a range at which something holds that holds from then on, and at its end. */
function changeBetween([low, high]: [number, number], holds: (ms: number) => boolean): number {
  let [early, late] = [low, high];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (holds(middle)) late = middle;
    else early = middle;
  }
  return late;
}

function askedOffsetMs(zone: string, ms: number): number {
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

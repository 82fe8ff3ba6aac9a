const TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([Zz]|[+-]\d{2}(?::?\d{2})?))?)?$/;
const FIRST_YEAR = 1970;
const MINUTE_MS = 60_000;

/**
 * A time as integrators write it: ISO 8601; a date alone is its first moment; without a zone it is read in `timeZone`
 * (IANA). null when it is not a time that ever was, such as 31 February.
 */
export function readTime(text: string, timeZone: string): Date | null {
  const match = TIME.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match;
  if (!isCalendarTime([+year!, +month!, +day!, +hour, +minute, +second])) return null;
  const wall = Date.UTC(+year!, +month! - 1, +day!, +hour, +minute, +second, +fraction.padEnd(3, '0').slice(0, 3));
  const offset = zone === undefined ? zoneOffset(wall, timeZone) : writtenOffset(zone);
  return offset === null ? null : new Date(wall - offset);
}

// Date.UTC carries 31 February over into March. By arithmetic, because every post has a time and a Date's parts are dear.
function isCalendarTime([year, month, day, hour, minute, second]: readonly number[]): boolean {
  return (
    year! >= FIRST_YEAR &&
    month! >= 1 &&
    month! <= 12 &&
    day! >= 1 &&
    day! <= daysOf(year!, month!) &&
    hour! <= 23 &&
    minute! <= 59 &&
    second! <= 59
  );
}

function daysOf(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

// RFC 3339: hours up to 23; no zone on Earth is further than 14 hours away, and a typing mistake would be.
function writtenOffset(zone: string): number | null {
  if (zone === 'Z' || zone === 'z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(':', '') || '0')];
  if (hours > 14 || minutes > 59) return null;
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes) * MINUTE_MS;
}

/** Offset of a zone at a wall-clock time. Asked twice, because the first answer is for an instant some hours away. */
function zoneOffset(wall: number, timeZone: string): number {
  return offsetAt(wall - offsetAt(wall, timeZone), timeZone);
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function offsetAt(instant: number, timeZone: string): number {
  let format = FORMATS.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
    FORMATS.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(instant).map((part) => [part.type, Number(part.value)]));
  const local = Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!, parts.second!);
  return local - Math.floor(instant / 1_000) * 1_000;
}

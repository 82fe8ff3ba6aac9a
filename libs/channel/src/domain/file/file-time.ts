import { simplifyCharacters } from '@hearback/text';
import { dayHourOf, PART_WORDS } from './part-of-day';

const DATE = String.raw`(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?`;
const MINUTE = String.raw`(半|整|[一三]刻|\d{1,2})?\s*(?:[:分]\s*(\d{1,2}))?(?:[.,]\d+)?\s*[分秒]?`;
const CLOCK = String.raw`(${PART_WORDS})?\s*(\d{1,2})\s*(?:[:时]|点钟?)\s*${MINUTE}\s*(AM|PM)?`;
const NUMBERS = new RegExp(String.raw`^${DATE}(?:[\sT,]*${CLOCK})?\s*(Z|[+-]\d{2}:?\d{2})?$`, 'i');
const MINUTES: Record<string, string> = { 半: '30', 整: '0', 一刻: '15', 三刻: '45' };
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/;
const DAY_MS = 86_400_000;
/** Day 0 of the calendar that begins in 1900; it counts a 29 February 1900 that never was, which later days cancel. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/**
 * A time as people write it in files, in ISO 8601: the year first, or a spreadsheet's serial number, or seconds or
 * milliseconds since 1970. null for anything else, above all for 3/4/2026, which is a day in March or in April,
 * and for 晚上2点, which is in the night before that day or in the one after it.
 */
export function timeOfCell(text: string): string | null {
  const plain = simplifyCharacters(text.normalize('NFKC').trim());
  if (/^\d{5}(?:\.\d+)?$/.test(plain)) return timeOfSerial(Number(plain), false);
  if (/^\d{10}$|^\d{13}$/.test(plain)) return new Date(Number(plain) * (plain.length === 10 ? 1_000 : 1)).toISOString();
  const compact = COMPACT.exec(plain);
  if (compact) return isoOf(compact.slice(1), { half: undefined, zone: '' });
  const match = NUMBERS.exec(plain);
  if (!match) return null;
  const [, year, month, day, before, hour, minute, second, after, zone = ''] = match;
  return isoOf([year, month, day, hour, minute, second], { half: before ?? after, zone });
}

/** Wall-clock time of a spreadsheet's day number; the fraction is the time of day, rounded to the second. */
export function timeOfSerial(serial: number, since1904: boolean): string {
  const ms = Math.round((serial * DAY_MS) / 1_000) * 1_000;
  const date = new Date((since1904 ? EPOCH_1904 : EPOCH_1900) + ms);
  if (Number.isNaN(date.getTime())) return String(serial);
  const [day, time] = date.toISOString().slice(0, 19).split('T');
  if (serial < 1) return time!;
  return time === '00:00:00' ? day! : `${day} ${time}`;
}

function isoOf(parts: (string | undefined)[], given: { half: string | undefined; zone: string }): string | null {
  const [year, month, day, hour, minute = '0', second = '0'] = parts;
  const date = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  if (hour === undefined) return given.zone === '' ? date : null;
  const at = dayHourOf(Number(hour), given.half);
  if (at === null) return null;
  const time = [String(at.hour), MINUTES[minute] ?? minute, second].map((part) => part.padStart(2, '0')).join(':');
  return `${at.nextDay ? dayAfter(date) : date}T${time}${given.zone.toUpperCase()}`;
}

// A day that never was stays one, so that it is refused as such.
function dayAfter(date: string): string {
  const at = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date) return date;
  return new Date(at.getTime() + DAY_MS).toISOString().slice(0, 10);
}

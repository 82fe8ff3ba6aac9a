const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const RFC_822 =
  /^(?:[a-z]{3,9},?\s+)?(\d{1,2})[\s-]([a-z]{3})[a-z]*[\s-](\d{2}|\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(\S+)?/i;
// RFC 822 section 5.1; "Z" and other letters of armies were written wrongly so often that they mean nothing. Without CST:
// feeds of China mean their own time by it, and a feed of Chicago has a source of that zone.
const ZONES: Readonly<Record<string, string>> = {
  ut: 'Z',
  utc: 'Z',
  gmt: 'Z',
  z: 'Z',
  est: '-05:00',
  edt: '-04:00',
  cdt: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
};

/**
 * A time of RSS (RFC 822) in ISO 8601, without a zone when the feed gave none. Anything else comes back as it is, to be
 * judged as ISO 8601 by the same rule as any other time.
 */
export function feedTime(given: string): string {
  const match = RFC_822.exec(given.trim());
  const month = match ? MONTHS.indexOf(match[2]!.toLowerCase()) + 1 : 0;
  if (!match || month === 0) return given.trim();
  const [, day, , year, hour, minute, second = '00', zone = ''] = match;
  const date = `${year!.length === 2 ? `20${year}` : year}-${String(month).padStart(2, '0')}-${day!.padStart(2, '0')}`;
  return `${date}T${hour!.padStart(2, '0')}:${minute}:${second}${offsetOf(zone)}`;
}

function offsetOf(zone: string): string {
  if (/^[+-]\d{4}$/.test(zone)) return `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const name = zone.toLowerCase();
  return Object.hasOwn(ZONES, name) ? ZONES[name]! : '';
}

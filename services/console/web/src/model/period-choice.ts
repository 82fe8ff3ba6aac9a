export const PERIOD_NAMES = ['today', '7-days', '30-days', 'month', 'own'] as const;
export type PeriodName = (typeof PERIOD_NAMES)[number];

/** Zones to choose from; the bank's own comes first. */
export const ZONES = ['Asia/Shanghai', 'Asia/Hong_Kong', 'UTC', 'Europe/London', 'America/New_York'] as const;

/** What a person has chosen on the page of promises. */
export interface PeriodChoice {
  name: PeriodName;
  zone: string;
  /** First and last day of one's own period, the last included; empty while not chosen. */
  firstDay: string;
  lastDay: string;
  /** A local date and time in the zone: as known then. Empty means now. */
  asOf: string;
}

export const FIRST_CHOICE: PeriodChoice = { name: '7-days', zone: ZONES[0], firstDay: '', lastDay: '', asOf: '' };

export interface PeriodQuery {
  from: string;
  to?: string;
  zone: string;
  asOf?: string;
}

const DAYS_BACK: Partial<Record<PeriodName, number>> = { today: 0, '7-days': 6, '30-days': 29 };
const DAY_MS = 86_400_000;

/**
 * The period as the tracker is asked for it: whole days of the zone up to now, or up to the moment as of which is asked.
 * Null while one's own dates are not a period, or the moment lies in the future.
 */
export function periodQuery(choice: PeriodChoice, now: number): PeriodQuery | null {
  const asOf = choice.asOf === '' ? now : instantIn(choice.zone, choice.asOf);
  const days = daysOf(choice, asOf);
  // Not a time at all is not before now either.
  if (!days || !(asOf <= now)) return null;
  return { ...days, zone: choice.zone, ...(choice.asOf === '' ? {} : { asOf: new Date(asOf).toISOString() }) };
}

function daysOf({ name, zone, firstDay, lastDay }: PeriodChoice, until: number): { from: string; to?: string } | null {
  if (name === 'own') {
    const isPeriod = firstDay !== '' && lastDay !== '' && firstDay <= lastDay;
    return isPeriod ? { from: firstDay, to: daysAfter(lastDay, 1) } : null;
  }
  if (Number.isNaN(until)) return null;
  const today = dayIn(zone, until);
  return { from: name === 'month' ? `${today.slice(0, 8)}01` : daysAfter(today, -(DAYS_BACK[name] ?? 0)) };
}

/** The date on the wall of a zone: 2026-02-16. */
export function dayIn(zone: string, at: number): string {
  return wall(zone, at).slice(0, 10);
}

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The moment at which the wall of a zone shows this: the first of the two when clocks are put back. NaN for no time. */
export function instantIn(zone: string, local: string): number {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return NaN;
  const offsetAt = (at: number) => Date.parse(`${wall(zone, at)}Z`) - Math.floor(at / 1_000) * 1_000;
  // The offsets before and after a change of clocks, of which one is the right one.
  const offsets = [offsetAt(asUtc - DAY_MS), offsetAt(asUtc + DAY_MS)];
  const found = offsets.map((offset) => asUtc - offset).filter((at) => wall(zone, at).startsWith(local.slice(0, 16)));
  return found.length > 0 ? Math.min(...found) : asUtc - offsets[0]!;
}

// 2026-02-16T08:00:00, as a clock in that zone shows it.
function wall(zone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(at));
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}`;
}

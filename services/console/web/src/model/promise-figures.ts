import type { EscalationRole, PromiseKind } from '@hearback/contracts';
import type { Backlog } from './api-shapes';

// What the tracker answers about figures, as far as the page of promises uses it.

/** By what the rate can be divided. */
export const GROUPINGS = ['channel', 'product', 'cause', 'branch', 'team', 'owner'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface PromiseFigure {
  met: number;
  confirmed: number;
  missed: number;
  running: number;
  withdrawn: number;
  rate: number | null;
  /** Cut off after two decimals, never rounded up. */
  rateText: string | null;
}

export interface Excluded {
  reason: string;
  count: number;
}

export interface RateAnswer {
  from: string;
  to: string;
  asOf: string;
  policyVersion: string;
  checkpoint: { number: number; sealedAt: string } | null;
  total: PromiseFigure;
  by: ({ key: string } & PromiseFigure)[];
  excluded: Excluded[];
  excludes: { what: string; why: Record<string, string> }[];
  beside: { refusedOpen: Backlog | null; parked: Backlog | null; inFlight: Backlog | null };
}

export interface PromiseRatesAnswer {
  promises: ({ promise: PromiseKind; excluded: Excluded[] } & PromiseFigure)[];
}

interface Times {
  mean: number | null;
  p50: number | null;
  p90: number | null;
  p95: number | null;
  p99: number | null;
}

export interface ReplyTimesAnswer {
  total: { count: number; unanswered: number; wallClock: Times; working: Times };
}

export interface BacklogAnswer {
  now: string;
  hours: number;
  running: number;
  ages: Record<string, number>;
  atRisk: { hour: string; count: number }[];
}

export interface WarningItem {
  clockId: string;
  caseId: string;
  promise: PromiseKind;
  channel: string;
  to: EscalationRole;
  owner: string | null;
  secondsLeft: number;
  at: string;
  dueAt: string;
  state: string;
}

export interface MovedItem {
  clockId: string;
  caseId: string;
  promise: PromiseKind;
  from: string;
  to: string;
  provisional: boolean;
  calendarVersion: string | null;
  recordedAt: string;
}

export interface CheckpointItem {
  number: number;
  sealedAt: string;
  events: number;
  root: string;
  keyId: string;
}

export interface ReportItem {
  reportId: string;
  state: string;
  from: string;
  to: string;
  format: string;
  language: string;
  askedAt: string;
  /** Why it could not be made. */
  fault: string | null;
}

/** The rate as the tracker tells it, which cuts and never rounds up; a dash while nothing is met or missed. */
export function rateWords({ rateText }: Pick<PromiseFigure, 'rateText'>): string {
  return rateText ?? '—';
}

export const COLUMNS = ['key', 'rate', 'met', 'missed', 'running', 'withdrawn'] as const;
export type Column = (typeof COLUMNS)[number];

export interface Sorting {
  column: Column;
  descending: boolean;
}

export type GroupRow = { key: string; name: string } & PromiseFigure;

/** Rows in the order that was asked for; what has no rate yet comes last either way, and names decide between equals. */
export function sortRows(rows: readonly GroupRow[], { column, descending }: Sorting): GroupRow[] {
  const sign = descending ? -1 : 1;
  const byName = (a: GroupRow, b: GroupRow) => a.name.localeCompare(b.name);
  if (column === 'key') return [...rows].sort((a, b) => sign * byName(a, b));
  return [...rows].sort((a, b) => {
    const [x, y] = [a[column], b[column]];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || byName(a, b);
    return sign * (x - y) || byName(a, b);
  });
}

/** What sorting by a column turns to: the same column the other way round; a new one with the largest first, names from A. */
export function nextSorting(before: Sorting, column: Column): Sorting {
  if (before.column === column) return { column, descending: !before.descending };
  return { column, descending: column !== 'key' };
}

/** How wide a bar of a count is beside the largest, in percent; something is never nothing to see. */
export function barWidth(count: number, largest: number): number {
  return count === 0 || largest === 0 ? 0 : Math.max(2, Math.round((100 * count) / largest));
}

/** Groupings of which the lists of clocks tell the key of each, so that the clocks behind a row can be shown. */
const LISTED: Partial<Record<Grouping, 'channel' | 'branch' | 'team' | 'owner'>> = {
  channel: 'channel',
  branch: 'branch',
  team: 'team',
  owner: 'owner',
};

interface Listed {
  startedAt: string;
  channel: string;
  branch?: string | null;
  team?: string | null;
  owner?: string | null;
}

export function isListed(by: Grouping): boolean {
  return LISTED[by] !== undefined;
}

/** Of running and missed clocks those that a row counts: of its key, started in the period. */
export function clocksBehind<T extends Listed>(
  clocks: readonly T[],
  { by, key, from, to }: { by: Grouping; key: string; from: string; to: string },
): T[] {
  const field = LISTED[by];
  if (!field) return [];
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return clocks.filter((clock) => {
    const at = Date.parse(clock.startedAt);
    return (clock[field] ?? '') === key && start <= at && at < end;
  });
}

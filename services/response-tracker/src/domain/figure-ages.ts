const HOUR_S = 3_600;
const DAY_S = 86_400;

/** How long promises have been running, in bands that meet: from, in seconds, up to the next. */
export const AGE_BANDS = [
  { band: '<1h', from: 0 },
  { band: '1-4h', from: HOUR_S },
  { band: '4-8h', from: 4 * HOUR_S },
  { band: '8-16h', from: 8 * HOUR_S },
  { band: '16-24h', from: 16 * HOUR_S },
  { band: '1-3d', from: DAY_S },
  { band: '3-7d', from: 3 * DAY_S },
  { band: '>7d', from: 7 * DAY_S },
] as const;
export type AgeBand = (typeof AGE_BANDS)[number]['band'];

/** What the database counted of one key: in which band (1 is the youngest), or in which hour the promises fall due. */
export interface BacklogRow {
  key: string;
  band: number;
  /** Start of the hour of the due time; null beyond the horizon. */
  dueHour: Date | null;
  count: number;
}

export interface Backlog {
  running: number;
  ages: Record<AgeBand, number>;
  /** By the UTC hour in which they fall due, those that do within the horizon. */
  atRisk: { hour: string; count: number }[];
}

/** The backlog of all rows, and of each key. */
export function backlogOf(rows: readonly BacklogRow[]): Backlog & { by: ({ key: string } & Backlog)[] } {
  const byKey = new Map<string, BacklogRow[]>();
  for (const row of rows) byKey.set(row.key, [...(byKey.get(row.key) ?? []), row]);
  const groups = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...sumOf(rows), by: groups.map(([key, ofKey]) => ({ key, ...sumOf(ofKey) })) };
}

function sumOf(rows: readonly BacklogRow[]): Backlog {
  const ages = Object.fromEntries(AGE_BANDS.map(({ band }) => [band, 0])) as Record<AgeBand, number>;
  const hours = new Map<string, number>();
  let running = 0;
  for (const { band, dueHour, count } of rows) {
    running += count;
    ages[AGE_BANDS[band - 1]!.band] += count;
    if (dueHour) hours.set(dueHour.toISOString(), (hours.get(dueHour.toISOString()) ?? 0) + count);
  }
  const atRisk = [...hours].sort(([a], [b]) => (a < b ? -1 : 1)).map(([hour, count]) => ({ hour, count }));
  return { running, ages, atRisk };
}

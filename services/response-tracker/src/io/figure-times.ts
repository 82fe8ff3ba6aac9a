import type { Pool } from '@hearback/postgres';
import type { Grouping } from '../domain/period';
import { keySql } from './figure-cells';

export interface TimesQuestion {
  from: Date;
  to: Date;
  by: Grouping;
}

/** In seconds, of the first replies that met their promise; null while there is none. */
export interface Times {
  mean: number | null;
  p50: number | null;
  p90: number | null;
  p95: number | null;
  p99: number | null;
}

export interface ReplyTimes {
  /** First replies in time. */
  count: number;
  /** Missed or still running: in no time below, whatever came later. */
  unanswered: number;
  /** By the clock on the wall, and in the working time of the bank's calendar. */
  wallClock: Times;
  working: Times;
}

interface Row {
  key: string | null;
  whole: boolean;
  count: number;
  unanswered: number;
  wall_mean: number | null;
  wall: number[] | null;
  work_mean: number | null;
  work: number[] | null;
}

const PERCENTILES = `array[0.5, 0.9, 0.95, 0.99]::float8[]`;
const MET = `filter (where r.state = 'met')`;

/** The times to the first reply of a cohort, all and by one property. */
export async function readReplyTimes(pool: Pool, { from, to, by }: TimesQuestion) {
  const { rows } = await pool.query<Row>(
    `select key, grouping(key) = 1 as whole, (count(*) ${MET})::int as count,
            (count(*) filter (where r.state in ('running', 'missed')))::int as unanswered,
            avg(r.wall) ${MET} as wall_mean, percentile_cont(${PERCENTILES}) within group (order by r.wall) ${MET} as wall,
            avg(r.work) ${MET} as work_mean, percentile_cont(${PERCENTILES}) within group (order by r.work) ${MET} as work
       from (select r.state, ${keySql(by)} as key, extract(epoch from r.fulfilled_at - r.started_at)::float8 as wall,
                    r.working_seconds::float8 as work
               from clock r where r.promise = 'first-reply' and r.started_at >= $1 and r.started_at < $2) as r
      group by grouping sets ((), (key))`,
    [from, to],
  );
  const whole = rows.find((row) => row.whole)!;
  const groups = by === 'total' ? [] : rows.filter((row) => !row.whole && row.key !== null && isCounted(row));
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    promise: 'first-reply' as const,
    total: timesOf(whole),
    by: groups.sort((a, b) => (a.key! < b.key! ? -1 : 1)).map((row) => ({ key: row.key!, ...timesOf(row) })),
  };
}

const isCounted = ({ count, unanswered }: Row) => count + unanswered > 0;

function timesOf({ count, unanswered, wall, wall_mean, work, work_mean }: Row): ReplyTimes {
  return { count, unanswered, wallClock: times(wall_mean, wall), working: times(work_mean, work) };
}

function times(mean: number | null, percentiles: readonly number[] | null): Times {
  const [p50 = null, p90 = null, p95 = null, p99 = null] = (percentiles ?? []).map(upToMs);
  return { mean: mean === null ? null : upToMs(mean), p50, p90, p95, p99 };
}

// A time is never told shorter than it was.
function upToMs(seconds: number): number {
  return Math.ceil(Number((seconds * 1_000).toFixed(3))) / 1_000;
}

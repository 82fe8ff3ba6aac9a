import type { Pool } from '@hearback/postgres';
import { figureOf, totalOf, type Counts, type Figure } from '../domain/response-rate';

export interface RateQuestion {
  /** Promises that started from here … */
  from: Date;
  /** … and before here. */
  to: Date;
  /** As recorded until then; `live` reads the present. */
  asOf: Date;
  live: boolean;
}

export interface ResponseRate {
  from: string;
  to: string;
  asOf: string;
  promise: 'first-reply';
  /** In force at `asOf`; each promise keeps the terms it started with. */
  policyVersion: string;
  total: Figure;
  by: ({ key: string } & Figure)[];
  /** Promises of the cohort that are in neither figure, and why. */
  excluded: { reason: string; count: number }[];
}

interface Row extends Counts {
  key: string;
  withdrawn: number;
}

// An unanswered promise is missed from the first moment after its due time, whether or not the breach is written yet.
const COUNTS = `count(*) filter (where state = 'met')::int as met,
                count(*) filter (where state in ('running', 'missed') and due_at < $3)::int as missed,
                count(*) filter (where state in ('running', 'missed') and due_at >= $3)::int as running,
                count(*) filter (where state = 'withdrawn')::int as withdrawn`;

const LIVE = `select channel as key, ${COUNTS} from clock
               where started_at >= $1 and started_at < $2 group by channel order by channel`;

const AS_RECORDED = `select channel as key, ${COUNTS}
  from (select c.channel, c.due_at, e.state
          from clock c
          cross join lateral (select state from clock_event
                               where clock_id = c.clock_id and recorded_at <= $3
                               order by sequence desc limit 1) e
         where c.started_at >= $1 and c.started_at < $2) as known
 group by channel order by channel`;

/** The response rate of the promises started in a period, by channel: of rows when live, of events as of a past time. */
export async function readResponseRate(pool: Pool, { from, to, asOf, live }: RateQuestion): Promise<ResponseRate> {
  const { rows } = await pool.query<Row>(live ? LIVE : AS_RECORDED, [from, to, asOf]);
  const withdrawn = rows.reduce((sum, row) => sum + row.withdrawn, 0);
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    asOf: asOf.toISOString(),
    promise: 'first-reply',
    policyVersion: await policyVersionAt(pool, asOf),
    total: figureOf(totalOf(rows)),
    by: rows.map((row) => ({ key: row.key, ...figureOf(row) })),
    excluded: withdrawn > 0 ? [{ reason: 'recomputed', count: withdrawn }] : [],
  };
}

async function policyVersionAt(pool: Pool, at: Date): Promise<string> {
  const { rows } = await pool.query<{ version: string }>(
    'select version from policy where applies_from <= $1 order by applies_from desc limit 1',
    [at],
  );
  return rows[0]?.version ?? 'none';
}

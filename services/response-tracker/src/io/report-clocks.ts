import type { PoolClient } from '@hearback/postgres';
import { AGE_BANDS, backlogOf, type BacklogRow } from '../domain/figure-ages';
import type { ReportClock } from '../domain/report-clock';

export interface Moment {
  from: Date;
  to: Date;
  asOf: Date;
  /** Of the last event that is known. */
  position: number;
}

/** Promises behind the figures; `complete` is false when there are more than were asked for. */
export interface Listing {
  clocks: ReportClock[];
  complete: boolean;
}

interface ClockRow {
  clock_id: string;
  case_id: string;
  promise: ReportClock['promise'];
  term: string;
  channel: string;
  product: string;
  cause: string;
  branch: string | null;
  team: string | null;
  owner: string | null;
  started_at: Date;
  due_at: Date;
  outcome: ReportClock['outcome'];
  fulfilled_at: Date | null;
  confirmed: boolean;
  withdrawn_reason: string | null;
}

// What a clock was: its last event up to the position; one that ran past its due time by then is missed.
const AT_POSITION = `cross join lateral (select * from clock_event where clock_id = c.clock_id and position <= $1
    order by sequence desc limit 1) as e
  left join lateral (select coalesce((d.data->>'fulfilledAt')::timestamptz, d.effective_at) as at from clock_event d
    where e.state = 'met' and d.clock_id = c.clock_id and d.position <= $1 and d.kind in ('fulfilled', 'restated')
    order by d.sequence desc limit 1) as done on true`;
const OUTCOME = `case when e.state = 'running' and e.due_at < $2 then 'missed' else e.state end`;
const COLUMNS = `c.clock_id, c.case_id, e.promise, c.term, e.channel, e.product, e.cause, e.branch, e.team, e.owner,
  e.started_at, e.due_at, ${OUTCOME} as outcome, done.at as fulfilled_at, e.confirmed, e.withdrawn_reason`;

/**
 * The promises started in a period, as they were. Where there are more than `most`, those met in time and without doubt
 * are left out first: whoever checks a rate begins with the others.
 */
export async function readReportClocks(client: PoolClient, moment: Moment, most: number): Promise<Listing> {
  const { rows } = await client.query<ClockRow>(
    `select ${COLUMNS} from clock c ${AT_POSITION} where c.started_at >= $3 and c.started_at < $4
      order by case when e.state = 'met' and not e.confirmed then 1 else 0 end, c.started_at, c.clock_id limit $5`,
    [moment.position, moment.asOf, moment.from, moment.to, most + 1],
  );
  return listing(rows, most);
}

// Running at a past moment: those that still do, and those to which something happened since.
const RUNNING_THEN = `(select clock_id, case_id, term from clock where state = 'running'
   union select clock_id, case_id, term from clock join clock_event using (clock_id) where clock_event.position > $1) as c
  ${AT_POSITION} where e.state = 'running' and e.due_at >= $2 and e.started_at <= $2`;

/** The promises that ran and were not due yet, whenever they started: by age and promise, and one by one. */
export async function readReportBacklog(client: PoolClient, { position, asOf }: Moment, most: number) {
  const counted = await client.query<BacklogRow>(
    `select e.promise as key, count(*)::int as count, null as "dueHour",
            width_bucket(greatest(extract(epoch from $2 - e.started_at), 0)::float8, $3::float8[]) as band
       from ${RUNNING_THEN} group by 1, 4`,
    [position, asOf, AGE_BANDS.map(({ from }) => from)],
  );
  const listed = await client.query<ClockRow>(
    `select ${COLUMNS} from ${RUNNING_THEN} order by e.started_at, c.clock_id limit $3`,
    [position, asOf, most + 1],
  );
  return { ...backlogOf(counted.rows), ...listing(listed.rows, most) };
}

function listing(rows: readonly ClockRow[], most: number): Listing {
  return { clocks: rows.slice(0, most).map(clockOf), complete: rows.length <= most };
}

function clockOf(row: ClockRow): ReportClock {
  const { promise, term, channel, product, cause, branch, team, owner, outcome, confirmed } = row;
  return {
    clockId: row.clock_id,
    caseId: row.case_id,
    ...{ promise, term, channel, product, cause, branch, team, owner, outcome, confirmed },
    startedAt: row.started_at,
    dueAt: row.due_at,
    fulfilledAt: row.fulfilled_at,
    withdrawnReason: outcome === 'withdrawn' ? (row.withdrawn_reason ?? '') : null,
  };
}

/** How long first replies in time took, in seconds; null while there is none. */
export interface ReportTimes {
  /** A channel, or null for all. */
  channel: string | null;
  count: number;
  unanswered: number;
  /** Mean, p50, p90, p95, p99 by the clock on the wall … */
  wall: (number | null)[];
  /** … and in working time. */
  working: (number | null)[];
}

const PERCENTILES = `array[0.5, 0.9, 0.95, 0.99]::float8[]`;
const MET = `filter (where r.state = 'met')`;

/** Times to the first reply of a period, all and by channel, as they were known. */
export async function readReportTimes(client: PoolClient, moment: Moment): Promise<ReportTimes[]> {
  const { rows } = await client.query<{
    channel: string | null;
    count: number;
    unanswered: number;
    wall_mean: number | null;
    wall: number[] | null;
    work_mean: number | null;
    work: number[] | null;
  }>(
    `select channel, (count(*) ${MET})::int as count,
            (count(*) filter (where r.state in ('running', 'missed')))::int as unanswered,
            avg(r.wall) ${MET} as wall_mean, percentile_cont(${PERCENTILES}) within group (order by r.wall) ${MET} as wall,
            avg(r.work) ${MET} as work_mean, percentile_cont(${PERCENTILES}) within group (order by r.work) ${MET} as work
       from (select e.channel, e.state, extract(epoch from done.at - e.started_at)::float8 as wall,
                    case when c.fulfilled_at = done.at then c.working_seconds::float8 end as work
               from clock c ${AT_POSITION}
              where c.promise = 'first-reply' and c.started_at >= $2 and c.started_at < $3) as r
      group by grouping sets ((), (channel))
     having count(*) ${MET} > 0 or grouping(channel) = 1 order by grouping(channel) desc, channel`,
    [moment.position, moment.from, moment.to],
  );
  return rows.map(({ channel, count, unanswered, wall, wall_mean, work, work_mean }) => ({
    channel,
    count,
    unanswered,
    wall: [wall_mean, ...(wall ?? NONE)].map(upToSecond),
    working: [work_mean, ...(work ?? NONE)].map(upToSecond),
  }));
}

const NONE = [null, null, null, null];

// A time is never told shorter than it was.
function upToSecond(seconds: number | null): number | null {
  return seconds === null ? null : Math.ceil(Number(seconds.toFixed(3)));
}

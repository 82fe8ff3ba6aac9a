import type { PromiseKind } from '@hearback/contracts';
import type { Pool } from '@hearback/postgres';
import { AGE_BANDS, backlogOf, type BacklogRow } from '../domain/figure-ages';

export interface BacklogQuestion {
  promises: readonly PromiseKind[];
  by: 'promise' | 'channel' | 'owner';
  /** How far ahead the due times are told. */
  hours: number;
}

// A running clock has no owner yet: whoever has the case now is asked for in its facts, once for each case.
const OWNERS = `left join lateral (select f.data->'change'->>'assignee' as owner from case_fact f
  where f.case_id = c.case_id and f.data->'change'->>'kind' = 'assigned' order by f.case_version desc limit 1) as now_with on true`;
const KEYS = {
  promise: { key: 'c.promise', join: '' },
  channel: { key: 'c.channel', join: '' },
  owner: { key: `coalesce(now_with.owner, '')`, join: OWNERS },
} as const;

/** The promises that are running and not due yet: how old they are, and when they fall due. */
export async function readBacklog(pool: Pool, { promises, by, hours }: BacklogQuestion, now: Date) {
  const { key, join } = KEYS[by];
  const { rows } = await pool.query<BacklogRow>(
    `select ${key} as key, sum(c.n)::int as count, c.band, c.due_hour as "dueHour"
       from (select promise, channel, ${by === 'owner' ? 'case_id,' : ''}
                    width_bucket(greatest(extract(epoch from $2 - started_at), 0)::float8, $3::float8[]) as band,
                    case when due_at < $4 then date_trunc('hour', due_at, 'UTC') end as due_hour, count(*) as n
               from clock where state = 'running' and promise = any($1) and due_at >= $2
              group by promise, channel, ${by === 'owner' ? 'case_id,' : ''} band, due_hour) as c ${join}
      group by 1, 3, 4`,
    [promises, now, AGE_BANDS.map(({ from }) => from), new Date(now.getTime() + hours * 3_600_000)],
  );
  return { now: now.toISOString(), promises, hours, ...backlogOf(rows) };
}

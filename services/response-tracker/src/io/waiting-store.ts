import type { FeedbackRefused, RefusalClosed } from '@hearback/contracts';
import type { Pool } from '@hearback/postgres';
import type { ParkedRecord } from '../domain/parked-record';

/** How many wait, and how old the oldest is; null when nothing waits. */
export interface Waiting {
  count: number;
  oldestSeconds: number | null;
}

/** Remembers what was refused at the edge, each once. */
export async function saveRefused(pool: Pool, refused: readonly FeedbackRefused[]): Promise<void> {
  await pool.query(
    `insert into refused (refused_id, source_id, channel, received_at)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) on conflict do nothing`,
    [
      refused.map(({ refusedId }) => refusedId),
      refused.map(({ sourceId }) => sourceId),
      refused.map(({ channel }) => channel),
      refused.map(({ receivedAt }) => receivedAt),
    ],
  );
}

/** Remembers which refusals nobody has to look at any more, also of those not heard of yet. The first closing counts. */
export async function saveRefusalsClosed(pool: Pool, closed: readonly RefusalClosed[]): Promise<void> {
  await pool.query(
    `insert into refused (refused_id, source_id, channel, received_at, closed_at)
     select distinct on (refused_id) *
       from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
            as c (refused_id, source_id, channel, received_at, closed_at)
      order by refused_id, closed_at
     on conflict (refused_id) do update set closed_at = least(refused.closed_at, excluded.closed_at)`,
    [
      closed.map(({ refusedId }) => refusedId),
      closed.map(({ sourceId }) => sourceId),
      closed.map(({ channel }) => channel),
      closed.map(({ receivedAt }) => receivedAt),
      closed.map(({ closedAt }) => closedAt),
    ],
  );
}

/** Remembers what a consumer group parked and which of it is over. The records come in the order of their topic. */
export async function saveParked(pool: Pool, group: string, records: readonly ParkedRecord[]): Promise<void> {
  const parked = records.flatMap((record) => (record.parked ? [{ offset: record.offset, ...record.parked }] : []));
  await pool.query(
    `insert into parked (consumer_group, record_offset, event_id, feedback_id, parked_at)
     select $1, p.record_offset, p.event_id, p.feedback_id, p.at
       from unnest($2::bigint[], $3::text[], $4::uuid[], $5::timestamptz[]) as p (record_offset, event_id, feedback_id, at)
     on conflict do nothing`,
    [
      group,
      parked.map(({ offset }) => offset),
      parked.map(({ eventId }) => eventId),
      parked.map(({ feedbackId }) => feedbackId),
      parked.map(({ parkedAt }) => parkedAt.toISOString()),
    ],
  );
  const ended = records.flatMap(({ ends }) => ends);
  if (ended.length > 0)
    await pool.query(
      `update parked set ended_at = now()
        where consumer_group = $1 and record_offset = any($2::bigint[]) and ended_at is null`,
      [group, ended],
    );
}

/** Refused and not mended, as known at `asOf`. */
export async function readRefusedOpen(pool: Pool, asOf: Date): Promise<Waiting> {
  const { rows } = await pool.query<WaitingRow>(
    `select count(*)::int as count, min(received_at) as oldest from refused
      where received_at <= $1 and (closed_at is null or closed_at > $1)`,
    [asOf],
  );
  return waiting(rows[0]!, asOf);
}

/** Parked by any service and, as known at `asOf`, neither replayed to an end nor part of a case since. */
export async function readParkedOpen(pool: Pool, asOf: Date): Promise<Waiting> {
  const { rows } = await pool.query<WaitingRow>(
    `select count(distinct coalesce(feedback_id::text, event_id))::int as count, min(parked_at) as oldest from parked p
      where parked_at <= $1 and (ended_at is null or ended_at > $1)
        and not exists (select 1 from case_fact f where f.feedback_id = p.feedback_id and f.recorded_at <= $1)`,
    [asOf],
  );
  return waiting(rows[0]!, asOf);
}

interface WaitingRow {
  count: number;
  oldest: Date | null;
}

function waiting({ count, oldest }: WaitingRow, asOf: Date): Waiting {
  return { count, oldestSeconds: oldest && Math.max(0, Math.round((asOf.getTime() - oldest.getTime()) / 1_000)) };
}

import type { FeedbackRefused, RefusalClosed } from '@hearback/contracts';
import { arrayLiteral, type Pool, type PoolClient } from '@hearback/postgres';
import type { RefusalRecord, RefusalState } from '../domain/refusal';

/** Keeps refusals, each once: a retry of the caller refuses the same thing again. */
export async function insertRefusals(pool: Pool, refusals: readonly FeedbackRefused[]): Promise<void> {
  await pool.query(
    `insert into refusal (refused_id, source_id, channel, received_at, format, reasons, truncated, event, awaits,
            source_updated_at)
     select distinct on (refused_id) *
       from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::jsonb[], $7::boolean[], $8::json[],
            $9::uuid[], $10::timestamptz[])
            as r (refused_id, source_id, channel, received_at, format, reasons, truncated, event, awaits,
            source_updated_at)
      order by refused_id, received_at
     on conflict do nothing`,
    [
      arrayLiteral(refusals.map((r) => r.refusedId)),
      arrayLiteral(refusals.map((r) => r.sourceId)),
      arrayLiteral(refusals.map((r) => r.channel)),
      arrayLiteral(refusals.map((r) => r.receivedAt)),
      arrayLiteral(refusals.map((r) => r.format)),
      arrayLiteral(refusals.map((r) => JSON.stringify(storable(r.reasons)))),
      arrayLiteral(refusals.map((r) => r.truncated)),
      arrayLiteral(refusals.map((r) => JSON.stringify(r))),
      arrayLiteral(refusals.map((r) => r.awaits ?? null)),
      arrayLiteral(refusals.map((r) => r.sourceUpdatedAt ?? null)),
    ],
  );
}

/** Reasons name fields as callers invent them; jsonb keeps neither NUL nor half a character. */
export function storable(reasons: FeedbackRefused['reasons']): FeedbackRefused['reasons'] {
  const mended = (text: string) => text.replace(/\0|\p{Surrogate}/gu, '\ufffd');
  return reasons.map(({ path, reason, detail }) => ({ path: mended(path), reason, detail: mended(detail) }));
}

/** A refusal, locked until the transaction ends. */
export type LockedRefusal = RefusalRecord & Pick<RefusalClosed, 'refusedId' | 'sourceId' | 'channel' | 'receivedAt'>;

interface LockedRow {
  refused_id: string;
  source_id: string;
  channel: RefusalClosed['channel'];
  received_at: Date;
  state: RefusalState;
  replay_id: string | null;
}

/** In order of id, against deadlocks. */
export async function lockRefusals(client: PoolClient, refusedIds: readonly string[]): Promise<LockedRefusal[]> {
  const { rows } = await client.query<LockedRow>(
    `select refused_id, source_id, channel, received_at, state, replay_id from refusal
      where refused_id = any($1::uuid[]) order by refused_id for update`,
    [arrayLiteral(refusedIds)],
  );
  return rows.map((row) => ({
    refusedId: row.refused_id,
    sourceId: row.source_id,
    channel: row.channel,
    receivedAt: row.received_at.toISOString(),
    state: row.state,
    replayId: row.replay_id,
  }));
}

/** Nobody has to look at it any more. */
export async function closeRefusal(client: PoolClient, closed: RefusalClosed): Promise<void> {
  await client.query(
    `update refusal set state = $2, closed_at = coalesce(closed_at, $3), feedback_ids = $4, replay_id = null
      where refused_id = $1`,
    [closed.refusedId, closed.how, closed.closedAt, closed.feedbackIds],
  );
}

/** It stays open, for other reasons. */
export async function refuseAgain(
  client: PoolClient,
  again: { refusedId: string; reasons: FeedbackRefused['reasons']; over: boolean },
): Promise<void> {
  await client.query(
    `update refusal set reasons = $2, replay_id = case when $3 then null else replay_id end where refused_id = $1`,
    [again.refusedId, JSON.stringify(storable(again.reasons)), again.over],
  );
}

export interface RefusalEntry {
  refusedId: string;
  at: string;
  kind: 'replayed' | 'refused-again' | 'dismissed' | 'superseded';
  by: { id: string; name: string } | null;
  data: Record<string, unknown>;
}

/** Adds to what was done with a refusal. */
export async function writeRefusalHistory(client: PoolClient, entry: RefusalEntry): Promise<void> {
  const { refusedId, at, kind, by, data } = entry;
  await client.query(
    `insert into refusal_history (refused_id, at, kind, by_id, by_name, data) values ($1, $2, $3, $4, $5, $6)`,
    [refusedId, at, kind, by?.id ?? null, by?.name ?? null, JSON.stringify(data)],
  );
}

const FORGET_AT_ONCE = 1_000;

/** Drops the originals of refusals that were closed before, some at a time; what was done with them stays. */
export async function forgetOriginals(pool: Pool, closedBefore: Date): Promise<void> {
  for (let forgotten: number | null = FORGET_AT_ONCE; forgotten === FORGET_AT_ONCE;)
    forgotten = (
      await pool.query(
        `update refusal set event = null where refused_id in
           (select refused_id from refusal where closed_at < $1 and event is not null limit ${FORGET_AT_ONCE})`,
        [closedBefore],
      )
    ).rowCount;
}

import type { FeedbackRefused } from '@hearback/contracts';
import { arrayLiteral, type PoolClient } from '@hearback/postgres';
import type { RefusalState } from '../domain/refusal';
import { filterSql, filterValues, type RefusalFilter } from './refusal-query';

/** Which refusals are to be read again. */
export type Selection = { ids: readonly string[] } | { filter: Omit<RefusalFilter, 'state'> };

export interface ReplayRequest {
  replayId: string;
  at: Date;
  who: { id: string; name: string };
}

/** Marks the open refusals of a selection to be read again, and returns which they are. */
export async function requestReplays(
  client: PoolClient,
  selection: Selection,
  { replayId, at, who }: ReplayRequest,
): Promise<string[]> {
  const { rows } = await client.query<{ refused_id: string }>(
    `with chosen as (
       select refused_id from refusal
        where ${whereOf(selection, 5)} and state = 'open' and not truncated and event is not null
        order by refused_id for update),
     marked as (
       update refusal r set replay_id = $1, replay_requested_at = $2, replay_sent_at = null
         from chosen c where r.refused_id = c.refused_id returning r.refused_id)
     insert into refusal_history (refused_id, at, kind, by_id, by_name, data)
       select refused_id, $2, 'replay-requested', $3, $4, jsonb_build_object('replayId', $1::uuid) from marked
     returning refused_id`,
    [replayId, at, who.id, who.name, ...valuesOf(selection)],
  );
  return rows.map((row) => row.refused_id);
}

/** Its original is not whole, or it is over. */
export type SkippedReplay = 'truncated' | Exclude<RefusalState, 'open'>;

/** What of a selection nobody will read again, and why: at most `limit` of them. */
export async function skippedReplays(
  client: PoolClient,
  selection: Selection,
  limit: number,
): Promise<{ refusedId: string; why: SkippedReplay }[]> {
  const unwanted = 'ids' in selection ? `(truncated or state <> 'open')` : `(truncated and state = 'open')`;
  const { rows } = await client.query<{ refused_id: string; why: SkippedReplay }>(
    `select refused_id, case when state = 'open' then 'truncated' else state end as why from refusal
      where ${whereOf(selection, 2)} and ${unwanted} order by received_at, refused_id limit $1`,
    [limit, ...valuesOf(selection)],
  );
  return rows.map((row) => ({ refusedId: row.refused_id, why: row.why }));
}

function whereOf(selection: Selection, first: number): string {
  return 'ids' in selection ? `refused_id = any($${first}::uuid[])` : filterSql(first);
}

function valuesOf(selection: Selection): unknown[] {
  return 'ids' in selection ? [arrayLiteral(selection.ids)] : filterValues({ ...selection.filter, state: null });
}

export interface UnsentReplay {
  replayId: string;
  requestedAt: string;
  refusal: FeedbackRefused;
}

/** Replays that Kafka has not got yet, locked until the transaction ends; other replicas take others. */
export async function lockUnsentReplays(client: PoolClient, limit: number): Promise<UnsentReplay[]> {
  const { rows } = await client.query<{ replay_id: string; replay_requested_at: Date; event: FeedbackRefused }>(
    `select replay_id, replay_requested_at, event from refusal
      where replay_id is not null and replay_sent_at is null and event is not null
      order by replay_requested_at limit $1 for update skip locked`,
    [limit],
  );
  return rows.map((row) => ({
    replayId: row.replay_id,
    requestedAt: row.replay_requested_at.toISOString(),
    refusal: row.event,
  }));
}

export async function markSent(client: PoolClient, refusedIds: readonly string[], at: Date): Promise<void> {
  await client.query('update refusal set replay_sent_at = $2 where refused_id = any($1::uuid[])', [
    arrayLiteral(refusedIds),
    at,
  ]);
}

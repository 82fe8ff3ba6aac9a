import { arrayLiteral, type PoolClient } from '@hearback/postgres';
import type { PendingTakenDown } from '../domain/case';

/** A deletion at the source, as it is kept until its feedback is there. */
export interface TakenDown extends PendingTakenDown {
  observedAt: string;
}

/** Keeps deletions and returns the feedbackIds of those that were not known yet: the first telling counts. */
export async function insertTakenDown(client: PoolClient, rows: readonly TakenDown[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const { rows: inserted } = await client.query<{ feedback_id: string }>(
    `insert into taken_down (feedback_id, deleted_at, observed_at)
     select distinct on (feedback_id) *
       from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as t (feedback_id, deleted_at, observed_at)
      order by feedback_id, deleted_at
     on conflict do nothing returning feedback_id`,
    [
      arrayLiteral(rows.map((row) => row.feedbackId)),
      arrayLiteral(rows.map((row) => row.deletedAt)),
      arrayLiteral(rows.map((row) => row.observedAt)),
    ],
  );
  return new Set(inserted.map((row) => row.feedback_id));
}

/** Deletions of these feedbacks that stand in no case yet. */
export async function pendingTakenDown(
  client: PoolClient,
  feedbackIds: readonly string[],
): Promise<PendingTakenDown[]> {
  const { rows } = await client.query<{ feedback_id: string; deleted_at: Date }>(
    'select feedback_id, deleted_at from taken_down where feedback_id = any($1::uuid[]) and not settled',
    [arrayLiteral(feedbackIds)],
  );
  return rows.map((row) => ({
    feedbackId: row.feedback_id,
    deletedAt: row.deleted_at.toISOString(),
    traceparent: null,
  }));
}

export async function settleTakenDown(client: PoolClient, feedbackIds: readonly string[]): Promise<void> {
  await client.query('update taken_down set settled = true where feedback_id = any($1::uuid[])', [
    arrayLiteral(feedbackIds),
  ]);
}

import type { ReplyDelivered, ReplyFailed, ReplyRequested } from '@hearback/contracts';
import { arrayLiteral, type Pool, type PoolClient } from '@hearback/postgres';

/** A reply that was given to its channel. */
export interface OutgoingReply {
  replyId: string;
  feedbackId: string;
  text: string;
  by: { id: string; name: string };
}

export async function insertOutgoing(
  client: PoolClient,
  { replyId, feedbackId, text, requestedAt }: ReplyRequested,
  by: { id: string; name: string },
): Promise<void> {
  await client.query(
    `insert into outgoing_reply (reply_id, feedback_id, text, by_id, by_name, requested_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [replyId, feedbackId, text, by.id, by.name, requestedAt],
  );
}

/** Those of these replies that were asked for here, by replyId. */
export async function findOutgoing(pool: Pool, replyIds: readonly string[]): Promise<Map<string, OutgoingReply>> {
  const { rows } = await pool.query<{
    reply_id: string;
    feedback_id: string;
    text: string;
    by_id: string;
    by_name: string;
  }>('select reply_id, feedback_id, text, by_id, by_name from outgoing_reply where reply_id = any($1::uuid[])', [
    arrayLiteral(replyIds),
  ]);
  return new Map(
    rows.map((row) => [
      row.reply_id,
      {
        replyId: row.reply_id,
        feedbackId: row.feedback_id,
        text: row.text,
        by: { id: row.by_id, name: row.by_name },
      },
    ]),
  );
}

/** A delivery counts even after a failure was told: `unknown` may have gone out after all. */
export async function settleDelivered(pool: Pool, { replyId, deliveredAt, attempts }: ReplyDelivered): Promise<void> {
  await pool.query(
    `update outgoing_reply set state = 'delivered', reason = null, attempts = $2, settled_at = $3 where reply_id = $1`,
    [replyId, attempts, deliveredAt],
  );
}

/** The case in which the failure is to be told, locked apart; null when it was told or delivered already. */
export async function settleFailed(
  client: PoolClient,
  { replyId, reason, attempts, failedAt }: ReplyFailed,
): Promise<{ caseId: string } | null> {
  const { rows } = await client.query<{ case_id: string | null }>(
    `update outgoing_reply o set state = 'failed', reason = $2, attempts = $3, settled_at = $4
       from feedback f where o.reply_id = $1 and o.state = 'requested' and f.feedback_id = o.feedback_id
     returning f.case_id`,
    [replyId, reason, attempts, failedAt],
  );
  const caseId = rows[0]?.case_id;
  return caseId ? { caseId } : null;
}

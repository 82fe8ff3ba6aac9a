import type { ReplyDelivered, ReplyFailed, ReplyRequested } from '@hearback/contracts';
import { arrayLiteral, type Pool, type PoolClient } from '@hearback/postgres';

/** A reply that was given to its channel. */
export interface OutgoingReply {
  replyId: string;
  feedbackId: string;
  text: string;
  /** Who wanted it said, or who has said it on the phone. */
  by: { id: string; name: string };
  /** `logged` on the phone: it is a person's word. */
  origin: 'logged' | 'observed';
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
    by_phone: boolean;
  }>(
    `select o.reply_id, o.feedback_id, o.text, coalesce(c.closed_by_id, o.by_id) as by_id,
            coalesce(c.closed_by_name, o.by_name) as by_name, c.reply_id is not null as by_phone
       from outgoing_reply o left join call_back c on c.reply_id = o.reply_id where o.reply_id = any($1::uuid[])`,
    [arrayLiteral(replyIds)],
  );
  return new Map(
    rows.map((row) => [
      row.reply_id,
      {
        replyId: row.reply_id,
        feedbackId: row.feedback_id,
        text: row.text,
        by: { id: row.by_id, name: row.by_name },
        origin: row.by_phone ? 'logged' : 'observed',
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

/** A failure as its case tells it. */
export interface ToldFailure {
  caseId: string;
  /** Words that stay in PostgreSQL: of the channel, or of the person who gave up calling. */
  reason: string;
  by: { id: string; name: string } | null;
}

/** The case in which the failure is to be told, locked apart; null when it was told or delivered already. */
export async function settleFailed(
  client: PoolClient,
  { replyId, reason, attempts, failedAt }: ReplyFailed,
): Promise<ToldFailure | null> {
  const { rows } = await client.query<{
    case_id: string | null;
    reason: string;
    closed_by_id: string | null;
    closed_by_name: string | null;
  }>(
    `update outgoing_reply o set state = 'failed', reason = coalesce(c.reason, $2), attempts = $3, settled_at = $4
       from feedback f left join call_back c on c.reply_id = $1
      where o.reply_id = $1 and o.state = 'requested' and f.feedback_id = o.feedback_id
     returning f.case_id, o.reason, c.closed_by_id, c.closed_by_name`,
    [replyId, reason, attempts, failedAt],
  );
  const [row] = rows;
  if (!row?.case_id) return null;
  const { case_id: caseId, reason: told, closed_by_id: id, closed_by_name: name } = row;
  return { caseId, reason: told, by: id === null ? null : { id, name: name ?? '' } };
}

import { arrayLiteral, type PoolClient } from '@hearback/postgres';
import { wordsKey } from '../domain/words-key';

/** A reply made outside Hearback, as it is kept until its feedback is there. */
export interface ObservedReply {
  replyId: string;
  feedbackId: string;
  origin: 'logged' | 'observed';
  text: string;
  repliedAt: string;
  observedAt: string;
  by: { id: string; name?: string | undefined };
  automatic: boolean;
  substantive: boolean;
  traceparent: string | null;
  /** The case it is entered in already; absent while it waits for its feedback. */
  settledIn?: string;
}

/** Keeps replies and returns the ids of those that were not known yet. */
export async function insertReplies(client: PoolClient, replies: readonly ObservedReply[]): Promise<Set<string>> {
  if (replies.length === 0) return new Set();
  const { rows } = await client.query<{ reply_id: string }>(
    `insert into reply (reply_id, feedback_id, origin, text, replied_at, observed_at, by_id, by_name, automatic,
            substantive, case_id, words_key, settled)
     select distinct on (reply_id) *, case_id is not null
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::text[],
            $8::text[], $9::boolean[], $10::boolean[], $11::uuid[], $12::text[])
            as r (reply_id, feedback_id, origin, text, replied_at, observed_at, by_id, by_name, automatic, substantive,
                  case_id, words_key)
      order by reply_id
     on conflict do nothing returning reply_id`,
    [
      arrayLiteral(replies.map((r) => r.replyId)),
      arrayLiteral(replies.map((r) => r.feedbackId)),
      arrayLiteral(replies.map((r) => r.origin)),
      arrayLiteral(replies.map((r) => r.text)),
      arrayLiteral(replies.map((r) => r.repliedAt)),
      arrayLiteral(replies.map((r) => r.observedAt)),
      arrayLiteral(replies.map((r) => r.by.id)),
      arrayLiteral(replies.map((r) => r.by.name ?? null)),
      arrayLiteral(replies.map((r) => r.automatic)),
      arrayLiteral(replies.map((r) => r.substantive)),
      arrayLiteral(replies.map((r) => r.settledIn ?? null)),
      arrayLiteral(replies.map((r) => wordsKey(r.text))),
    ],
  );
  return new Set(rows.map((row) => row.reply_id));
}

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
  /** The replyId under which its channel sees a reply that was delivered through it. */
  seenAs?: string;
  /** The case it is entered in already; absent while it waits for its feedback. */
  settledIn?: string;
}

/** Keeps replies and returns the ids of those that were not known yet. */
export async function insertReplies(client: PoolClient, replies: readonly ObservedReply[]): Promise<Set<string>> {
  const untold = await withoutSeen(client, replies);
  if (untold.length === 0) return new Set();
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
      arrayLiteral(untold.map((r) => r.replyId)),
      arrayLiteral(untold.map((r) => r.feedbackId)),
      arrayLiteral(untold.map((r) => r.origin)),
      arrayLiteral(untold.map((r) => r.text)),
      arrayLiteral(untold.map((r) => r.repliedAt)),
      arrayLiteral(untold.map((r) => r.observedAt)),
      arrayLiteral(untold.map((r) => r.by.id)),
      arrayLiteral(untold.map((r) => r.by.name ?? null)),
      arrayLiteral(untold.map((r) => r.automatic)),
      arrayLiteral(untold.map((r) => r.substantive)),
      arrayLiteral(untold.map((r) => r.settledIn ?? null)),
      arrayLiteral(untold.map((r) => wordsKey(r.text))),
    ],
  );
  return new Set(rows.map((row) => row.reply_id));
}

// Between this service's clock and a vendor's; what was said longer before is another reply in the same words.
const CLOCKS_DIFFER_MS = 600_000;

/**
 * The replies that no channel has seen yet. The id under which one will be seen is taken here, in the same transaction, by
 * a row that is in no case: so it is entered once. A vendor that keeps one id for every answer to the same thing has
 * another text there, and that is another reply.
 */
async function withoutSeen(client: PoolClient, replies: readonly ObservedReply[]): Promise<readonly ObservedReply[]> {
  const named = replies.filter(({ seenAs }) => seenAs !== undefined);
  if (named.length === 0) return replies;
  const ids = arrayLiteral(named.map(({ seenAs }) => seenAs!));
  await client.query(
    `insert into reply (reply_id, feedback_id, origin, text, replied_at, observed_at, by_id, automatic, substantive, settled)
     select distinct on (reply_id) reply_id, feedback_id, 'observed', '', replied_at, observed_at, by_id, false, false, true
       from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::text[])
            as r (reply_id, feedback_id, replied_at, observed_at, by_id)
      order by reply_id
     on conflict do nothing`,
    [
      ids,
      arrayLiteral(named.map((r) => r.feedbackId)),
      arrayLiteral(named.map((r) => r.repliedAt)),
      arrayLiteral(named.map((r) => r.observedAt)),
      arrayLiteral(named.map((r) => r.by.id)),
    ],
  );
  const { rows } = await client.query<{ reply_id: string; text: string; replied_at: Date }>(
    `select reply_id, text, replied_at from reply where reply_id = any($1::uuid[])`,
    [ids],
  );
  const seen = new Map(rows.map((row) => [row.reply_id, row]));
  return replies.filter((reply) => {
    const row = seen.get(reply.seenAs ?? '');
    const since = Date.parse(reply.repliedAt) - CLOCKS_DIFFER_MS;
    return row?.text.trim() !== reply.text.trim() || row.replied_at.getTime() < since;
  });
}

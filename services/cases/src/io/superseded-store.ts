import { arrayLiteral, type Pool, type PoolClient } from '@hearback/postgres';
import type { AcceptedContent, AwaitingRefusal } from '../domain/refusal';
import type { LockedRefusal } from './refusal-store';

// Shared by those that register contents and exclusive to those that look for contents that came before their refusal.
const LOCK = `hashtext('hearback.cases.superseded')`;

/**
 * Called after contents were written and before refusals are looked for: until this transaction ends, nobody looks for
 * contents, so that of a content and its refusal, written at the same time, one side sees the other.
 */
export async function announceContents(client: PoolClient): Promise<void> {
  await client.query({ name: 'announce-contents', text: `select pg_advisory_xact_lock_shared(${LOCK})` });
}

/** Waits until all contents that were announced are committed. Refusals must be committed before, and are locked after. */
export async function awaitContents(client: PoolClient): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(${LOCK})`);
}

/** An open refusal that waits for its correction, locked until the transaction ends. */
export type Awaiting = AwaitingRefusal & Pick<LockedRefusal, 'refusedId' | 'sourceId' | 'channel'>;

interface AwaitingRow {
  refused_id: string;
  source_id: string;
  channel: Awaiting['channel'];
  received_at: Date;
  awaits: string;
  source_updated_at: Date | null;
}

const AWAITING = `select refused_id, source_id, channel, received_at, awaits, source_updated_at from refusal
  where state = 'open' and awaits is not null`;

/** The open refusals that wait for one of these names; in order of id, against deadlocks. */
export async function lockAwaiting(client: PoolClient, names: readonly string[]): Promise<Awaiting[]> {
  const { rows } = await client.query<AwaitingRow>({
    name: 'lock-awaiting',
    text: `${AWAITING} and awaits = any($1::uuid[]) order by refused_id for update`,
    values: [arrayLiteral(names)],
  });
  return rows.map(awaitingOf);
}

/** Of these refusals the open ones that wait for anything; in order of id, against deadlocks. */
export async function lockAwaitingById(client: PoolClient, refusedIds: readonly string[]): Promise<Awaiting[]> {
  const { rows } = await client.query<AwaitingRow>(
    `${AWAITING} and refused_id = any($1::uuid[]) order by refused_id for update`,
    [arrayLiteral(refusedIds)],
  );
  return rows.map(awaitingOf);
}

function awaitingOf(row: AwaitingRow): Awaiting {
  return {
    refusedId: row.refused_id,
    sourceId: row.source_id,
    channel: row.channel,
    receivedAt: row.received_at.toISOString(),
    awaits: row.awaits,
    sourceUpdatedAt: row.source_updated_at?.toISOString() ?? null,
  };
}

/** What is known already by these names: each content of a feedback once, with when it was received first. */
export async function contentsNamed(client: PoolClient, names: readonly string[]): Promise<AcceptedContent[]> {
  const { rows } = await client.query<{
    name: string;
    feedback_id: string;
    received_at: Date;
    source_updated_at: Date | null;
  }>(
    `with wanted as (select distinct name from unnest($1::uuid[]) as w (name))
     select name, feedback_id, received_at, source_updated_at from wanted join feedback f on feedback_id = name
      where not exists (select 1 from feedback_revision r where r.feedback_id = f.feedback_id)
     union all
     select name, feedback_id, received_at, source_updated_at from wanted join feedback_revision on feedback_id = name
      where not outdated
     union all
     select name, feedback_id, received_at, null from wanted join sent_as using (name)`,
    [arrayLiteral(names)],
  );
  return rows.map((row) => ({
    feedbackId: row.feedback_id,
    receivedAt: row.received_at.toISOString(),
    sourceUpdatedAt: row.source_updated_at?.toISOString() ?? null,
    names: [row.name],
  }));
}

/** Remembers what contents were sent as: of each name of a batch the content that came last is enough. */
export async function insertSentAs(client: PoolClient, contents: readonly AcceptedContent[]): Promise<void> {
  const lasts = new Map<string, AcceptedContent>();
  for (const content of contents)
    for (const name of content.names)
      if (name !== content.feedbackId && !isLater(lasts.get(name), content)) lasts.set(name, content);
  if (lasts.size === 0) return;
  const rows = [...lasts].sort(([a], [b]) => (a < b ? -1 : 1));
  await client.query({
    name: 'insert-sent-as',
    text: `insert into sent_as (name, feedback_id, received_at)
           select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) on conflict do nothing`,
    values: [
      arrayLiteral(rows.map(([name]) => name)),
      arrayLiteral(rows.map(([, { feedbackId }]) => feedbackId)),
      arrayLiteral(rows.map(([, { receivedAt }]) => receivedAt)),
    ],
  });
}

function isLater(known: AcceptedContent | undefined, content: AcceptedContent): boolean {
  return known !== undefined && Date.parse(known.receivedAt) >= Date.parse(content.receivedAt);
}

/** Drops what feedbacks were sent as before; a refusal of then was stored long ago. */
export async function forgetSentAs(pool: Pool, receivedBefore: Date): Promise<void> {
  await pool.query('delete from sent_as where received_at < $1', [receivedBefore]);
}

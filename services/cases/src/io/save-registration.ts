import { arrayLiteral, type PoolClient } from '@hearback/postgres';
import type { Arrival, KnownFeedback } from '../domain/case';
import type { RevisionEntry } from '../domain/ledger';
import type { Registration } from '../domain/register-feedback';
import { replaceLabels } from './replace-labels';
import { settleTakenDown } from './taken-down-store';
import { insertCases, insertHistory, updateCases } from './save-cases';

/** Another transaction registered one of these feedbacks at the same moment; the same work again will see it. */
export class RegisteredMeanwhile extends Error {
  override readonly name = 'RegisteredMeanwhile';
  /** SQLSTATE of a serialization failure: `inTransaction` runs the work again. */
  readonly code = '40001';
}

/** Writes a decision, one statement for each table it touches; what it does not touch costs nothing. */
export async function saveRegistration(client: PoolClient, decided: Registration): Promise<void> {
  if (decided.newFeedbacks.length > 0) await insertFeedbacks(client, inOrderOfId(decided.newFeedbacks));
  // Before the new content takes the place of the one in force.
  if (decided.revisions.length > 0) await insertRevisions(client, decided.revisions);
  if (decided.revised.length > 0) await replaceContents(client, decided.revised);
  if (decided.relabelled.length > 0) await replaceLabels(client, decided.relabelled);
  if (decided.changedFeedbacks.length > 0) await updateFeedbacks(client, decided.changedFeedbacks);
  await insertCases(client, decided.newCases);
  await updateCases(client, decided.changedCases);
  await insertHistory(client, decided.history);
  if (decided.settledReplies.length > 0) await settleReplies(client, decided.settledReplies);
  if (decided.settledTakenDown.length > 0) await settleTakenDown(client, decided.settledTakenDown);
}

type NewFeedback = Registration['newFeedbacks'][number];

// Against deadlocks with a transaction that inserts some of the same.
function inOrderOfId(rows: readonly NewFeedback[]): NewFeedback[] {
  return [...rows].sort((a, b) => (a.feedback.feedbackId < b.feedback.feedbackId ? -1 : 1));
}

async function insertFeedbacks(client: PoolClient, rows: readonly NewFeedback[]): Promise<void> {
  const states = rows.map((row) => row.feedback);
  const contents = rows.map((row) => row.first.feedback);
  const { rowCount } = await client.query({
    name: 'insert-feedbacks',
    text: `insert into feedback (feedback_id, state, case_id, deliveries, revision, content_hash, source_updated_at, channel,
            source_id, external_id, customer_key, speaker, branch, url, occurred_at, received_at, title, text, stars, customer,
            details, relation, relation_of, labels, waiting_since, link_pending, traceparent)
     select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::int[], $5::int[], $6::text[], $7::timestamptz[],
            $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
            $15::timestamptz[], $16::timestamptz[], $17::text[], $18::text[], $19::smallint[], $20::json[],
            $21::json[], $22::json[], $23::uuid[], $24::json[], $25::timestamptz[], $26::boolean[], $27::text[])
     on conflict (feedback_id) do nothing`,
    values: [
      arrayLiteral(states.map((f) => f.feedbackId)),
      arrayLiteral(states.map((f) => f.state)),
      arrayLiteral(states.map((f) => f.caseId)),
      arrayLiteral(states.map((f) => f.deliveries)),
      arrayLiteral(rows.map((row) => row.first.relation.revision)),
      arrayLiteral(contents.map((c) => c.contentHash)),
      arrayLiteral(contents.map((c) => c.sourceUpdatedAt ?? null)),
      arrayLiteral(states.map((f) => f.channel)),
      arrayLiteral(states.map((f) => f.sourceId)),
      arrayLiteral(contents.map((c) => c.externalId ?? null)),
      arrayLiteral(states.map((f) => f.customerKey)),
      arrayLiteral(states.map((f) => f.speaker)),
      arrayLiteral(states.map((f) => f.branch)),
      arrayLiteral(contents.map((c) => c.url ?? null)),
      arrayLiteral(contents.map((c) => c.occurredAt)),
      arrayLiteral(contents.map((c) => c.receivedAt)),
      arrayLiteral(contents.map((c) => c.title ?? null)),
      arrayLiteral(contents.map((c) => c.text)),
      arrayLiteral(contents.map((c) => c.rating?.stars ?? null)),
      arrayLiteral(contents.map(customerOf)),
      arrayLiteral(contents.map(detailsOf)),
      arrayLiteral(rows.map((row) => JSON.stringify(row.first.relation))),
      arrayLiteral(rows.map((row) => row.first.relation.of ?? null)),
      arrayLiteral(rows.map((row) => JSON.stringify(row.first.labels))),
      arrayLiteral(states.map((f) => f.waitingSince)),
      arrayLiteral(states.map((f) => f.linkPending)),
      arrayLiteral(states.map((f) => f.traceparent)),
    ],
  });
  if (rowCount !== rows.length) throw new RegisteredMeanwhile('a feedback of this batch was registered meanwhile');
}

// The key stands in its own column.
function customerOf({ customer: { customerKey: _, ...rest } }: Arrival['feedback']): string {
  return JSON.stringify(rest);
}

function detailsOf(feedback: Arrival['feedback']): string {
  const { format, late, repaired, repeatable, originalEncrypted, language, script, engagement } = feedback;
  const { inReplyTo, sharedFrom, attachments, attributes } = feedback;
  return JSON.stringify({
    format,
    late,
    repaired,
    repeatable,
    originalEncrypted,
    language,
    script,
    engagement,
    inReplyTo,
    sharedFrom,
    attachments,
    attributes,
  });
}

// The first content is copied when the second comes, so the many feedbacks that never change cost nothing.
async function insertRevisions(client: PoolClient, rows: readonly RevisionEntry[]): Promise<void> {
  const contents = rows.map((row) => row.arrival.feedback);
  await client.query(
    `insert into feedback_revision (feedback_id, revision, content_hash, received_at, source_updated_at, outdated,
            substantive, title, text, stars, labels)
     select feedback_id, revision, content_hash, received_at, source_updated_at, false, true, title, text, stars, labels
       from feedback where feedback_id = any($1::uuid[])
     on conflict do nothing`,
    [[...new Set(contents.map((content) => content.feedbackId))]],
  );
  await client.query(
    `insert into feedback_revision (feedback_id, revision, content_hash, received_at, source_updated_at, outdated,
            substantive, title, text, stars, labels)
     select * from unnest($1::uuid[], $2::int[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::boolean[],
            $7::boolean[], $8::text[], $9::text[], $10::smallint[], $11::json[])`,
    [
      arrayLiteral(contents.map((c) => c.feedbackId)),
      arrayLiteral(rows.map((row) => row.revision)),
      arrayLiteral(contents.map((c) => c.contentHash)),
      arrayLiteral(contents.map((c) => c.receivedAt)),
      arrayLiteral(contents.map((c) => c.sourceUpdatedAt ?? null)),
      arrayLiteral(rows.map((row) => row.outdated)),
      arrayLiteral(rows.map((row) => row.substantive)),
      arrayLiteral(contents.map((c) => c.title ?? null)),
      arrayLiteral(contents.map((c) => c.text)),
      arrayLiteral(contents.map((c) => c.rating?.stars ?? null)),
      arrayLiteral(rows.map((row) => JSON.stringify(row.arrival.labels))),
    ],
  );
}

// When the bank first had the feedback stays as it was; the revision's own time stands in feedback_revision.
async function replaceContents(client: PoolClient, rows: Registration['revised']): Promise<void> {
  const contents = rows.map((row) => row.arrival.feedback);
  await client.query(
    `update feedback f
        set revision = n.revision, content_hash = n.content_hash, source_updated_at = n.source_updated_at,
            title = n.title, text = n.text, stars = n.stars, labels = n.labels, details = n.details
       from unnest($1::uuid[], $2::int[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::smallint[],
            $8::json[], $9::json[])
            as n (feedback_id, revision, content_hash, source_updated_at, title, text, stars, labels, details)
      where f.feedback_id = n.feedback_id`,
    [
      arrayLiteral(contents.map((c) => c.feedbackId)),
      arrayLiteral(rows.map((row) => row.feedback.revision)),
      arrayLiteral(contents.map((c) => c.contentHash)),
      arrayLiteral(rows.map((row) => row.feedback.sourceUpdatedAt)),
      arrayLiteral(contents.map((c) => c.title ?? null)),
      arrayLiteral(contents.map((c) => c.text)),
      arrayLiteral(contents.map((c) => c.rating?.stars ?? null)),
      arrayLiteral(rows.map((row) => JSON.stringify(row.arrival.labels))),
      arrayLiteral(contents.map(detailsOf)),
    ],
  );
}

async function updateFeedbacks(client: PoolClient, rows: readonly KnownFeedback[]): Promise<void> {
  await client.query({
    name: 'update-feedbacks',
    text: `update feedback f
        set state = n.state, case_id = n.case_id, deliveries = n.deliveries, waiting_since = n.waiting_since,
            link_pending = n.link_pending, speaker = n.speaker
       from unnest($1::uuid[], $2::text[], $3::uuid[], $4::int[], $5::timestamptz[], $6::boolean[], $7::text[])
            as n (feedback_id, state, case_id, deliveries, waiting_since, link_pending, speaker)
      where f.feedback_id = n.feedback_id`,
    values: [
      arrayLiteral(rows.map((f) => f.feedbackId)),
      arrayLiteral(rows.map((f) => f.state)),
      arrayLiteral(rows.map((f) => f.caseId)),
      arrayLiteral(rows.map((f) => f.deliveries)),
      arrayLiteral(rows.map((f) => f.waitingSince)),
      arrayLiteral(rows.map((f) => f.linkPending)),
      arrayLiteral(rows.map((f) => f.speaker)),
    ],
  });
}

async function settleReplies(client: PoolClient, rows: Registration['settledReplies']): Promise<void> {
  await client.query(
    `update reply r set settled = true, case_id = n.case_id
       from unnest($1::uuid[], $2::uuid[]) as n (reply_id, case_id) where r.reply_id = n.reply_id`,
    [rows.map((row) => row.replyId), rows.map((row) => row.caseId)],
  );
}

import { arrayLiteral, type PoolClient } from '@hearback/postgres';
import type { HistoryEntry, KnownCase } from '../domain/case';

/** Inserts cases, one statement. */
export async function insertCases(client: PoolClient, cases: readonly KnownCase[]): Promise<void> {
  if (cases.length === 0) return;
  await client.query({
    name: 'insert-cases',
    text: `insert into case_record (case_id, version, state, channel, opened_by, opened_at, labels, cluster_id, assignee,
            feedbacks, mentions)
     select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::uuid[], $6::timestamptz[], $7::jsonb[],
            $8::uuid[], $9::text[], $10::int[], $11::int[])`,
    values: [
      arrayLiteral(cases.map((c) => c.caseId)),
      arrayLiteral(cases.map((c) => c.version)),
      arrayLiteral(cases.map((c) => c.state)),
      arrayLiteral(cases.map((c) => c.channel)),
      arrayLiteral(cases.map((c) => c.openedBy)),
      arrayLiteral(cases.map((c) => c.openedAt)),
      arrayLiteral(cases.map((c) => JSON.stringify(c.labels))),
      arrayLiteral(cases.map((c) => c.clusterId)),
      arrayLiteral(cases.map((c) => c.assignee)),
      arrayLiteral(cases.map((c) => c.feedbacks)),
      arrayLiteral(cases.map((c) => c.mentions)),
    ],
  });
}

/** Writes what can change of cases that the transaction has locked. */
export async function updateCases(client: PoolClient, cases: readonly KnownCase[]): Promise<void> {
  if (cases.length === 0) return;
  await client.query({
    name: 'update-cases',
    text: `update case_record c
        set version = n.version, state = n.state, labels = n.labels, assignee = n.assignee, feedbacks = n.feedbacks,
            mentions = n.mentions
       from unnest($1::uuid[], $2::int[], $3::text[], $4::jsonb[], $5::text[], $6::int[], $7::int[])
            as n (case_id, version, state, labels, assignee, feedbacks, mentions)
      where c.case_id = n.case_id`,
    values: [
      arrayLiteral(cases.map((c) => c.caseId)),
      arrayLiteral(cases.map((c) => c.version)),
      arrayLiteral(cases.map((c) => c.state)),
      arrayLiteral(cases.map((c) => JSON.stringify(c.labels))),
      arrayLiteral(cases.map((c) => c.assignee)),
      arrayLiteral(cases.map((c) => c.feedbacks)),
      arrayLiteral(cases.map((c) => c.mentions)),
    ],
  });
}

/** Appends to the history; the key on case and version refuses a version that was written already. */
export async function insertHistory(client: PoolClient, entries: readonly HistoryEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const events = entries.map((entry) => entry.event);
  await client.query({
    name: 'insert-history',
    text: `insert into history (case_id, version, at, kind, feedback_id, change, by_id, by_name, text)
     select * from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::text[], $5::uuid[], $6::json[], $7::text[],
            $8::text[], $9::text[])`,
    values: [
      arrayLiteral(events.map((e) => e.caseId)),
      arrayLiteral(events.map((e) => e.caseVersion)),
      arrayLiteral(events.map((e) => e.changedAt)),
      arrayLiteral(events.map((e) => e.change.kind)),
      arrayLiteral(events.map((e) => feedbackIdOf(e.change))),
      arrayLiteral(events.map((e) => JSON.stringify(e.change))),
      arrayLiteral(entries.map((entry) => entry.by?.id ?? null)),
      arrayLiteral(entries.map((entry) => entry.by?.name ?? null)),
      arrayLiteral(entries.map((entry) => entry.text)),
    ],
  });
  await insertRelabellings(client, entries);
}

async function insertRelabellings(client: PoolClient, entries: readonly HistoryEntry[]): Promise<void> {
  const rows = entries.filter((entry) => entry.labelsBefore);
  if (rows.length === 0) return;
  await client.query(
    `insert into relabelling (case_id, version, before, after)
     select * from unnest($1::uuid[], $2::int[], $3::json[], $4::json[])`,
    [
      arrayLiteral(rows.map(({ event }) => event.caseId)),
      arrayLiteral(rows.map(({ event }) => event.caseVersion)),
      arrayLiteral(rows.map(({ labelsBefore }) => JSON.stringify(labelsBefore))),
      arrayLiteral(rows.map(({ event }) => JSON.stringify(event.labels))),
    ],
  );
}

function feedbackIdOf(change: HistoryEntry['event']['change']): string | null {
  if ('feedback' in change) return change.feedback.feedbackId;
  return 'feedbackId' in change ? change.feedbackId : null;
}

import type { CaseState, Channel, LabelValues, Labels, Relation } from '@hearback/contracts';
import { arrayLiteral, type PoolClient } from '@hearback/postgres';
import type { KnownCase, KnownFeedback, PendingReply } from '../domain/case';
import { valuesOf } from '../domain/ledger';
import type { Known } from '../domain/register-feedback';

/**
 * Reads all that bears on these feedbacks and locks it until the transaction ends: themselves, those they relate to,
 * those that wait for them, and the cases of all. Feedbacks before cases and both in order of id, so that partitions and
 * replicas do not deadlock.
 */
export async function loadKnown(client: PoolClient, feedbackIds: readonly string[]): Promise<Omit<Known, 'takenDown'>> {
  const feedbacks = await lockFeedbacks(client, await withWaiting(client, feedbackIds));
  const cases = await lockCases(client, feedbacks);
  const revised = feedbacks.filter((feedback) => feedback.revision > 1).map((feedback) => feedback.feedbackId);
  return {
    feedbacks,
    cases,
    contents: revised.length === 0 ? [] : await contentsOf(client, revised),
    replies: await pendingReplies(client, [...new Set([...feedbackIds, ...feedbacks.map((f) => f.feedbackId)])]),
  };
}

// Those that wait for one of these, and those that wait for them in turn: hardly ever any, so one round is the rule.
async function withWaiting(client: PoolClient, feedbackIds: readonly string[]): Promise<string[]> {
  const found = new Set(feedbackIds);
  for (let asked = feedbackIds; asked.length > 0;) {
    const { rows } = await client.query<{ feedback_id: string }>({
      name: 'waiting-for',
      text: `select feedback_id from feedback
              where relation_of = any($1::uuid[]) and (state = 'waiting' or link_pending)`,
      values: [arrayLiteral(asked)],
    });
    asked = rows.map((row) => row.feedback_id).filter((id) => !found.has(id));
    for (const id of asked) found.add(id);
  }
  return [...found];
}

interface FeedbackRow {
  feedback_id: string;
  state: KnownFeedback['state'];
  case_id: string | null;
  deliveries: number;
  revision: number;
  content_hash: string;
  source_updated_at: Date | null;
  channel: Channel;
  source_id: string;
  customer_key: string;
  speaker: string;
  branch: string | null;
  received_at: Date;
  has_words: boolean;
  relation: Relation;
  labels: Labels;
  waiting_since: Date | null;
  link_pending: boolean;
  traceparent: string | null;
}

async function lockFeedbacks(client: PoolClient, feedbackIds: readonly string[]): Promise<KnownFeedback[]> {
  const { rows } = await client.query<FeedbackRow>({
    name: 'lock-feedbacks',
    text: `select feedback_id, state, case_id, deliveries, revision, content_hash, source_updated_at, channel, source_id,
            customer_key, speaker, branch, received_at, btrim(text) <> '' or btrim(coalesce(title, '')) <> '' as has_words,
            relation, labels, waiting_since, link_pending, traceparent
       from feedback where feedback_id = any($1::uuid[]) order by feedback_id for update`,
    values: [arrayLiteral(feedbackIds)],
  });
  return rows.map(knownFeedback);
}

function knownFeedback(row: FeedbackRow): KnownFeedback {
  return {
    feedbackId: row.feedback_id,
    contentHash: row.content_hash,
    revision: row.revision,
    sourceUpdatedAt: row.source_updated_at?.toISOString() ?? null,
    channel: row.channel,
    sourceId: row.source_id,
    customerKey: row.customer_key,
    speaker: row.speaker,
    branch: row.branch,
    receivedAt: row.received_at.toISOString(),
    hasWords: row.has_words,
    relation: row.relation,
    labels: valuesOf(row.labels),
    state: row.state,
    caseId: row.case_id,
    deliveries: row.deliveries,
    waitingSince: row.waiting_since?.toISOString() ?? null,
    linkPending: row.link_pending,
    traceparent: row.traceparent,
  };
}

interface CaseRow {
  case_id: string;
  version: number;
  state: CaseState;
  channel: Channel;
  opened_by: string;
  opened_at: Date;
  labels: LabelValues;
  corrected: Partial<LabelValues> | null;
  cluster_id: string;
  assignee: string | null;
  feedbacks: number;
  mentions: number;
}

async function lockCases(client: PoolClient, feedbacks: readonly KnownFeedback[]): Promise<KnownCase[]> {
  const caseIds = [...new Set(feedbacks.flatMap((feedback) => feedback.caseId ?? []))];
  return caseIds.length === 0 ? [] : lockCasesById(client, caseIds);
}

/** The cases with these ids, locked until the transaction ends. */
export async function lockCasesById(client: PoolClient, caseIds: readonly string[]): Promise<KnownCase[]> {
  const { rows } = await client.query<CaseRow>({
    name: 'lock-cases',
    text: `select case_id, version, state, channel, opened_by, opened_at, labels, corrected, cluster_id, assignee,
            feedbacks, mentions
       from case_record where case_id = any($1::uuid[]) order by case_id for update`,
    values: [arrayLiteral(caseIds)],
  });
  return rows.map((row) => ({
    caseId: row.case_id,
    version: row.version,
    state: row.state,
    channel: row.channel,
    openedBy: row.opened_by,
    openedAt: row.opened_at.toISOString(),
    labels: row.labels,
    ...(row.corrected === null ? {} : { corrected: row.corrected }),
    clusterId: row.cluster_id,
    assignee: row.assignee,
    feedbacks: row.feedbacks,
    mentions: row.mentions,
  }));
}

async function contentsOf(client: PoolClient, feedbackIds: readonly string[]): Promise<Known['contents']> {
  const { rows } = await client.query<Known['contents'][number]>(
    `select feedback_id as "feedbackId", content_hash as "contentHash", revision
       from feedback_revision where feedback_id = any($1::uuid[])`,
    [feedbackIds],
  );
  return rows;
}

async function pendingReplies(client: PoolClient, feedbackIds: readonly string[]): Promise<PendingReply[]> {
  const { rows } = await client.query<{
    reply_id: string;
    feedback_id: string;
    origin: 'logged' | 'observed';
    replied_at: Date;
    automatic: boolean;
    substantive: boolean;
    by_id: string;
  }>({
    name: 'pending-replies',
    text: `select reply_id, feedback_id, origin, replied_at, automatic, substantive, by_id
       from reply where feedback_id = any($1::uuid[]) and not settled`,
    values: [arrayLiteral(feedbackIds)],
  });
  return rows.map((row) => ({
    replyId: row.reply_id,
    feedbackId: row.feedback_id,
    origin: row.origin,
    repliedAt: row.replied_at.toISOString(),
    automatic: row.automatic,
    substantive: row.substantive,
    by: row.by_id,
    traceparent: null,
  }));
}

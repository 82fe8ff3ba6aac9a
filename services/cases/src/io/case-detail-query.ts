import type { Labels, Relation } from '@hearback/contracts';
import type { Pool } from '@hearback/postgres';
import { maskName } from '../domain/mask-name';
import { findCampaign } from './campaign-query';
import { timelineOf } from './case-timeline-query';
import { shownRelation, type RelationRow } from './feedback-query';

const FEEDBACKS_AT_MOST = 500;
const LINKS_AT_MOST = 20;

/** Everything about one case that people see: no identities, no contact data, names masked. Null when there is none. */
export async function findCase(pool: Pool, caseId: string) {
  const { rows } = await pool.query<{ opened_at: Date; [column: string]: unknown }>(
    `select case_id as "caseId", version, state, channel, opened_by as "openedBy", opened_at, labels,
            array(select jsonb_object_keys(coalesce(corrected, '{}')) order by 1) as corrected,
            cluster_id as "clusterId", assignee, team, feedbacks as "feedbackCount", mentions
       from case_record where case_id = $1`,
    [caseId],
  );
  const [row] = rows;
  if (!row) return null;
  const { opened_at: openedAt, ...record } = row;
  const feedbacks = await feedbacksOf(pool, caseId);
  const [opening] = feedbacks;
  return {
    ...record,
    openedAt: openedAt.toISOString(),
    title: opening?.title ?? null,
    relation: opening?.relation ?? null,
    // The one that opened it first, then as they came.
    feedbacks,
    timeline: await timelineOf(pool, caseId),
    campaign: await findCampaign(pool, String(record['clusterId'])),
    links: await linksOf(pool, caseId, String(record['clusterId'])),
    unlinked: await unlinkedFrom(pool, caseId),
  };
}

interface FeedbackRow extends RelationRow {
  feedback_id: string;
  state: string;
  channel: string;
  source_id: string;
  branch: string | null;
  url: string | null;
  received_at: Date;
  occurred_at: Date;
  title: string | null;
  text: string;
  stars: number | null;
  customer: { kind: string; displayName?: string; region?: string };
  anonymous: boolean;
  link_pending: boolean;
  labels: Labels;
  revision: number;
  deliveries: number;
}

async function feedbacksOf(pool: Pool, caseId: string) {
  const { rows } = await pool.query<FeedbackRow>(
    `select feedback_id, state, channel, source_id, branch, url, received_at, occurred_at, title, text, stars, customer,
            customer_key like 'anon:%' as anonymous, relation, unlinked_from, unlinked_at, unlinked_by,
            linked_from, linked_at, linked_by, link_pending, labels, revision, deliveries
       from feedback where case_id = $1 order by state = 'opened' desc, received_at, feedback_id limit ${FEEDBACKS_AT_MOST}`,
    [caseId],
  );
  const revisions = await revisionsOf(
    pool,
    rows.filter((row) => row.revision > 1).map((row) => row.feedback_id),
  );
  return rows.map((row) => ({
    feedbackId: row.feedback_id,
    state: row.state,
    channel: row.channel,
    sourceId: row.source_id,
    branch: row.branch,
    url: row.url,
    receivedAt: row.received_at.toISOString(),
    occurredAt: row.occurred_at.toISOString(),
    title: row.title,
    text: row.text,
    rating: row.stars === null ? null : { stars: row.stars },
    customer: {
      kind: row.customer.kind,
      name: maskName(row.customer.displayName),
      region: row.customer.region ?? null,
      anonymous: row.anonymous,
    },
    // True when what it relates to has not arrived.
    relation: { ...shownRelation(row), targetMissing: row.link_pending },
    labels: row.labels,
    revision: row.revision,
    deliveries: row.deliveries,
    revisions: revisions.get(row.feedback_id) ?? [],
  }));
}

interface ShownRevision {
  revision: number;
  receivedAt: string;
  outdated: boolean;
  substantive: boolean;
  title: string | null;
  text: string;
  rating: { stars: number } | null;
}

async function revisionsOf(pool: Pool, feedbackIds: readonly string[]): Promise<Map<string, ShownRevision[]>> {
  const shown = new Map<string, ShownRevision[]>();
  if (feedbackIds.length === 0) return shown;
  const { rows } = await pool.query(
    `select feedback_id, revision, received_at, outdated, substantive, title, text, stars
       from feedback_revision where feedback_id = any($1::uuid[]) order by feedback_id, revision`,
    [feedbackIds],
  );
  for (const { feedback_id: feedbackId, received_at: receivedAt, stars, ...row } of rows) {
    const list = shown.get(feedbackId) ?? [];
    list.push({ ...row, receivedAt: receivedAt.toISOString(), rating: stars === null ? null : { stars } });
    shown.set(feedbackId, list);
  }
  return shown;
}

async function linksOf(pool: Pool, caseId: string, clusterId: string) {
  const { rows } = await pool.query<{ opened_at: Date; relation: Relation; [column: string]: unknown }>(
    `select c.case_id as "caseId", c.opened_by as "openedBy", c.state, c.channel, c.opened_at, f.title, left(f.text, 140) as excerpt, f.relation
       from case_record c join feedback f on f.feedback_id = c.opened_by
      where c.cluster_id = $1 and c.case_id <> $2 and c.feedbacks + c.mentions > 0 order by c.opened_at desc, c.case_id desc limit ${LINKS_AT_MOST}`,
    [clusterId, caseId],
  );
  return rows.map(({ opened_at: openedAt, relation, ...row }) => ({
    ...row,
    openedAt: openedAt.toISOString(),
    score: relation.score,
  }));
}

async function unlinkedFrom(pool: Pool, caseId: string) {
  const { rows } = await pool.query<{ feedbackId: string; caseId: string; at: Date; by: string }>(
    `select feedback_id as "feedbackId", case_id as "caseId", coalesce(unlinked_at, linked_at) as at,
            coalesce(unlinked_by, linked_by) as by
       from feedback where unlinked_from = $1 or linked_from = $1 order by at, feedback_id limit ${FEEDBACKS_AT_MOST}`,
    [caseId],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

import type { Labels, Relation } from '@hearback/contracts';
import type { Pool } from '@hearback/postgres';

export interface ShownRelation {
  kind: string;
  of: string | null;
  score: number;
  because: string[];
  /** A person said that it is wrong, and took the feedback out of this case; `of` is where the edge pointed. */
  unlinked?: { fromCaseId: string; at: string; by: string };
  /** A person said that it is the same matter as the case it is in now. */
  linked?: { fromCaseId: string; at: string; by: string };
}

/** What became of a feedback, as GET /v1/feedback/<id> says it; words and identities are not part of it. */
export interface FeedbackAnswer {
  feedbackId: string;
  state: string;
  caseId: string | null;
  relation: ShownRelation | null;
  labels: Labels | null;
  deliveries: number;
  revision: number;
  /** For `parked`: which service could not handle it, why and since when. */
  parked?: { service: string; reason: string; at: string };
}

/** The end of a feedback; null until it has one. */
export async function findFeedback(pool: Pool, feedbackId: string): Promise<FeedbackAnswer | null> {
  const { rows } = await pool.query<FeedbackRow>(
    `select state, case_id, relation, labels, deliveries, revision, unlinked_from, unlinked_at, unlinked_by,
            linked_from, linked_at, linked_by
       from feedback where feedback_id = $1`,
    [feedbackId],
  );
  const [row] = rows;
  if (!row) return findParked(pool, feedbackId);
  if (row.state === 'waiting') return null;
  const { state, case_id: caseId, labels, deliveries, revision } = row;
  return { feedbackId, state, caseId, relation: shownRelation(row), labels, deliveries, revision };
}

/** The columns of a relation and of its end. */
export interface RelationRow {
  relation: Relation;
  unlinked_from: string | null;
  unlinked_at: Date | null;
  unlinked_by: string | null;
  linked_from: string | null;
  linked_at: Date | null;
  linked_by: string | null;
}

interface FeedbackRow extends RelationRow {
  state: string;
  case_id: string | null;
  labels: Labels;
  deliveries: number;
  revision: number;
}

export function shownRelation(row: RelationRow): ShownRelation {
  const { kind, of, score, because } = row.relation;
  const edge = { kind, of: of ?? null, score, because };
  const unlinked = saidBy(row.unlinked_from, row.unlinked_at, row.unlinked_by);
  const linked = saidBy(row.linked_from, row.linked_at, row.linked_by);
  return { ...edge, ...(unlinked ? { unlinked } : {}), ...(linked ? { linked } : {}) };
}

function saidBy(fromCaseId: string | null, at: Date | null, by: string | null) {
  return fromCaseId && at && by ? { fromCaseId, at: at.toISOString(), by } : null;
}

async function findParked(pool: Pool, feedbackId: string): Promise<FeedbackAnswer | null> {
  const { rows } = await pool.query<{ service: string; reason: string; at: Date }>(
    `select service, reason, at from parked where subject = $1 and holds_feedback and not over order by at limit 1`,
    [feedbackId],
  );
  const [row] = rows;
  if (!row) return null;
  const parked = { service: row.service, reason: row.reason, at: row.at.toISOString() };
  return {
    feedbackId,
    state: 'parked',
    caseId: null,
    relation: null,
    labels: null,
    deliveries: 0,
    revision: 0,
    parked,
  };
}

import type { Labels, Relation } from '@hearback/contracts';
import type { Pool } from '@hearback/postgres';

/** What became of a feedback, as GET /v1/feedback/<id> says it; words and identities are not part of it. */
export interface FeedbackAnswer {
  feedbackId: string;
  state: string;
  caseId: string | null;
  relation: { kind: string; of: string | null; score: number; because: string[] } | null;
  labels: Labels | null;
  deliveries: number;
  revision: number;
  /** For `parked`: which service could not handle it, why and since when. */
  parked?: { service: string; reason: string; at: string };
}

/** The end of a feedback; null until it has one. */
export async function findFeedback(pool: Pool, feedbackId: string): Promise<FeedbackAnswer | null> {
  const { rows } = await pool.query<{
    state: string;
    case_id: string | null;
    relation: Relation;
    labels: Labels;
    deliveries: number;
    revision: number;
  }>(`select state, case_id, relation, labels, deliveries, revision from feedback where feedback_id = $1`, [
    feedbackId,
  ]);
  const [row] = rows;
  if (!row) return findParked(pool, feedbackId);
  if (row.state === 'waiting') return null;
  const { state, case_id: caseId, relation, labels, deliveries, revision } = row;
  return { feedbackId, state, caseId, relation: shownRelation(relation), labels, deliveries, revision };
}

export function shownRelation({ kind, of, score, because }: Relation) {
  return { kind, of: of ?? null, score, because };
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

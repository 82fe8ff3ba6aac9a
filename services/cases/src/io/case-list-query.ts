import type { CaseState, Channel, Labels, LabelValues, Relation } from '@hearback/contracts';
import type { Pool } from '@hearback/postgres';

export interface CaseListFilter {
  limit: number;
  /** Of the last case seen: where the next page begins. */
  after: { openedAt: Date; caseId: string } | null;
  state: CaseState | null;
  channel: Channel | null;
}

type ShownLabel = { value: string; confidence: number; needsReview: boolean };

export interface CaseListItem {
  caseId: string;
  version: number;
  state: CaseState;
  channel: Channel;
  /** When the bank received the words that opened it. */
  openedAt: string;
  title: string | null;
  /** The first 140 characters. */
  excerpt: string;
  labels: Record<'product' | 'cause' | 'kind' | 'sentiment' | 'urgency', ShownLabel>;
  relation: { kind: string; of: string | null; score: number };
  assignee: string | null;
  team: string | null;
  feedbacks: number;
  mentions: number;
  /** Other cases of the same cluster, counted up to 100. */
  lookalikes: number;
}

interface Row {
  case_id: string;
  version: number;
  state: CaseState;
  channel: Channel;
  opened_at: Date;
  title: string | null;
  excerpt: string;
  labels: Labels;
  corrected: Partial<LabelValues> | null;
  relation: Relation;
  assignee: string | null;
  team: string | null;
  feedbacks: number;
  mentions: number;
  lookalikes: number;
}

/** Newest cases first, at most `limit`. */
export async function listCases(pool: Pool, filter: CaseListFilter): Promise<CaseListItem[]> {
  const { rows } = await pool.query<Row>(
    `select c.case_id, c.version, c.state, c.channel, c.opened_at, f.title, left(f.text, 140) as excerpt, f.labels,
            c.corrected, f.relation, c.assignee, c.team, c.feedbacks, c.mentions,
            (select count(*)::int
               from (select 1 from case_record o
                      where o.cluster_id = c.cluster_id and o.case_id <> c.case_id and o.feedbacks + o.mentions > 0
                      limit 100) as other) as lookalikes
       from case_record c join feedback f on f.feedback_id = c.opened_by
      where ($1::text is null or c.state = $1) and ($2::text is null or c.channel = $2)
        and ($3::timestamptz is null or (c.opened_at, c.case_id) < ($3, $4::uuid))
      order by c.opened_at desc, c.case_id desc limit $5`,
    [filter.state, filter.channel, filter.after?.openedAt ?? null, filter.after?.caseId ?? null, filter.limit],
  );
  return rows.map(itemOf);
}

function itemOf(row: Row): CaseListItem {
  const { case_id: caseId, opened_at: openedAt, relation, labels, corrected, ...rest } = row;
  return {
    caseId,
    ...rest,
    openedAt: openedAt.toISOString(),
    labels: shownLabels(labels, corrected ?? {}),
    relation: { kind: relation.kind, of: relation.of ?? null, score: relation.score },
  };
}

// What a person has said leaves no doubt.
function shownLabels(labels: Labels, corrected: Partial<LabelValues>): CaseListItem['labels'] {
  const shown = (name: keyof LabelValues): ShownLabel => {
    const { value, confidence, needsReview } = labels[name];
    const said = corrected[name];
    return said === undefined ? { value, confidence, needsReview } : { value: said, confidence: 1, needsReview: false };
  };
  return {
    product: shown('product'),
    cause: shown('cause'),
    kind: shown('kind'),
    sentiment: shown('sentiment'),
    urgency: shown('urgency'),
  };
}

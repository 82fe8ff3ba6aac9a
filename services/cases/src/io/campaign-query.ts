import type { Pool } from '@hearback/postgres';

export interface Campaign {
  /** feedbackId of the one that began it. */
  clusterId: string;
  /** When the first of them was said, and when the bank had the first and the last. */
  firstSaidAt: string;
  firstSeenAt: string;
  lastSeenAt: string;
  /** Feedbacks, customers, and reposts among the feedbacks. */
  size: number;
  customers: number;
  mentions: number;
  /** Likes, shares and followers of all, and one for each repost. */
  reach: number;
}

export interface ListedCampaign extends Campaign {
  /** Where it began; null while that has not arrived. */
  first: { caseId: string | null; title: string | null; excerpt: string } | null;
}

interface Row {
  cluster_id: string;
  first_said_at: Date;
  first_seen_at: Date;
  last_seen_at: Date;
  size: number;
  customers: number;
  mentions: number;
  reach: string;
}

export interface CampaignQuery {
  /** With a feedback received in [from, to). */
  from: Date;
  to: Date;
  limit: number;
  /** Of the last campaign seen: where the next page begins. */
  after: { size: number; clusterId: string } | null;
}

/** The largest campaigns first; each as a whole, also where only some of it fell into the period. */
export async function listCampaigns(pool: Pool, query: CampaignQuery): Promise<ListedCampaign[]> {
  const { from, to, limit, after } = query;
  const { rows } = await pool.query<Row & { case_id: string | null; title: string | null; excerpt: string | null }>(
    `select c.*, f.case_id, f.title, left(f.text, 140) as excerpt
       from campaign c left join feedback f on f.feedback_id = c.cluster_id
      where c.cluster_id in (select cluster_id from campaign_feedback where received_at >= $1 and received_at < $2)
        and ($3::int is null or c.size < $3 or (c.size = $3 and c.cluster_id > $4::uuid))
      order by c.size desc, c.cluster_id limit $5`,
    [from, to, after?.size ?? null, after?.clusterId ?? null, limit],
  );
  return rows.map(({ case_id: caseId, title, excerpt, ...row }) => ({
    ...campaignOf(row),
    first: excerpt === null ? null : { caseId, title, excerpt },
  }));
}

/** The campaign that a case belongs to; null when nobody else said so. */
export async function findCampaign(pool: Pool, clusterId: string): Promise<Campaign | null> {
  const { rows } = await pool.query<Row>('select * from campaign where cluster_id = $1', [clusterId]);
  return rows[0] ? campaignOf(rows[0]) : null;
}

function campaignOf(row: Row): Campaign {
  return {
    clusterId: row.cluster_id,
    firstSaidAt: row.first_said_at.toISOString(),
    firstSeenAt: row.first_seen_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    size: row.size,
    customers: row.customers,
    mentions: row.mentions,
    reach: Number(row.reach),
  };
}

import { arrayLiteral, type PoolClient } from '@hearback/postgres';
import type { Arrival } from '../domain/case';
import { campaignMembers } from '../domain/campaign-members';

/**
 * Keeps which feedbacks are alike. A feedback is one row however often it comes, and its reach only grows, so redeliveries,
 * replays and any order give the same. Most batches have none, and cost nothing.
 */
export async function saveCampaigns(client: PoolClient, arrivals: readonly Arrival[]): Promise<void> {
  const members = campaignMembers(arrivals);
  if (members.length === 0) return;
  await client.query({
    name: 'save-campaigns',
    text: `insert into campaign_member (feedback_id, cluster_id, reach)
     select n.feedback_id, coalesce(known.cluster_id, n.cluster_id, n.feedback_id), n.reach
       from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as n (feedback_id, cluster_id, reach)
            left join campaign_member known using (feedback_id)
      where n.cluster_id is not null or known.feedback_id is not null
         or exists (select 1 from campaign_member other where other.cluster_id = n.feedback_id)
      order by n.feedback_id
     on conflict (feedback_id) do update set reach = excluded.reach where excluded.reach > campaign_member.reach`,
    values: [
      arrayLiteral(members.map((m) => m.feedbackId)),
      arrayLiteral(members.map((m) => m.clusterId)),
      arrayLiteral(members.map((m) => m.reach)),
    ],
  });
}

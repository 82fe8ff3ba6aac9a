import type { Arrival } from './case';

export interface CampaignMember {
  feedbackId: string;
  /** null: not said by this delivery; it may be known. */
  clusterId: string | null;
  reach: number;
}

/**
 * What a batch says of clusters of alike texts: who belongs to another's, and, when something known comes again, how far it
 * has reached meanwhile. Each feedback once, in order of id.
 */
export function campaignMembers(arrivals: readonly Arrival[]): CampaignMember[] {
  const members = new Map<string, CampaignMember>();
  for (const told of arrivals.map(memberOf)) {
    if (!told) continue;
    const before = members.get(told.feedbackId) ?? told;
    const clusterId = before.clusterId ?? told.clusterId;
    members.set(told.feedbackId, { ...told, clusterId, reach: Math.max(before.reach, told.reach) });
  }
  return [...members.values()].sort((a, b) => (a.feedbackId < b.feedbackId ? -1 : 1));
}

function memberOf({ feedback: { feedbackId, engagement }, relation }: Arrival): CampaignMember | null {
  const clusterId = relation.clusterId ?? null;
  const reach = reachOf(engagement);
  // The first content of a lone feedback is no campaign, and its reach is kept with it.
  const comesAgain = relation.kind === 'redelivery' || relation.kind === 'revision';
  return clusterId !== null || (comesAgain && reach > 0) ? { feedbackId, clusterId, reach } : null;
}

function reachOf(engagement: Arrival['feedback']['engagement']): number {
  const { likes = 0, shares = 0, followers = 0 } = engagement ?? {};
  return likes + shares + followers;
}

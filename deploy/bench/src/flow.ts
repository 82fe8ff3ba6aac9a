import { pacedLoad, type PacedOptions } from './paced-load';
import { percentile } from './statistics';
import type { Watch } from './watch-visible';

const GIVE_UP_SECONDS = 120;

/** What one load led to, from the first post to the last visible clock. */
export interface FlowResult {
  offered: number;
  accepted: number;
  visible: number;
  /** Visible events ÷ seconds from the first post to the last visible clock. */
  perSecond: number;
  /** How long after the last post the last clock appeared: near the p99 when the rate is sustained. */
  behindSeconds: number;
  p50Ms: number;
  p99Ms: number;
  failed: Record<string, number>;
}

/** Posts at a rate and waits until every accepted id is visible; ids that never become visible are in `accepted - visible`. */
export async function measureFlow(options: PacedOptions, watch: Watch): Promise<FlowResult> {
  const startedAt = Date.now();
  const load = await pacedLoad(options);
  const loadedAt = Date.now();
  const ids = [...load.postedAt.keys()];
  while (ids.some((id) => !watch.seenAt.has(id)) && Date.now() < loadedAt + GIVE_UP_SECONDS * 1_000)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const seen = ids.filter((id) => watch.seenAt.has(id));
  const delays = seen.map((id) => watch.seenAt.get(id)! - load.postedAt.get(id)!);
  const lastSeen = seen.reduce((last, id) => Math.max(last, watch.seenAt.get(id)!), startedAt);
  return {
    offered: options.eventsPerSecond,
    accepted: ids.length,
    visible: seen.length,
    perSecond: seen.length / ((lastSeen - startedAt) / 1_000),
    behindSeconds: Math.max(0, lastSeen - loadedAt) / 1_000,
    p50Ms: percentile(delays, 0.5),
    p99Ms: percentile(delays, 0.99),
    failed: Object.fromEntries(load.failed),
  };
}

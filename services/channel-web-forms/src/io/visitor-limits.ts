import { rateBuckets, type Rate } from '@hearback/channel';

/** Counts what each visitor posts. In memory and for each process: it protects this process from one address. */
export interface VisitorLimits {
  /** 0 when the visitor may post now, else the seconds to wait. */
  take(visitor: string, nowMs: number): number;
}

/** Beyond this many the oldest are forgotten, which favours the visitor. */
const VISITORS = 20_000;

export function visitorLimits(postsPerMinute: number): VisitorLimits {
  const rate: Rate = { itemsPerSecond: postsPerMinute / 60, burst: Math.max(1, postsPerMinute) };
  const buckets = rateBuckets(VISITORS);
  return {
    take: (visitor, nowMs) => buckets.take(visitor, rate, { items: 1, nowMs }),
  };
}

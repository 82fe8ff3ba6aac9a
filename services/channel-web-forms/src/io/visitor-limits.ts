import { fullBucket, takeTokens, type Bucket, type Rate } from '@hearback/channel';

/** Counts what each visitor posts. In memory and for each process: it protects this process from one address. */
export interface VisitorLimits {
  /** 0 when the visitor may post now, else the seconds to wait. */
  take(visitor: string, nowMs: number): number;
}

// A bucket that is full again says nothing; beyond this many visitors the oldest are forgotten, which favours the visitor.
const VISITORS = 20_000;

export function visitorLimits(postsPerMinute: number): VisitorLimits {
  const rate: Rate = { itemsPerSecond: postsPerMinute / 60, burst: Math.max(1, postsPerMinute) };
  const buckets = new Map<string, Bucket>();
  return {
    take: (visitor, nowMs) => {
      const bucket = buckets.get(visitor) ?? fullBucket(rate, nowMs);
      // Set anew, so that the map stays in the order of the last visit.
      buckets.delete(visitor);
      buckets.set(visitor, bucket);
      if (buckets.size > VISITORS) buckets.delete(buckets.keys().next().value!);
      return takeTokens(bucket, rate, { items: 1, nowMs });
    },
  };
}

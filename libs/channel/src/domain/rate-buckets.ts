import { fullBucket, takeTokens, type Bucket, type Rate } from './token-bucket';

/** A bucket for each name that takes something, of which the oldest are forgotten. */
export interface RateBuckets {
  /** As takeTokens, out of the bucket of this name. */
  take(name: string, rate: Rate, take: { items: number; nowMs: number }): number;
  /** How many buckets are kept. */
  size(): number;
}

/**
 * Keeps `most` buckets, those that were asked for last. A bucket that is full again says nothing, so forgetting an old one
 * is noticed by nobody, or favours who comes back.
 */
export function rateBuckets(most: number): RateBuckets {
  const buckets = new Map<string, Bucket>();
  return {
    take: (name, rate, take) => {
      const bucket = buckets.get(name) ?? fullBucket(rate, take.nowMs);
      // Set anew, so that the map stays in the order of the last question.
      buckets.delete(name);
      buckets.set(name, bucket);
      if (buckets.size > most) buckets.delete(buckets.keys().next().value!);
      return takeTokens(bucket, rate, take);
    },
    size: () => buckets.size,
  };
}

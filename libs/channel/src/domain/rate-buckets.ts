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
  let last: { name: string; bucket: Bucket } | null = null;
  // Set anew, so that the map stays in the order of the last question.
  const toTheEnd = (name: string, bucket: Bucket): Bucket => {
    buckets.delete(name);
    buckets.set(name, bucket);
    if (buckets.size > most) buckets.delete(buckets.keys().next().value!);
    last = { name, bucket };
    return bucket;
  };
  return {
    take: (name, rate, take) => {
      // Every post asks twice, and a busy sender many times in a row: its bucket stands at the end already.
      const bucket =
        last?.name === name ? last.bucket : toTheEnd(name, buckets.get(name) ?? fullBucket(rate, take.nowMs));
      return takeTokens(bucket, rate, take);
    },
    size: () => buckets.size,
  };
}

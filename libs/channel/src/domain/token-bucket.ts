export interface Rate {
  itemsPerSecond: number;
  burst: number;
}

export interface Bucket {
  tokens: number;
  /** Milliseconds since the epoch. */
  filledAt: number;
}

export function fullBucket(rate: Rate, nowMs: number): Bucket {
  return { tokens: rate.burst, filledAt: nowMs };
}

/**
 * Takes `items` (0 asks only whether one might be taken) out of the bucket and returns 0, or leaves it as it is and returns the seconds until they may be taken. More
 * than a full bucket holds may be taken when it is full; the next caller then waits the longer.
 */
export function takeTokens(bucket: Bucket, rate: Rate, take: { items: number; nowMs: number }): number {
  const elapsed = Math.max(0, take.nowMs - bucket.filledAt);
  bucket.tokens = Math.min(rate.burst, bucket.tokens + (elapsed * rate.itemsPerSecond) / 1_000);
  bucket.filledAt = take.nowMs;
  const needed = Math.min(Math.max(take.items, 1), rate.burst);
  if (bucket.tokens < needed) return Math.max(1, Math.ceil((needed - bucket.tokens) / rate.itemsPerSecond));
  bucket.tokens -= take.items;
  return 0;
}

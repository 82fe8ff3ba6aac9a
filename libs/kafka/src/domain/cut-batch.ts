export interface BatchLimits {
  batchRecords: number;
  batchBytes: number;
}

/** How many of the waiting records, in their order, go into one request. At least one, however large it is. */
export function cutBatch(waiting: readonly { bytes: number }[], limits: BatchLimits): number {
  let bytes = 0;
  const most = Math.min(waiting.length, limits.batchRecords);
  for (let count = 0; count < most; count++) {
    bytes += waiting[count]!.bytes;
    if (bytes > limits.batchBytes) return Math.max(count, 1);
  }
  return most;
}

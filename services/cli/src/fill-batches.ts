/** A request to the classifier holds at most so many texts and, measured by their whole events, bytes. */
const MOST_ITEMS = 1_000;
const MOST_BYTES = 8 * 1_048_576;

/** Collects what comes one by one and hands it on in batches; the promise of a full one is to be waited for. */
export function fillBatches<T extends { bytes: number }>(work: (batch: readonly T[]) => Promise<void>) {
  let batch: T[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    const full = batch;
    batch = [];
    bytes = 0;
    if (full.length > 0) await work(full);
  };
  return {
    add: (item: T): Promise<void> | null => {
      const flushed = batch.length > 0 && bytes + item.bytes > MOST_BYTES ? flush() : null;
      batch.push(item);
      bytes += item.bytes;
      return flushed ?? (batch.length === MOST_ITEMS ? flush() : null);
    },
    flush,
  };
}

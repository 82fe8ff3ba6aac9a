import { batchQueue, type BatchLimits } from './batch-queue';
import { newKey, policyOf, type Connection } from './connection';
import { SenderClosed, type UndeliveredBatch } from './errors';
import type { AcceptedItem, FeedbackItem } from './feedback-types';
import { batchPoster, type ItemOutcome, type Line } from './post-batch';

export interface SenderOptions extends Connection {
  /** The source the items come from; without it the channel's default source. */
  source?: string;
  /** What differs from DEFAULT_BATCHES. */
  batch?: Partial<BatchLimits>;
}

export interface FeedbackSender {
  /**
   * Sends one item with others of about the same time; resolves when it is safe on Kafka. When the queue is full it waits
   * for room first: who awaits before making the next ones keeps memory bounded.
   * @throws ItemRefused, Undelivered, SenderClosed
   */
  send(item: FeedbackItem): Promise<AcceptedItem>;
  /**
   * Sends these items now, alone, under a key of the caller's: the same items and key again, today or after a crash, count
   * once. One outcome for each item, in order; never rejects.
   */
  post(batch: UndeliveredBatch): Promise<ItemOutcome[]>;
  /** Resolves when all that was sent so far has its outcome. */
  flush(): Promise<void>;
  /** As flush; nothing more is taken. */
  close(): Promise<void>;
}

export const DEFAULT_BATCHES: BatchLimits = { items: 100, bytes: 1_000_000, waitMs: 20, atOnce: 4, queued: 2_000 };

// A service may be deployed, or Kafka be away, for longer than a person waits at a screen.
const DEADLINE_MS = 5 * 60_000;

interface Entry extends Line {
  bytes: number;
  settle(outcome: ItemOutcome): void;
}

/**
 * Sends feedback to a channel service in batches. At least once to the service, counted once by it: a batch keeps its items
 * and its key over all retries. An item without an `externalId` is new each time it is given to `send`.
 */
export function feedbackSender(options: SenderOptions): FeedbackSender {
  const post = batchPoster(options, options.source, policyOf(options, DEADLINE_MS));
  const queue = batchQueue<Entry>({ ...DEFAULT_BATCHES, ...options.batch }, async (batch) => {
    const outcomes = await post({ lines: batch, key: newKey() });
    batch.forEach(({ settle }, index) => settle(outcomes[index]!));
  });
  let closed = false;
  return {
    send: async (item) => {
      if (closed) throw new SenderClosed();
      return new Promise<AcceptedItem>((resolve, reject) => {
        const settle = (outcome: ItemOutcome) =>
          'accepted' in outcome ? resolve(outcome.accepted) : reject(outcome.failed);
        void queue.add({ ...entryOf(item), settle });
      });
    },
    post: ({ items, idempotencyKey }) => post({ lines: items.map(entryOf), key: idempotencyKey }),
    flush: () => queue.drain(),
    close: () => {
      closed = true;
      return queue.drain();
    },
  };
}

/** The line is made at once, so that what happens to the item later changes no retry. */
function entryOf(item: FeedbackItem): Line & { bytes: number } {
  const line = JSON.stringify(item);
  return { item, line, bytes: encoder.encode(line).length + 1 };
}

const encoder = new TextEncoder();

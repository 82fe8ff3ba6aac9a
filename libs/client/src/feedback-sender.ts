import { batchQueue, type BatchLimits } from './batch-queue';
import { newKey, policyOf, type Connection } from './connection';
import { SenderClosed, type UndeliveredBatch } from './errors';
import type { AcceptedItem, FeedbackItem } from './feedback-types';
import { batchPoster, type ItemOutcome, type Line } from './post-batch';
import { settingsOf } from './settings';

export interface SenderOptions extends Connection {
  /** The source the items come from; without it the channel's default source. */
  source?: string;
  /** What differs from DEFAULT_BATCHES. */
  batch?: Partial<BatchLimits>;
  /** Aborted, for instance when the program must end, it ends all retries: what has no outcome by then is Undelivered. */
  signal?: AbortSignal;
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
   * once. One outcome for each item, in order.
   * @throws TypeError for a key that cannot be one, and for nothing else
   */
  post(batch: UndeliveredBatch): Promise<ItemOutcome[]>;
  /** Resolves when all that was sent so far has its outcome. */
  flush(): Promise<void>;
  /** As flush; nothing more is taken. */
  close(): Promise<void>;
}

export const DEFAULT_BATCHES: BatchLimits = { items: 100, bytes: 1_000_000, waitMs: 20, atOnce: 4, queued: 2_000 };

const LEAST = { items: 1, bytes: 1, waitMs: 0, atOnce: 1, queued: 1 } as const;

// A service may be deployed, or Kafka be away, for longer than a person waits at a screen.
const DEADLINE_MS = 5 * 60_000;

interface Entry extends Line {
  bytes: number;
  settle(outcome: ItemOutcome): void;
}

/**
 * Sends feedback to a channel service in batches. At least once to the service, counted once by it: a batch keeps its items
 * and its key over all retries. An item without an `externalId` is new each time it is given to `send`.
 * @throws TypeError for an address or an API key that cannot be one, RangeError for a setting that cannot
 */
export function feedbackSender(options: SenderOptions): FeedbackSender {
  const { source, signal } = options;
  const post = batchPoster({ connection: options, source, policy: policyOf(options, DEADLINE_MS), signal });
  const queue = batchQueue<Entry>(settingsOf(DEFAULT_BATCHES, options.batch, LEAST), async (batch) => {
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
    post: async ({ items, idempotencyKey }) => {
      if (!KEY.test(idempotencyKey)) throw new TypeError('an idempotencyKey is 1 to 200 printable ASCII characters');
      return post({ lines: items.map(entryOf), key: idempotencyKey });
    },
    flush: () => queue.drain(),
    close: () => {
      closed = true;
      return queue.drain();
    },
  };
}

// What a header carries unchanged; the service takes 255, and the parts of a batch that is cut get longer keys.
const KEY = /^[\x21-\x7e]([\x20-\x7e]{0,198}[\x21-\x7e])?$/;

/** The line is made at once, so that what happens to the item later changes no retry. */
function entryOf(item: FeedbackItem): Line & { bytes: number } {
  const line = JSON.stringify(item);
  return { line, bytes: encoder.encode(line).length + 1 };
}

const encoder = new TextEncoder();

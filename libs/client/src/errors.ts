import type { FeedbackItem, Problem } from './feedback-types';

/** An item that the service could not accept. Sent again as it is, it is refused again; the original is kept in Hearback. */
export class ItemRefused extends Error {
  override readonly name = 'ItemRefused';

  constructor(
    /** Stable, such as `required` or `unknown-field`. */
    readonly reason: string,
    /** Where it is wrong and what was expected. */
    readonly detail: string,
  ) {
    super(`${reason}: ${detail}`);
  }
}

/** What has to be posted again, as it is, to count once. */
export interface UndeliveredBatch {
  items: readonly FeedbackItem[];
  idempotencyKey: string;
}

/**
 * An item of which nobody knows whether it was taken: the service could not be reached before the deadline, or refused the
 * whole request. `sender.post(error.batch)` sends the same batch again and counts it once; so does sending an item again
 * that has an `externalId`.
 */
export class Undelivered extends Error {
  override readonly name = 'Undelivered';

  constructor(
    readonly batch: UndeliveredBatch,
    why: { message: string; status?: number; problem?: Problem; cause?: unknown },
  ) {
    super(why.message, { cause: why.cause });
    this.status = why.status ?? null;
    this.problem = why.problem ?? null;
  }

  /** Of the last answer; null when there was none. */
  readonly status: number | null;
  readonly problem: Problem | null;
}

/**
 * No answer came: the connection broke or was never made, or the service took too long, until the deadline. Whether what was
 * asked for has happened, nobody knows. `cause` is the fault underneath.
 */
export class Unreached extends Error {
  override readonly name = 'Unreached';
}

/** The fault of a network, in words: `fetch failed` says nothing, its cause does. */
export function unreached(fault: unknown): Unreached {
  const { message, cause } = (fault instanceof Error ? fault : new Error(String(fault))) as Error & {
    cause?: { message?: string; code?: string };
  };
  return new Unreached(`the service could not be reached: ${cause?.message || cause?.code || message}`, {
    cause: fault,
  });
}

/** The sender was closed before the item was taken into its queue; nothing was sent. */
export class SenderClosed extends Error {
  override readonly name = 'SenderClosed';

  constructor() {
    super('the sender is closed');
  }
}

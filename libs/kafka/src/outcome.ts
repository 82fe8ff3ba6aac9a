import type { EventContract } from '@hearback/contracts';
import type { z } from 'zod';

/** An event to publish when its message has passed. */
export interface Publication {
  event: EventContract;
  data: unknown;
  traceparent?: string | undefined;
}

/** What became of a message. Every message ends in one; throwing means "try again". */
export type Outcome =
  | { kind: 'pass'; publications: readonly Publication[] }
  | { kind: 'drop'; reason: string }
  | { kind: 'park'; reason: string; error?: unknown };

/** Without `traceparent` the event continues the trace of the message it comes from. */
export function publication<S extends z.ZodType>(
  event: EventContract<S>,
  data: z.input<S>,
  options: { traceparent?: string | undefined } = {},
): Publication {
  return { event: event as unknown as EventContract, data, traceparent: options.traceparent };
}

/** Handled: the publications are acknowledged by the broker before the message's offset is committed. */
export function pass(...publications: Publication[]): Outcome {
  return { kind: 'pass', publications };
}

/** Nothing to do, for a reason that is counted: a low-cardinality word such as `not-for-us`. */
export function drop(reason: string): Outcome {
  return { kind: 'drop', reason };
}

/** Cannot be handled, kept on the parked topic with its original bytes. `reason` is a low-cardinality word. */
export function park(reason: string, error?: unknown): Outcome {
  return { kind: 'park', reason, error };
}

/** How often and how long a request is tried. */
export interface RetryPolicy {
  /** No attempt begins later than this after the first; Infinity for as long as it takes. */
  deadlineMs: number;
  /** One attempt is given up after this. */
  attemptMs: number;
  /** The longest wait after the first failure; it doubles with each further one. */
  firstDelayMs: number;
  /** What it never exceeds, unless the service asks for more. */
  longestDelayMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = {
  deadlineMs: 60_000,
  attemptMs: 30_000,
  firstDelayMs: 200,
  longestDelayMs: 10_000,
};

/**
 * How long to wait after a failed attempt: anything up to a limit that doubles ("full jitter"), so that many senders do not
 * come back together, and never less than the service asked for.
 * @param failed what failed so far: its count, and what the last answer's Retry-After asked for (0 when nothing)
 * @param chance 0 up to 1
 */
export function retryDelay(
  failed: { attempts: number; retryAfterMs: number },
  policy: Pick<RetryPolicy, 'firstDelayMs' | 'longestDelayMs'>,
  chance: number,
): number {
  const limit = Math.min(policy.longestDelayMs, policy.firstDelayMs * 2 ** (failed.attempts - 1));
  return Math.floor(failed.retryAfterMs + chance * limit);
}

const PASSING = [408, 425, 429, 502, 503, 504];

/** Whether an answer of this status may be another one later. 500 and the other 4xx stay what they are. */
export function isPassing(status: number): boolean {
  return PASSING.includes(status);
}

/** What Retry-After asks for, in ms: seconds, or a date (RFC 9110); 0 for what is neither. */
export function retryAfterMs(header: string | null, now: Date): number {
  const value = header?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const at = /[a-z]/i.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? 0 : Math.max(0, at - now.getTime());
}

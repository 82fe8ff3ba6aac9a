/** How a connection came to its end. */
export type StreamEnd =
  /** None was made, it was cut, or it was silent for too long. */
  | { kind: 'network'; why: string }
  /** The vendor is out of order; it may say for how long. */
  | { kind: 'http'; why: string; seconds?: number | undefined }
  | { kind: 'too-many'; why: string; seconds?: number | undefined }
  /** It will not get better by itself (a wrong token): shown to people, tried again slowly. */
  | { kind: 'failed'; why: string };

/** How a connection stands, or when it is tried again. */
export interface StreamSchedule {
  state: 'open' | 'waiting' | 'unreachable' | 'failed';
  why: string | undefined;
  /** In a row of the same kind. */
  failures: number;
  kind: StreamEnd['kind'] | undefined;
  waitMs: number;
}

const NETWORK_STEP_MS = 250;
const NETWORK_LONGEST_MS = 16_000;
const HTTP_FIRST_MS = 5_000;
const HTTP_LONGEST_MS = 320_000;
const TOO_MANY_FIRST_MS = 60_000;
const TOO_MANY_LONGEST_MS = 3_600_000;
/** What will not get better by itself is still tried: a person may have mended it at the vendor's. */
const FAILED_MS = 600_000;

const STATES = { network: 'unreachable', http: 'unreachable', 'too-many': 'waiting', failed: 'failed' } as const;

/** A connection of which nothing bad is known. */
export const SOUND: StreamSchedule = { state: 'open', why: undefined, failures: 0, kind: undefined, waitMs: 0 };

/**
 * When to connect again, as X asks of its clients and Mastodon is content with: cut connections after 250 ms more each
 * time up to 16 s, other errors after 5 s doubled up to 320 s, too many after what the vendor says, else after a minute
 * doubled up to an hour. `random` (0 to 1) adds up to a quarter, so that replicas do not all come at once; never earlier.
 */
export function afterEnd(before: StreamSchedule, end: StreamEnd, random: number): StreamSchedule {
  const failures = before.kind === end.kind ? before.failures + 1 : 1;
  const waitMs = Math.round(leastMs(end, failures) * (1 + random / 4));
  return { state: STATES[end.kind], why: end.why, failures, kind: end.kind, waitMs };
}

function leastMs(end: StreamEnd, failures: number): number {
  switch (end.kind) {
    case 'network':
      return Math.min(NETWORK_STEP_MS * failures, NETWORK_LONGEST_MS);
    case 'http':
      return Math.max(doubled(HTTP_FIRST_MS, failures, HTTP_LONGEST_MS), (end.seconds ?? 0) * 1_000);
    case 'too-many':
      return Math.max(tooManyMs(end.seconds, failures), (end.seconds ?? 0) * 1_000);
    case 'failed':
      return FAILED_MS;
  }
}

/** Whoever has waited as told and is refused again waits longer than told: its connection before may still be counted. */
function tooManyMs(seconds: number | undefined, failures: number): number {
  return seconds !== undefined && failures === 1 ? 0 : doubled(TOO_MANY_FIRST_MS, failures, TOO_MANY_LONGEST_MS);
}

function doubled(first: number, failures: number, longest: number): number {
  return Math.min(longest, first * 2 ** Math.min(failures - 1, 20));
}

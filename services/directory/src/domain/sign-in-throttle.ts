/** Failed sign-ins of one name in a row. Times in epoch milliseconds. */
export interface Failures {
  count: number;
  lastAt: number;
}

/** Typing errors of a person cost nothing; beyond them each attempt waits twice as long as the one before. */
const FREE_ATTEMPTS = 10;
const LONGEST_WAIT_SECONDS = 60;
const FORGOTTEN_AFTER_MS = 15 * 60_000;

/** Whole seconds until the next attempt for this name is looked at; 0 when it may be made now. */
export function waitSeconds(failures: Failures | undefined, now: Date): number {
  if (!failures || failures.count < FREE_ATTEMPTS || isForgotten(failures, now)) return 0;
  const wait = Math.min(2 ** (failures.count - FREE_ATTEMPTS), LONGEST_WAIT_SECONDS);
  return Math.max(0, Math.ceil(wait - (now.getTime() - failures.lastAt) / 1_000));
}

/** The count after one more attempt; it is taken back only by a success, so parallel guesses count too. */
export function afterAttempt(failures: Failures | undefined, now: Date): Failures {
  const count = failures && !isForgotten(failures, now) ? failures.count : 0;
  return { count: count + 1, lastAt: now.getTime() };
}

function isForgotten(failures: Failures, now: Date): boolean {
  return now.getTime() - failures.lastAt >= FORGOTTEN_AFTER_MS;
}

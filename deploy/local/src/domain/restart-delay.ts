const FIRST_MS = 200;
const LONGEST_MS = 5_000;

/** A process that lived at least this long did not fail at its start. */
export const SETTLED_AFTER_MS = 10_000;

/** How long to wait before a service is started again: at once after a long life, longer the more often it failed in a row. */
export function restartDelayMs(failuresInARow: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failuresInARow - 1));
}

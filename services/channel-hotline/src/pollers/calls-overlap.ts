/** A list names a call once it is over, by the time at which it began; and lists are late themselves. */
export const CALLS_OVERLAP_MS = 2 * 3_600_000;

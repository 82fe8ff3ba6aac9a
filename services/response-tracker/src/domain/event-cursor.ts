/** How far a reader of numbered rows has come. A lower number may be committed after a higher one. */
export interface EventCursor {
  /** The highest number read. */
  last: number;
  /** Numbers below it not seen yet, and when (ms) they were first missed. */
  gaps: ReadonlyMap<number, number>;
}

// Longer than any transaction that writes events; a number still missing then was rolled back.
const GAP_LIFE_MS = 30_000;
const MOST_GAPS = 5_000;

/**
 * Moves past the numbers just read and remembers those that were skipped, so that the next read can ask for them again.
 * @param positions ascending
 */
export function advanceCursor(cursor: EventCursor, positions: readonly number[], nowMs: number): EventCursor {
  const gaps = new Map([...cursor.gaps].filter(([, since]) => nowMs - since < GAP_LIFE_MS));
  let { last } = cursor;
  for (const position of positions) {
    gaps.delete(position);
    for (let missing = last + 1; missing < position && gaps.size < MOST_GAPS; missing += 1) gaps.set(missing, nowMs);
    last = Math.max(last, position);
  }
  return { last, gaps };
}

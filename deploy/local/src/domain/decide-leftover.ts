/** What the last start left of one server. */
export interface Leftover {
  /** Settings it was started with, as one opaque text; null when nothing is recorded. */
  startedWith: string | null;
  /** Whether that very process still runs (same id and same start time). */
  running: boolean;
}

/**
 * What to do with it: a server that still runs on the same settings is taken over, one on other settings must end before
 * another may touch its data, and what has gone needs nothing.
 */
export function decideLeftover(leftover: Leftover, settings: string): 'start' | 'take-over' | 'stop-then-start' {
  if (leftover.startedWith === null || !leftover.running) return 'start';
  return leftover.startedWith === settings ? 'take-over' : 'stop-then-start';
}

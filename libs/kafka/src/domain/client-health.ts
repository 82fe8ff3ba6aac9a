export interface ClientSigns {
  /** Last heartbeat, fetch or join, ms since the epoch. */
  progressAt: number;
  /** Since when the cluster has answered a probe without a break, ms since the epoch; null while it does not. */
  answersSince: number | null;
}

/**
 * `alive`: it makes progress. `waiting`: no progress, but the cluster does not answer or has only just come back.
 * `dead`: the cluster has answered for half of `deadAfterMs` and nothing has happened for all of it.
 */
export function clientHealth(signs: ClientSigns, now: number, deadAfterMs: number): 'alive' | 'waiting' | 'dead' {
  if (now - signs.progressAt < deadAfterMs / 2) return 'alive';
  if (signs.answersSince === null || now - signs.answersSince < deadAfterMs / 2) return 'waiting';
  return now - signs.progressAt >= deadAfterMs ? 'dead' : 'waiting';
}

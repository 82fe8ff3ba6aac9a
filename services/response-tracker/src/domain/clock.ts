import type { ClockState, Warning } from '@hearback/proof';

/** A clock as the table keeps it: what its events add up to, its id, and whose promise it is ('' for the whole case). */
export type Clock = ClockState & {
  clockId: string;
  /** Never in an event: it would tie a person to a hash for ever. */
  customerKey: string;
};

/** The two together. Field by field: spreading costs ten times as much, once for every event. */
export function clockOf({ clockId, customerKey }: Pick<Clock, 'clockId' | 'customerKey'>, state: ClockState): Clock {
  return {
    clockId,
    customerKey,
    caseId: state.caseId,
    promise: state.promise,
    term: state.term,
    instance: state.instance,
    feedbackId: state.feedbackId,
    channel: state.channel,
    sourceId: state.sourceId,
    branch: state.branch,
    product: state.product,
    cause: state.cause,
    kind: state.kind,
    owner: state.owner,
    team: state.team,
    state: state.state,
    startedAt: state.startedAt,
    dueAt: state.dueAt,
    provisional: state.provisional,
    calendarVersion: state.calendarVersion,
    warnings: state.warnings,
    warned: state.warned,
    fulfilledAt: state.fulfilledAt,
    fulfilledBy: state.fulfilledBy,
    confirmed: state.confirmed,
    withdrawnReason: state.withdrawnReason,
    policyVersion: state.policyVersion,
    sequence: state.sequence,
    hash: state.hash,
  };
}

/** When a warning is due. */
export function warningTime(dueAt: Date, secondsLeft: number): Date {
  return new Date(dueAt.getTime() - secondsLeft * 1_000);
}

/** The earliest warning not given yet: the one with most seconds left; null when all are given. */
export function nextWarning({ warnings, warned }: Pick<Clock, 'warnings' | 'warned'>): Warning | null {
  let next: Warning | null = null;
  for (const warning of warnings)
    if ((next === null || warning.secondsLeft > next.secondsLeft) && !warned.includes(warning.secondsLeft))
      next = warning;
  return next;
}

/**
 * When time alone will change a clock next; null when it has ended. A reply at the due time is in time, so the first
 * moment of a miss is one millisecond later.
 */
export function wakeTimeOf(clock: Pick<Clock, 'state' | 'dueAt' | 'warnings' | 'warned'>): Date | null {
  if (clock.state !== 'running') return null;
  const next = nextWarning(clock);
  return next === null ? new Date(clock.dueAt.getTime() + 1) : warningTime(clock.dueAt, next.secondsLeft);
}

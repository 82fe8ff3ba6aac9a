import {
  applyEvent,
  clockOf,
  stateOf,
  nextThreshold,
  warningTime,
  type Clock,
  type ClockEvent,
  type ClockHappening,
  type ClockState,
} from './clock-state';

/** One event to be added, and what the clock is after it. */
export interface ClockStep {
  event: ClockEvent;
  after: ClockState;
}

/** A clock with events to add to it; `clock` is the state after the last. */
export interface Advanced {
  clock: Clock;
  steps: ClockStep[];
}

/**
 * What time alone has done to a running clock by `now`: each threshold passed is one warning, also when it passed while
 * the tracker was down, and after the due time one breach. Both take effect at their own time, however late they are
 * recorded, so a log written late differs from one written in time only in `recordedAt`. Called again, it adds nothing.
 */
export function dueEvents(clock: Clock, now: Date): Advanced {
  const advanced: Advanced = { clock, steps: [] };
  while (advanced.clock.wakeAt !== null && advanced.clock.wakeAt <= now) {
    append(advanced, nextHappening(advanced.clock), now);
  }
  return advanced;
}

function nextHappening(clock: ClockState): ClockHappening & { effectiveAt: Date } {
  const thresholdSeconds = nextThreshold(clock.thresholds, clock.warned);
  if (thresholdSeconds === null) return { kind: 'breached', data: {}, effectiveAt: clock.dueAt };
  return { kind: 'warned', data: { thresholdSeconds }, effectiveAt: warningTime(clock.dueAt, thresholdSeconds) };
}

/** Adds one happening as the next event of the clock. */
export function append(advanced: Advanced, happening: ClockHappening & { effectiveAt: Date }, now: Date): void {
  const { sequence, policyVersion } = advanced.clock;
  const event: ClockEvent = { ...happening, sequence: sequence + 1, recordedAt: now, policyVersion };
  const after = applyEvent(stateOf(advanced.clock), event);
  advanced.steps.push({ event, after });
  advanced.clock = clockOf(advanced.clock, after);
}

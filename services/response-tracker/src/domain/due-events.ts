import { applyEvent, chained, type Answerable, type ChainedEvent, type ClockHappening } from '@hearback/proof';
import { nextWarning, wakeTimeOf, warningTime, type Clock } from './clock';

/** One event to be added, and what the clock is after it. */
export interface ClockStep {
  event: ChainedEvent;
  after: Clock;
}

/** A clock with events to add to it; `clock` is the state after the last. */
export interface Advanced {
  clock: Clock;
  steps: ClockStep[];
}

export const NOBODY: Answerable = { owner: null, team: null };

/**
 * What time alone has done to a running clock by `now`: each warning passed is given once, also when it passed while
 * the tracker was down, and after the due time one breach. Both take effect at their own time, however late they are
 * recorded, so a log written late differs from one written in time only in `recordedAt`. Called again, it adds nothing.
 * @param answerable who answered for the case at the due time (`answerableAt`); only a breach says it
 */
export function dueEvents(clock: Clock, now: Date, answerable: Answerable = NOBODY): Advanced {
  const advanced: Advanced = { clock, steps: [] };
  for (let wake = wakeTimeOf(clock); wake !== null && wake <= now; wake = wakeTimeOf(advanced.clock))
    append(advanced, nextHappening(advanced.clock, answerable), now);
  return advanced;
}

/** Whether `dueEvents` at `now` will end in a breach, which wants to know who is answerable. */
export function breachesBy(clock: Clock, now: Date): boolean {
  return clock.state === 'running' && clock.dueAt < now;
}

function nextHappening(clock: Clock, { owner, team }: Answerable): ClockHappening & { effectiveAt: Date } {
  const next = nextWarning(clock);
  if (next === null) return { kind: 'breached', data: { owner, team }, effectiveAt: clock.dueAt };
  const { secondsLeft, to } = next;
  return { kind: 'warned', data: { secondsLeft, to }, effectiveAt: warningTime(clock.dueAt, secondsLeft) };
}

/** Adds one happening as the next event of the clock, with its link of the chain. */
export function append(advanced: Advanced, happening: ClockHappening & { effectiveAt: Date }, now: Date): void {
  const { clockId, sequence, policyVersion, hash } = advanced.clock;
  const event = chained(clockId, { ...happening, sequence: sequence + 1, recordedAt: now, policyVersion }, hash);
  // What it is applied to keeps its id and customer: only fields of the state change.
  const after = applyEvent(advanced.clock, event) as Clock;
  advanced.steps.push({ event, after });
  advanced.clock = after;
}

import { clockOf, foldClock, type Clock, type ClockEvent } from './clock-state';
import { append, dueEvents, type Advanced } from './due-events';
import type { WantedClock } from './response-clock';

/**
 * Brings the clocks of a case to what its facts ask for, only by adding events: unknown ones are activated, answered
 * ones fulfilled, wrongly ended ones restated, and those that another promise answers for withdrawn. What time alone
 * does by `now` (warnings, breach) is added too. Asked twice with the same facts, the second time adds nothing.
 * @returns only clocks with new events
 */
export function reconcileClocks(
  { known, wanted }: { known: readonly Clock[]; wanted: readonly WantedClock[] },
  now: Date,
): Advanced[] {
  const knownById = new Map(known.map((clock) => [clock.clockId, clock]));
  const wantedIds = new Set(wanted.map(({ clockId }) => clockId));
  const started = wanted.map((clock) => bring(knownById.get(clock.clockId), clock, now));
  const surplus = known.filter((clock) => !wantedIds.has(clock.clockId)).map((clock) => withdraw(clock, now));
  return [...started, ...surplus].filter(({ steps }) => steps.length > 0);
}

function bring(known: Clock | undefined, wanted: WantedClock, now: Date): Advanced {
  const advanced = known ? { clock: known, steps: [] } : activate(wanted, now);
  if (differs(advanced.clock, wanted)) append(advanced, correction(advanced.clock, wanted, now), now);
  const due = dueEvents(advanced.clock, now);
  return due.steps.length === 0 ? advanced : { clock: due.clock, steps: [...advanced.steps, ...due.steps] };
}

// A clock that runs past its due time needs no correction: time does the rest.
function differs(clock: Clock, wanted: WantedClock): boolean {
  if (clock.dueAt.getTime() !== wanted.dueAt.getTime()) return true;
  if (wanted.state === 'met')
    return clock.state !== 'met' || clock.fulfilledAt?.getTime() !== wanted.fulfilledAt?.getTime();
  return clock.state !== wanted.state && clock.state !== 'running';
}

function correction(clock: Clock, wanted: WantedClock, now: Date) {
  const { fulfilledAt, replyId } = wanted;
  if (clock.state === 'running' && fulfilledAt && replyId && clock.dueAt.getTime() === wanted.dueAt.getTime())
    return { kind: 'fulfilled' as const, data: { replyId }, effectiveAt: fulfilledAt };
  return {
    kind: 'restated' as const,
    data: {
      from: clock.state,
      to: wanted.state,
      dueAt: wanted.dueAt.toISOString(),
      fulfilledAt: fulfilledAt?.toISOString() ?? null,
      replyId,
    },
    effectiveAt: fulfilledAt ?? now,
  };
}

function activate(wanted: WantedClock, now: Date): Advanced {
  const { startedAt, dueAt, thresholds, policyVersion } = wanted;
  const event: ClockEvent = {
    kind: 'activated',
    data: { startedAt: startedAt.toISOString(), dueAt: dueAt.toISOString(), thresholds },
    sequence: 1,
    effectiveAt: startedAt,
    recordedAt: now,
    policyVersion,
  };
  const after = foldClock([event]);
  return { clock: clockOf(wanted, after), steps: [{ event, after }] };
}

function withdraw(clock: Clock, now: Date): Advanced {
  const advanced: Advanced = { clock, steps: [] };
  if (clock.state !== 'withdrawn')
    append(advanced, { kind: 'withdrawn', data: { reason: 'recomputed' }, effectiveAt: now }, now);
  return advanced;
}

import {
  activated,
  chained,
  CHAIN_START,
  type ClockEvent,
  type ClockHappening,
  type DueTerms,
  type RestatedReason,
} from '@hearback/proof';
import { clockOf, type Clock } from './clock';
import { append, dueEvents, type Advanced } from './due-events';
import { sameLabels } from './labels-of-case';
import type { DueChange, WantedClock, WantedTerms } from './wanted-clock';

/**
 * Brings the clocks of a case to what its facts ask for, only by adding events: unknown ones are activated, answered
 * ones fulfilled, extended or withdrawn ones said to be so, all other differences restated, and those that no fact asks
 * for any more withdrawn. What time alone does by `now` (warnings, breach) is added too. Asked twice with the same facts,
 * the second time adds nothing.
 * @returns only clocks with new events
 */
export function reconcileClocks(
  { known, wanted }: { known: readonly Clock[]; wanted: readonly WantedClock[] },
  now: Date,
): Advanced[] {
  const knownById = new Map<string, Clock>();
  for (const clock of known) knownById.set(clock.clockId, clock);
  const changed: Advanced[] = [];
  for (const clock of wanted) {
    const advanced = bring(knownById.get(clock.clockId), clock, now);
    if (advanced.steps.length > 0) changed.push(advanced);
    knownById.delete(clock.clockId);
  }
  for (const surplus of knownById.values()) if (surplus.state !== 'withdrawn') changed.push(withdraw(surplus, now));
  return changed;
}

function bring(known: Clock | undefined, wanted: WantedClock, now: Date): Advanced {
  const advanced: Advanced = known ? { clock: known, steps: [] } : activate(wanted, now);
  if (advanced.clock.state === 'running') bringRunning(advanced, wanted, now);
  else if (termsDiffer(advanced.clock, wanted) || endDiffers(advanced.clock, wanted))
    append(advanced, restatement(advanced.clock, wanted, now), now);
  const due = dueEvents(advanced.clock, now, wanted);
  return due.steps.length === 0 ? advanced : { clock: due.clock, steps: [...advanced.steps, ...due.steps] };
}

// How it ended is said by an event of its own; that it ran past its due time, time says.
function bringRunning(advanced: Advanced, wanted: WantedClock, now: Date): void {
  extend(advanced, wanted.changes, now);
  if (termsDiffer(advanced.clock, wanted)) append(advanced, restatement(advanced.clock, asRunning(wanted), now), now);
  if (wanted.state === 'met') append(advanced, fulfilment(wanted), now);
  if (wanted.state === 'withdrawn') append(advanced, withdrawal(wanted), now);
}

type Happened = ClockHappening & { effectiveAt: Date };

function activate(wanted: WantedClock, now: Date): Advanced {
  const { caseId, promise, term, instance, feedbackId, channel, sourceId, branch, product, cause, kind } = wanted;
  const { dueAt, provisional, calendarVersion, warnings } = dueTerms(wanted.original);
  const startedAt = wanted.startedAt.toISOString();
  const event: ClockEvent = {
    kind: 'activated',
    data: {
      caseId,
      promise,
      term,
      instance,
      feedbackId,
      channel,
      sourceId,
      branch,
      product,
      cause,
      kind,
      startedAt,
      dueAt,
      provisional,
      calendarVersion,
      warnings,
    },
    sequence: 1,
    effectiveAt: wanted.startedAt,
    recordedAt: now,
    policyVersion: wanted.policyVersion,
  };
  const first = chained(wanted.clockId, event, CHAIN_START);
  const after = clockOf(wanted, activated(first));
  return { clock: after, steps: [{ event: first, after }] };
}

/** Tells the moves that the clock does not know yet, where one of them is an extension. */
function extend(advanced: Advanced, changes: readonly DueChange[], now: Date): void {
  if (!changes.some(({ extension }) => extension !== null)) return;
  const reached = changes.findLastIndex((change) => sameTerms(advanced.clock, change));
  for (const change of changes.slice(reached + 1)) {
    if (change.extension === null) append(advanced, movedByCalendar(advanced.clock, change), now);
    else
      append(
        advanced,
        { kind: 'extended', data: { ...dueTerms(change), ...change.extension }, effectiveAt: change.at },
        now,
      );
  }
}

function movedByCalendar(clock: Clock, change: DueChange): Happened {
  return {
    kind: 'restated',
    data: { ...saidBefore(clock), ...dueTerms(change), reason: 'calendar' },
    effectiveAt: change.at,
  };
}

function fulfilment({ fulfilledAt, fulfilledBy, confirmed, owner, team }: WantedClock): Happened {
  return { kind: 'fulfilled', data: { by: fulfilledBy!, confirmed, owner, team }, effectiveAt: fulfilledAt! };
}

function withdrawal({ withdrawnReason, withdrawnAt }: WantedClock): Happened {
  return { kind: 'withdrawn', data: { reason: withdrawnReason! }, effectiveAt: withdrawnAt! };
}

function withdraw(clock: Clock, now: Date): Advanced {
  const advanced: Advanced = { clock, steps: [] };
  append(advanced, { kind: 'withdrawn', data: { reason: 'recomputed' }, effectiveAt: now }, now);
  return advanced;
}

type Target = Omit<WantedClock, 'original' | 'changes' | 'covers'>;

// Of a running clock only its terms and labels are restated.
function asRunning(wanted: WantedClock): Target {
  const open = {
    owner: null,
    team: null,
    fulfilledAt: null,
    fulfilledBy: null,
    confirmed: false,
    withdrawnReason: null,
  };
  return { ...wanted, ...open, state: 'running' };
}

function restatement(clock: Clock, target: Target, now: Date): Happened {
  const { product, cause, kind, owner, team, state, fulfilledAt, fulfilledBy, confirmed, withdrawnReason } = target;
  const said = { product, cause, kind, owner, team, state, fulfilledBy, confirmed, withdrawnReason };
  const data = { ...said, ...dueTerms(target), fulfilledAt: fulfilledAt?.toISOString() ?? null };
  const reason = reasonOf(clock, target);
  return { kind: 'restated', data: { ...data, reason }, effectiveAt: reason === 'facts' ? (fulfilledAt ?? now) : now };
}

function reasonOf(clock: Clock, target: Target): RestatedReason {
  if (!sameTerms(clock, target) && clock.calendarVersion !== target.calendarVersion) return 'calendar';
  return !sameTerms(clock, target) || endDiffers(clock, target) ? 'facts' : 'labels';
}

function saidBefore(clock: Clock) {
  const { product, cause, kind, owner, team, state, fulfilledAt, fulfilledBy, confirmed, withdrawnReason } = clock;
  const said = { product, cause, kind, owner, team, state, fulfilledBy, confirmed, withdrawnReason };
  return { ...said, fulfilledAt: fulfilledAt?.toISOString() ?? null };
}

function dueTerms({ dueAt, provisional, calendarVersion, warnings }: WantedTerms): DueTerms {
  return { dueAt: dueAt.toISOString(), provisional, calendarVersion, warnings };
}

// A version of the calendar that moved nothing is not told.
function sameTerms(a: Pick<Clock, 'dueAt' | 'provisional'>, b: Pick<Clock, 'dueAt' | 'provisional'>): boolean {
  return a.dueAt.getTime() === b.dueAt.getTime() && a.provisional === b.provisional;
}

function termsDiffer(clock: Clock, wanted: Target): boolean {
  return !sameTerms(clock, wanted) || !sameLabels(clock, wanted);
}

function endDiffers(clock: Clock, wanted: Target): boolean {
  if (clock.state !== wanted.state || clock.withdrawnReason !== wanted.withdrawnReason) return true;
  return answerDiffers(clock, wanted) || (clock.state !== 'withdrawn' && answerableDiffers(clock, wanted));
}

function answerDiffers(clock: Clock, wanted: Target): boolean {
  if (clock.fulfilledAt?.getTime() !== wanted.fulfilledAt?.getTime()) return true;
  return clock.fulfilledBy !== wanted.fulfilledBy || clock.confirmed !== wanted.confirmed;
}

function answerableDiffers(clock: Clock, wanted: Target): boolean {
  return clock.owner !== wanted.owner || clock.team !== wanted.team;
}

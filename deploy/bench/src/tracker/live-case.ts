import type { CaseChanged } from '@hearback/contracts';
import type { Advanced, CaseFact, Clock, InForce, TrackerParts } from './tracker-parts';

/** When the tracker wrote a fact down. */
export interface KnownFact {
  change: CaseChanged;
  recordedAt: Date;
}

/** A case as the tracker would have it, had it run all the time. */
export interface LivedCase {
  facts: KnownFact[];
  /** Each with every event from its first. */
  clocks: Advanced[];
}

export interface LifeOf {
  parts: TrackerParts;
  inForce: InForce;
  /** How late the tracker was for each thing, in ms. */
  late(): number;
  until: Date;
}

/**
 * Lets the tracker's own functions live through a case: each change as it came to be known, and between two of them what
 * time alone did. So events, chains and rows are those that it would have written.
 */
export function liveCase({ parts, inForce, late, until }: LifeOf, changes: readonly CaseChanged[]): LivedCase {
  const clocks = new Map<string, Advanced>();
  const facts: CaseFact[] = [];
  const known: KnownFact[] = [];
  const take = (advanced: Advanced) => {
    const before = clocks.get(advanced.clock.clockId);
    clocks.set(advanced.clock.clockId, {
      clock: advanced.clock,
      steps: before ? [...before.steps, ...advanced.steps] : advanced.steps,
    });
  };
  // Written down a little late, but never before what was written down already.
  let last = 0;
  const noticed = (at: number, to: number) => new Date((last = Math.max(last, Math.min(to, at + late()))));
  const passTime = (to: number) => {
    for (const { clock } of [...clocks.values()]) keepTime(clock, { parts, facts, to, noticed, take });
  };
  for (const change of changes) {
    const now = noticed(Date.parse(change.changedAt), until.getTime());
    passTime(now.getTime());
    known.push({ change, recordedAt: now });
    const fact = parts.caseFact(change);
    if (!fact) continue;
    facts.push(fact);
    const wanted = parts.wantedClocks({ caseId: change.caseId, facts }, inForce, now);
    parts.reconcileClocks({ known: [...clocks.values()].map(({ clock }) => clock), wanted }, now).forEach(take);
  }
  passTime(until.getTime());
  return { facts: known, clocks: [...clocks.values()] };
}

interface Keeping {
  parts: TrackerParts;
  facts: readonly CaseFact[];
  /** Up to here, in ms. */
  to: number;
  noticed(at: number, to: number): Date;
  take(advanced: Advanced): void;
}

function keepTime(clock: Clock, { parts, facts, to, noticed, take }: Keeping): void {
  for (let wake = parts.wakeTimeOf(clock); wake !== null && wake.getTime() < to; wake = parts.wakeTimeOf(clock)) {
    const now = noticed(wake.getTime(), to);
    const answerable = parts.breachesBy(clock, now) ? parts.answerableAt(facts, clock.dueAt) : undefined;
    const advanced = parts.dueEvents(clock, now, answerable);
    take(advanced);
    clock = advanced.clock;
  }
}

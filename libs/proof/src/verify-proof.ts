import { canonicalJson } from './canonical-json';
import { checkClocks, type ClockCheck } from './check-clocks';
import { checkDays, type DayCheck } from './check-days';
import { checkHead, type VerifyOptions } from './check-head';
import { claimOf, cohortOf } from './claim-of';
import { outcomeAt } from './contribution';
import type { Figure } from './figure-of';
import { faultList, type FaultList, type ProofFault, type ProofWarning } from './proof-fault';
import { proofEventSchema, proofHeadSchema, type ProofClaim, type ProofEvent, type ProofHead } from './proof-file';

export type { VerifyOptions } from './check-head';

export interface ProofResult {
  /** Nothing is wrong: the figure is what the sealed events say. */
  ok: boolean;
  /** As recomputed from the events; null when the file cannot be read. Believe it only when `ok`. */
  figure: Figure | null;
  excluded: ProofClaim['excluded'];
  /** The first thousand; `faultCount` says how many there are. */
  faults: ProofFault[];
  faultCount: number;
  warnings: ProofWarning[];
  /** What the file says of itself; null when it cannot be read. */
  head: ProofHead | null;
  /** Events and clocks that were read. */
  events: number;
  clocks: number;
}

/** A verification that takes the events one by one, so that a file of any size is checked in the memory of its clocks. */
export interface Verification {
  take(event: unknown): void;
  /** Call once, after the last event. `unreadable`: why the rest could not be read. */
  end(unreadable?: string): ProofResult;
}

/** Recomputes a proof from nothing but itself. Asks nobody, and believes nothing that it can compute. */
export function verifyProof(file: unknown, options: VerifyOptions = {}): ProofResult {
  const { events, ...head } = isObject(file) ? file : {};
  const verification = startVerification(head, options);
  if (!Array.isArray(events)) return verification.end('a list `events`');
  for (const event of events) verification.take(event);
  return verification.end();
}

/** Begins with all of the proof but its events. */
export function startVerification(front: unknown, options: VerifyOptions = {}): Verification {
  const faults = faultList();
  const parsed = proofHeadSchema.safeParse(front);
  if (parsed.success) return verification(parsed.data, options, faults);
  for (const { path, message } of parsed.error.issues)
    faults.add('unreadable', {}, { expected: message, found: `${path.join('.') || 'the file'}` });
  const result = { ok: false, figure: null, excluded: [], warnings: [], head: null, events: 0, clocks: 0 };
  return { take: () => undefined, end: () => ({ ...result, faults: faults.faults, faultCount: faults.count }) };
}

function verification(head: ProofHead, options: VerifyOptions, faults: FaultList): Verification {
  const warnings = checkHead(head, options, faults);
  const checks: Checks = { clocks: checkClocks(faults), days: checkDays(head, faults), faults };
  const read = { events: 0, position: -1, afterSeal: 0 };
  return {
    take(raw) {
      read.events += 1;
      takeEvent(raw, { head, checks, read });
    },
    end(unreadable) {
      if (unreadable !== undefined)
        faults.add('unreadable', {}, { expected: unreadable, found: 'the end of the file' });
      checks.days.end();
      const states = new Map(checks.clocks.states());
      const claim = claimOf(head.question, states);
      compareClaims(head.claim, claim, faults);
      warnings.push(...afterSeal(read.afterSeal), ...overdue(head, states));
      const counted = { events: read.events, clocks: states.size };
      const found = { faults: faults.faults, faultCount: faults.count };
      return { ok: faults.count === 0, ...claim, ...found, warnings, head, ...counted };
    },
  };
}

interface Checks {
  clocks: ClockCheck;
  days: DayCheck;
  faults: FaultList;
}

interface Reading {
  head: ProofHead;
  checks: Checks;
  read: { events: number; position: number; afterSeal: number };
}

function takeEvent(raw: unknown, { head, checks, read }: Reading): void {
  const parsed = proofEventSchema.safeParse(raw);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    const found = `event ${read.events} of the file, ${path.join('.')}`;
    return checks.faults.add('unreadable', placeOf(raw), { expected: message, found });
  }
  // What was read, not what the schema made of it: the hash covers every member.
  const event = raw as ProofEvent;
  const { clockId, sequence, position } = event;
  if (position <= read.position) {
    const expected = `a position after ${read.position}`;
    checks.faults.add('event-order', { clockId, sequence }, { expected, found: position });
  }
  read.position = position;
  if (event.recordedAt > head.checkpoint.sealedAt) read.afterSeal += 1;
  const day = checks.clocks.take(event);
  if (day !== null) checks.days.take(day, event.hash, clockId);
}

function placeOf(raw: unknown) {
  const { clockId, sequence } = isObject(raw) ? raw : {};
  return {
    ...(typeof clockId === 'string' && { clockId }),
    ...(typeof sequence === 'number' && { sequence }),
  };
}

function compareClaims(claimed: ProofClaim, computed: ProofClaim, faults: FaultList): void {
  for (const name of Object.keys(computed.figure) as (keyof Figure)[])
    if (claimed.figure[name] !== computed.figure[name])
      faults.add('claim', {}, { expected: `${name} ${computed.figure[name]}`, found: `${claimed.figure[name]}` });
  const [said, is] = [claimed, computed].map(({ excluded }) => excluded.map((reason) => canonicalJson(reason)));
  const missing = is!.find((reason) => !said!.includes(reason));
  const extra = said!.find((reason) => !is!.includes(reason));
  if (missing ?? extra)
    faults.add('claim', {}, { expected: missing ?? 'not excluded', found: extra ?? 'not in the list of exclusions' });
  else if (said!.join() !== is!.join())
    faults.add('claim', {}, { expected: 'each reason once, in order', found: 'reasons twice or out of order' });
}

function overdue(head: ProofHead, states: Parameters<typeof cohortOf>[1]): ProofWarning[] {
  const asOf = new Date(head.question.asOf);
  let count = 0;
  for (const [, clock] of cohortOf(head.question, states))
    if (clock.state === 'running' && outcomeAt(clock, asOf) === 'missed') count += 1;
  if (count === 0) return [];
  const text = `${count} promises were due by ${head.question.asOf} and no sealed event says what became of them. They count as missed.`;
  return [{ what: 'overdue', text }];
}

function afterSeal(count: number): ProofWarning[] {
  if (count === 0) return [];
  const text = `${count} events say that they were recorded after the checkpoint was sealed: the clocks of the machines differ, or a time is not true.`;
  return [{ what: 'recorded-after-seal', text }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

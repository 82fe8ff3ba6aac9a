import { chainedEvent } from './build-proof';
import type { ChainedEvent } from './clock-event';
import { utcDayOf } from './day-root';
import { CHAIN_START, eventHash } from './event-hash';
import { activated, applyEvent, type ClockState } from './fold-clock';
import type { FaultList, ProofPlace } from './proof-fault';
import type { ProofEvent } from './proof-file';

/** What is known of a clock while its events are read. */
interface Chain {
  /** Null when its first event is missing or cannot be one. */
  state: ClockState | null;
  day: string | null;
  sequence: number;
  /** Link of the last event as the file says it, and as it was computed. */
  link: string;
  computed: string;
}

export interface ClockCheck {
  /** One more event, in the order of the file. @returns the day of its clock; null when nobody can say */
  take(event: ProofEvent): string | null;
  /** Every clock that could be read. */
  states(): Generator<readonly [clockId: string, ClockState]>;
}

/** Follows the chain of every clock: links, sequences, what the events mean, and that they keep the rules. */
export function checkClocks(faults: FaultList): ClockCheck {
  const chains = new Map<string, Chain>();
  return {
    take(raw) {
      const event = chainedEvent(raw);
      const chain = chains.get(raw.clockId) ?? startChain(raw, faults);
      chains.set(raw.clockId, chain);
      const where = { clockId: raw.clockId, sequence: raw.sequence, ...(chain.day && { day: chain.day }) };
      follow(chain, event, { where, faults });
      return chain.day;
    },
    *states() {
      for (const [clockId, { state }] of chains) if (state) yield [clockId, state];
    },
  };
}

interface Report {
  where: ProofPlace & { clockId: string };
  faults: FaultList;
}

function startChain(event: ProofEvent, faults: FaultList): Chain {
  const chain = { state: null, day: null, sequence: 0, link: CHAIN_START, computed: CHAIN_START };
  if (event.kind === 'activated') return { ...chain, day: utcDayOf(new Date(event.data.startedAt)) };
  const where = { clockId: event.clockId, sequence: event.sequence };
  faults.add('unknown-clock', where, { expected: 'the first event of the clock before', found: event.kind });
  return { ...chain, sequence: event.sequence - 1 };
}

function follow(chain: Chain, event: ChainedEvent, report: Report): void {
  const { where, faults } = report;
  const isNext = event.sequence === chain.sequence + 1;
  if (!isNext) faults.add('event-sequence', where, { expected: chain.sequence + 1, found: event.sequence });
  const computed = linkOf(chain, event, where.clockId);
  // Without the event before, nothing can be said about this link: the gap is the fault.
  const canTell = isNext && (chain.state !== null || event.sequence === 1);
  if (canTell && computed !== event.hash) faults.add('event-hash', where, { expected: computed, found: event.hash });
  chain.state = nextState(chain.state, event, report);
  chain.sequence = event.sequence;
  chain.link = event.hash;
  chain.computed = computed;
}

/** One changed event is one fault: its successor may hang on the link as written or on the link as computed. */
function linkOf(chain: Chain, event: ChainedEvent, clockId: string): string {
  try {
    const link = eventHash(clockId, event, chain.link);
    if (link === event.hash || chain.link === chain.computed) return link;
    return eventHash(clockId, event, chain.computed);
  } catch (error) {
    return `no link: ${(error as Error).message}`;
  }
}

function nextState(state: ClockState | null, event: ChainedEvent, { where, faults }: Report): ClockState | null {
  if (state === null && event.sequence > 1) return null;
  try {
    // The sequence was judged already: a gap is one fault, not one for each event after it.
    const next = state === null ? activated(event) : applyEvent({ ...state, sequence: event.sequence - 1 }, event);
    const broken = brokenRule(state, next, event);
    if (broken) faults.add('rule', where, broken);
    return next;
  } catch (error) {
    faults.add('event-meaning', where, { expected: 'an event that may follow', found: (error as Error).message });
    return state;
  }
}

// What no correct tracker writes, whoever sealed it: a promise met, or withdrawn with its case, after it was due.
function brokenRule(state: ClockState | null, next: ClockState, event: ChainedEvent) {
  if (next.state === 'met' && next.fulfilledAt && next.fulfilledAt > next.dueAt)
    return { expected: `met by ${next.dueAt.toISOString()}`, found: next.fulfilledAt.toISOString() };
  if (event.kind !== 'withdrawn' || event.data.reason === 'recomputed' || !state) return null;
  if (event.effectiveAt <= state.dueAt) return null;
  return { expected: `withdrawn by ${state.dueAt.toISOString()}`, found: event.effectiveAt.toISOString() };
}

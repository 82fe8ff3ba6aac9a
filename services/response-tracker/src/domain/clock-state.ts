import type { ClockState as ClockStateName } from '@hearback/contracts';
import type { WantedClock } from './response-clock';

/** Who and what a clock is about; fixed when it is activated. */
export type ClockIdentity = Pick<
  WantedClock,
  'clockId' | 'caseId' | 'customerKey' | 'promise' | 'feedbackId' | 'revision' | 'channel' | 'sourceId' | 'branch'
>;

/** Something that happened to a clock. Times in `data` are ISO 8601, because it is kept as JSON. */
export type ClockHappening =
  | { kind: 'activated'; data: { startedAt: string; dueAt: string; thresholds: readonly number[] } }
  | { kind: 'warned'; data: { thresholdSeconds: number } }
  | { kind: 'fulfilled'; data: { replyId: string } }
  | { kind: 'breached'; data: Record<string, never> }
  | {
      kind: 'restated';
      data: {
        from: ClockStateName;
        to: ClockStateName;
        dueAt: string;
        fulfilledAt: string | null;
        replyId: string | null;
      };
    }
  /** `recomputed`: facts that came later show that another promise answers for this feedback. */
  | { kind: 'withdrawn'; data: { reason: 'recomputed' } };

export type ClockEvent = ClockHappening & {
  /** From 1 without gaps. */
  sequence: number;
  effectiveAt: Date;
  recordedAt: Date;
  policyVersion: string;
};

/** What a clock's events add up to. */
export interface ClockState {
  state: ClockStateName;
  startedAt: Date;
  dueAt: Date;
  thresholds: readonly number[];
  /** Thresholds already warned of. */
  warned: readonly number[];
  fulfilledAt: Date | null;
  replyId: string | null;
  policyVersion: string;
  /** Sequence of the last event. */
  sequence: number;
  /** When time alone will change it next; null when it has ended. */
  wakeAt: Date | null;
}

export type Clock = ClockIdentity & ClockState;

/** The two together. Field by field: spreading both costs ten times as much, once for every clock that starts. */
export function clockOf(identity: ClockIdentity, state: ClockState): Clock {
  return {
    clockId: identity.clockId,
    caseId: identity.caseId,
    customerKey: identity.customerKey,
    promise: identity.promise,
    feedbackId: identity.feedbackId,
    revision: identity.revision,
    channel: identity.channel,
    sourceId: identity.sourceId,
    branch: identity.branch,
    state: state.state,
    startedAt: state.startedAt,
    dueAt: state.dueAt,
    thresholds: state.thresholds,
    warned: state.warned,
    fulfilledAt: state.fulfilledAt,
    replyId: state.replyId,
    policyVersion: state.policyVersion,
    sequence: state.sequence,
    wakeAt: state.wakeAt,
  };
}

/** What changes of a clock. */
export function stateOf(clock: Clock): ClockState {
  const { state, startedAt, dueAt, thresholds, warned, fulfilledAt, replyId, policyVersion, sequence, wakeAt } = clock;
  return { state, startedAt, dueAt, thresholds, warned, fulfilledAt, replyId, policyVersion, sequence, wakeAt };
}

/** The state after all events, in order; the row of a clock is exactly this. */
export function foldClock(events: readonly ClockEvent[]): ClockState {
  const [first, ...rest] = events;
  if (!first) throw new Error('a clock without events');
  return rest.reduce<ClockState>(applyEvent, activate(first));
}

/** The state after one more event. */
export function applyEvent(state: ClockState, event: ClockEvent): ClockState {
  if (event.sequence !== state.sequence + 1) throw new Error(`event ${event.sequence} follows ${state.sequence}`);
  const next = { ...state, ...change(state, event), policyVersion: event.policyVersion, sequence: event.sequence };
  return { ...next, wakeAt: wakeTime(next) };
}

function activate(event: ClockEvent): ClockState {
  if (event.kind !== 'activated' || event.sequence !== 1) throw new Error('the first event of a clock is `activated`');
  const state: ClockState = {
    state: 'running',
    startedAt: new Date(event.data.startedAt),
    dueAt: new Date(event.data.dueAt),
    thresholds: event.data.thresholds,
    warned: [],
    fulfilledAt: null,
    replyId: null,
    policyVersion: event.policyVersion,
    sequence: 1,
    wakeAt: null,
  };
  state.wakeAt = wakeTime(state);
  return state;
}

function change(state: ClockState, event: ClockEvent): Partial<ClockState> {
  switch (event.kind) {
    case 'warned':
      return { warned: [...state.warned, event.data.thresholdSeconds] };
    case 'fulfilled':
      return { state: 'met', fulfilledAt: event.effectiveAt, replyId: event.data.replyId };
    case 'breached':
      return { state: 'missed' };
    case 'withdrawn':
      return { state: 'withdrawn', fulfilledAt: null, replyId: null };
    case 'restated': {
      const { to, dueAt, fulfilledAt, replyId } = event.data;
      return { state: to, dueAt: new Date(dueAt), fulfilledAt: fulfilledAt ? new Date(fulfilledAt) : null, replyId };
    }
    case 'activated':
      throw new Error('a clock is activated once');
  }
}

/** When a threshold's warning is due. */
export function warningTime(dueAt: Date, thresholdSeconds: number): Date {
  return new Date(dueAt.getTime() - thresholdSeconds * 1_000);
}

// A reply at the due time is in time, so the first moment of a miss is one millisecond later.
function wakeTime({ state, dueAt, thresholds, warned }: Omit<ClockState, 'wakeAt'>): Date | null {
  if (state !== 'running') return null;
  const next = nextThreshold(thresholds, warned);
  return next === null ? new Date(dueAt.getTime() + 1) : warningTime(dueAt, next);
}

/** The earliest warning not given yet: the one with most seconds left; null when all are given. */
export function nextThreshold(thresholds: readonly number[], warned: readonly number[]): number | null {
  let next: number | null = null;
  for (const seconds of thresholds) if ((next === null || seconds > next) && !warned.includes(seconds)) next = seconds;
  return next;
}

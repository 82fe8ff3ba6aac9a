import type { ClockState as ClockStateName } from '@hearback/contracts';
import type { Answerable, ChainedEvent, ClockLabels, ClockSubject, DueTerms, Warning } from './clock-event';

/** What a clock's events add up to. */
export interface ClockState extends ClockSubject, ClockLabels, Answerable {
  state: ClockStateName;
  startedAt: Date;
  dueAt: Date;
  provisional: boolean;
  calendarVersion: string | null;
  warnings: readonly Warning[];
  /** `secondsLeft` of the warnings given. */
  warned: readonly number[];
  fulfilledAt: Date | null;
  /** Id of the reply, resolution or visit that met it. */
  fulfilledBy: string | null;
  confirmed: boolean;
  /** Why it was withdrawn; null otherwise. */
  withdrawnReason: string | null;
  policyVersion: string;
  /** Sequence and link of the last event. */
  sequence: number;
  hash: string;
}

/**
 * The state after all events, in order: the only meaning they have, for the tracker and for whoever checks it.
 * @throws Error when the first is not `activated` or a sequence is missing
 */
export function foldClock(events: readonly ChainedEvent[]): ClockState {
  const [first, ...rest] = events;
  if (!first) throw new Error('a clock without events');
  return rest.reduce<ClockState>(applyEvent, activated(first));
}

/** The state after one more event. @throws Error when it is not the next */
export function applyEvent(state: ClockState, event: ChainedEvent): ClockState {
  if (event.sequence !== state.sequence + 1) throw new Error(`event ${event.sequence} follows ${state.sequence}`);
  const { policyVersion, sequence, hash } = event;
  return { ...state, ...change(state, event), policyVersion, sequence, hash };
}

/** The state after the first event. Field by field: spreading costs ten times as much, once for every clock. */
export function activated(event: ChainedEvent): ClockState {
  if (event.kind !== 'activated' || event.sequence !== 1) throw new Error('the first event of a clock is `activated`');
  const { data } = event;
  return {
    caseId: data.caseId,
    promise: data.promise,
    term: data.term,
    instance: data.instance,
    feedbackId: data.feedbackId,
    channel: data.channel,
    sourceId: data.sourceId,
    branch: data.branch,
    product: data.product,
    cause: data.cause,
    kind: data.kind,
    owner: null,
    team: null,
    state: 'running',
    startedAt: new Date(data.startedAt),
    dueAt: new Date(data.dueAt),
    provisional: data.provisional,
    calendarVersion: data.calendarVersion,
    warnings: data.warnings,
    warned: [],
    fulfilledAt: null,
    fulfilledBy: null,
    confirmed: false,
    withdrawnReason: null,
    policyVersion: event.policyVersion,
    sequence: 1,
    hash: event.hash,
  };
}

function change(state: ClockState, event: ChainedEvent): Partial<ClockState> {
  switch (event.kind) {
    case 'warned':
      return { warned: [...state.warned, event.data.secondsLeft] };
    case 'fulfilled': {
      const { by, confirmed, owner, team } = event.data;
      return { state: 'met', fulfilledAt: event.effectiveAt, fulfilledBy: by, confirmed, owner, team };
    }
    case 'breached':
      return { state: 'missed', owner: event.data.owner, team: event.data.team };
    case 'extended':
      return dueChange(event.data);
    case 'withdrawn':
      return { ...UNANSWERED, state: 'withdrawn', withdrawnReason: event.data.reason };
    case 'restated':
      return restated(event.data);
    case 'activated':
      throw new Error('a clock is activated once');
  }
}

const UNANSWERED = { fulfilledAt: null, fulfilledBy: null, confirmed: false };

function dueChange({ dueAt, provisional, calendarVersion, warnings }: DueTerms): Partial<ClockState> {
  return { dueAt: new Date(dueAt), provisional, calendarVersion, warnings };
}

function restated(data: Extract<ChainedEvent, { kind: 'restated' }>['data']): Partial<ClockState> {
  const { product, cause, kind, owner, team, state, fulfilledBy, confirmed, withdrawnReason } = data;
  const fulfilledAt = data.fulfilledAt === null ? null : new Date(data.fulfilledAt);
  const said = { product, cause, kind, owner, team, state, fulfilledAt, fulfilledBy, confirmed, withdrawnReason };
  return { ...dueChange(data), ...said };
}

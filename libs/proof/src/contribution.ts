import type { ClockState as ClockStateName, PromiseKind } from '@hearback/contracts';
import { NO_COUNTS, type Counts } from './figure-of';
import type { ClockState } from './fold-clock';

export const DIMENSIONS = [
  'total',
  'channel',
  'product',
  'cause',
  'branch',
  'team',
  'owner',
  'withdrawn-reason',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Where a promise is counted. */
export interface Cell {
  promise: PromiseKind;
  dimension: Dimension;
  /** The channel, product, ... ; empty for `total`, and where it is not known (a case without an owner). */
  key: string;
  /** The UTC hour in which the promise was started, ISO 8601. */
  cohortHour: string;
}

/** What of a clock's state the figures need. */
export type Countable = Pick<
  ClockState,
  | 'promise'
  | 'startedAt'
  | 'channel'
  | 'product'
  | 'cause'
  | 'branch'
  | 'team'
  | 'owner'
  | 'state'
  | 'confirmed'
  | 'withdrawnReason'
>;

/** What is added to the counts of one cell; negative where a promise leaves it. */
export type Contribution = Cell & Counts;

/**
 * What one clock adds to the figures: it stands once in every dimension, by its state. Owner and team answer for a
 * promise from the moment it is met or missed; why it was withdrawn counts only for those withdrawn.
 * Time is not in it: who reads a figure counts the running ones past their due time as missed (`outcomeAt`).
 */
export function contributionOf(state: Countable): Contribution[] {
  const cell = { promise: state.promise, cohortHour: hourOf(state.startedAt) };
  const counts = countsOf(state.state, state.confirmed);
  const rows: Contribution[] = [];
  for (const dimension of DIMENSIONS) {
    const key = keyIn(dimension, state);
    if (key !== null) rows.push({ ...cell, dimension, key, ...counts });
  }
  return rows;
}

/**
 * What one more event changes in the figures: minus what the clock added before, plus what it adds now. Nothing for an
 * event that moves no count, such as a warning.
 * @param before null for the first event of a clock
 */
export function deltasOf(before: Countable | null, after: Countable): Contribution[] {
  if (before === null) return contributionOf(after);
  const { promise } = after;
  const cohortHour = hourOf(after.startedAt);
  const was = countsOf(before.state, before.confirmed);
  const is = countsOf(after.state, after.confirmed);
  const rows: Contribution[] = [];
  for (const dimension of DIMENSIONS) {
    const from = keyIn(dimension, before);
    const to = keyIn(dimension, after);
    if (from === to && (to === null || was === is)) continue;
    const cell = { promise, dimension, cohortHour };
    if (from === to) rows.push({ ...cell, key: to!, ...difference(is, was) });
    else {
      if (from !== null) rows.push({ ...cell, key: from, ...difference(NO_COUNTS, was) });
      if (to !== null) rows.push({ ...cell, key: to, ...is });
    }
  }
  return rows;
}

/** What a promise counts as at a moment: a running one is missed from the first moment after its due time. */
export function outcomeAt({ state, dueAt }: Pick<ClockState, 'state' | 'dueAt'>, at: Date): ClockStateName {
  return state === 'running' && dueAt < at ? 'missed' : state;
}

/** One promise as counts. */
export function countsOf(outcome: ClockStateName, confirmed: boolean): Counts {
  return outcome === 'met' && confirmed ? MET_CONFIRMED : ONE[outcome];
}

const ONE: Record<ClockStateName, Counts> = {
  met: { ...NO_COUNTS, met: 1 },
  missed: { ...NO_COUNTS, missed: 1 },
  running: { ...NO_COUNTS, running: 1 },
  withdrawn: { ...NO_COUNTS, withdrawn: 1 },
};
const MET_CONFIRMED: Counts = { ...NO_COUNTS, met: 1, confirmed: 1 };

function difference(a: Counts, b: Counts): Counts {
  return {
    met: a.met - b.met,
    confirmed: a.confirmed - b.confirmed,
    missed: a.missed - b.missed,
    running: a.running - b.running,
    withdrawn: a.withdrawn - b.withdrawn,
  };
}

const isAnswered = ({ state }: Countable) => state === 'met' || state === 'missed';

const KEY_IN: Record<Dimension, (state: Countable) => string | null> = {
  total: () => '',
  channel: (state) => state.channel,
  product: (state) => state.product,
  cause: (state) => state.cause,
  branch: (state) => state.branch ?? '',
  team: (state) => (isAnswered(state) ? (state.team ?? '') : null),
  owner: (state) => (isAnswered(state) ? (state.owner ?? '') : null),
  'withdrawn-reason': (state) => (state.state === 'withdrawn' ? (state.withdrawnReason ?? '') : null),
};

/** Where a clock stands in a dimension; null where it does not. */
function keyIn(dimension: Dimension, state: Countable): string | null {
  return KEY_IN[dimension](state);
}

function hourOf(startedAt: Date): string {
  return `${startedAt.toISOString().slice(0, 13)}:00:00.000Z`;
}

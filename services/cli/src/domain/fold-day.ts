import {
  activated,
  applyEvent,
  CHAIN_START,
  deltasOf,
  EMPTY_DAY,
  eventHash,
  extendDayRoot,
  NO_COUNTS,
  totalOf,
  type ChainedEvent,
  type ClockState,
  type Counts,
  type DayRoot,
} from '@hearback/proof';

/** Something that is kept and differs from what the events say. */
export interface Difference {
  what: 'event' | 'day' | 'checkpoint' | 'figure_now' | 'figure_history';
  where: string;
  expected: string;
  found: string;
}

export interface SealedEvent {
  clockId: string;
  event: ChainedEvent;
  /** In which UTC hour it was sealed, ISO 8601; null when it is not yet. */
  sealedHour: string | null;
}

/** Counts by the cell that they stand in: dimension, promise, hour of the cohort and key; in the history also the hour of the seal. */
export type Cells = Map<string, Counts>;

export interface DayFold {
  take(event: SealedEvent): void;
  /** What the sealed events of the day add up to. */
  root(): DayRoot;
  now: Cells;
  history: Cells;
  differences: Difference[];
}

export const cellName = (...parts: string[]): string => parts.join(' · ');

/**
 * Folds all events of the clocks started on one UTC day, in the order of their seal, by the rules of libs/proof alone.
 * @param marks roots that checkpoints left, by the number of events they cover
 */
export function foldDay(day: string, marks: ReadonlyMap<number, string>): DayFold {
  const states = new Map<string, ClockState>();
  const fold: DayFold = { take, root: () => root, now: new Map(), history: new Map(), differences: [] };
  let root = EMPTY_DAY;
  function take({ clockId, event, sealedHour }: SealedEvent): void {
    const before = states.get(clockId) ?? null;
    const where = `${day}, clock ${clockId}, event ${event.sequence}`;
    const link = eventHash(clockId, event, before?.hash ?? CHAIN_START);
    if (link !== event.hash) fold.differences.push({ what: 'event', where, expected: link, found: event.hash });
    const after = nextState(before, event);
    if (typeof after === 'string')
      return void fold.differences.push({ what: 'event', where, expected: 'an event that may follow', found: after });
    states.set(clockId, after);
    if (sealedHour === null) return;
    root = extendDayRoot(root, [event.hash]);
    const mark = marks.get(root.events);
    if (mark !== undefined && mark !== root.root)
      fold.differences.push({ what: 'day', where: `${day}, event ${root.events}`, expected: root.root, found: mark });
    for (const { dimension, promise, cohortHour, key, ...counts } of deltasOf(before, after)) {
      add(fold.now, cellName(dimension, promise, cohortHour, key), counts);
      add(fold.history, cellName(dimension, promise, cohortHour, key, sealedHour), counts);
    }
  }
  return fold;
}

function nextState(before: ClockState | null, event: ChainedEvent): ClockState | string {
  try {
    return before === null ? activated(event) : applyEvent(before, event);
  } catch (error) {
    return (error as Error).message;
  }
}

function add(cells: Cells, name: string, counts: Counts): void {
  cells.set(name, totalOf([cells.get(name) ?? NO_COUNTS, counts]));
}

/** Where kept figures differ from those of the events; a cell that is not kept counts nothing. */
export function compareCells(what: 'figure_now' | 'figure_history', events: Cells, kept: Cells): Difference[] {
  const differences: Difference[] = [];
  for (const where of new Set([...events.keys(), ...kept.keys()])) {
    const [expected, found] = [events, kept].map((cells) => countsText(cells.get(where) ?? NO_COUNTS));
    if (expected !== found) differences.push({ what, where, expected: expected!, found: found! });
  }
  return differences;
}

function countsText({ met, confirmed, missed, running, withdrawn }: Counts): string {
  return `met ${met} (confirmed ${confirmed}), missed ${missed}, running ${running}, withdrawn ${withdrawn}`;
}

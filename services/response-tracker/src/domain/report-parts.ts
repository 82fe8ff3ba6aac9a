import { PROMISES, RESPONSE_PROMISES, type PromiseKind } from '@hearback/contracts';
import type { Checkpoint, Counts, Figure } from '@hearback/proof';
import type { Backlog } from './figure-ages';
import type { FigureRow } from './figure-answer';
import type { ReportClock } from './report-clock';
import type { ReportQuestion } from './report-question';
import type { Say } from './report-words';

/** What was read for a report, all of one moment. */
export interface ReportData {
  question: ReportQuestion;
  checkpoint: Pick<Checkpoint, 'number' | 'sealedAt' | 'root' | 'keyId'> | null;
  policyVersion: string;
  /** Of every promise, in all dimensions. */
  rows: readonly FigureRow[];
  cohort: { clocks: readonly ReportClock[]; complete: boolean };
  backlog: Backlog & { by: readonly ({ key: string } & Backlog)[]; clocks: readonly ReportClock[]; complete: boolean };
  times: readonly { channel: string | null; count: number; unanswered: number; wall: Seconds; working: Seconds }[];
  beside: Record<'refusedOpen' | 'parked', WaitingThen> & { inFlight: WaitingThen | null };
  terms: readonly string[];
}
type Seconds = readonly (number | null)[];
interface WaitingThen {
  count: number;
  oldestSeconds: number | null;
}

export type ReportCell =
  | { kind: 'text'; text: string }
  /** `clocks`: the promises it counts; null where it counts none that can be listed. */
  | { kind: 'count'; value: number; clocks: readonly ReportClock[] | null }
  | { kind: 'rate'; text: string; clocks: readonly ReportClock[] }
  | { kind: 'seconds'; value: number | null };

export interface ReportRow {
  cells: ReportCell[];
  /** What it counts, in list order; every cell's promises are a stretch of it. */
  clocks: readonly ReportClock[];
  /** Where a reader finds the same promises in a list of all: a column and the value in it. */
  where: { column: string; value: string } | null;
}

export interface ReportSection {
  id: string;
  title: string;
  notes: string[];
  columns: string[];
  rows: ReportRow[];
}

/** A report in words, before it is a file. */
export interface ReportModel {
  title: string;
  facts: [label: string, value: string][];
  sections: ReportSection[];
  /** All promises of the period that are listed. */
  clocks: ReportClock[];
}

/** Promises that are counted together. */
export interface Group {
  promise: PromiseKind | 'response';
  promises: readonly PromiseKind[];
}

/** What every section is made from. */
export interface Context {
  data: ReportData;
  say: Say;
  /** Of the period, in list order. */
  clocks: readonly ReportClock[];
}

/** The 24-hour promises: the headline counts these. */
export const RESPONSE: Group = { promise: 'response', promises: RESPONSE_PROMISES };
/** Every promise by itself. */
export const EACH: readonly Group[] = PROMISES.map((promise) => ({ promise, promises: [promise] }));
/** Every promise that is not among the 24-hour ones. */
export const OTHERS = EACH.filter(({ promises }) => !RESPONSE.promises.includes(promises[0]!));

export const text = (value: string): ReportCell => ({ kind: 'text', text: value });
export const plain = (...cells: string[]): ReportRow => ({ cells: cells.map(text), clocks: [], where: null });

const COUNT_COLUMNS = ['rate', 'met', 'confirmed', 'missed', 'running', 'withdrawn'] as const;

/** Heads of the columns that `figureCells` fills. */
export function countHeads(say: Say): string[] {
  return COUNT_COLUMNS.map((name) => say(`column.${name}`));
}

/** Cells of a figure with the promises behind each. */
export function figureCells({ data, say }: Context, figure: Figure, clocks: readonly ReportClock[]): ReportCell[] {
  const of = {
    met: clocks.filter(({ outcome }) => outcome === 'met'),
    confirmed: clocks.filter(({ outcome, confirmed }) => outcome === 'met' && confirmed),
    missed: clocks.filter(({ outcome }) => outcome === 'missed'),
    running: clocks.filter(({ outcome }) => outcome === 'running'),
    withdrawn: clocks.filter(({ outcome }) => outcome === 'withdrawn'),
  } satisfies Record<keyof Counts, ReportClock[]>;
  const counts = (['met', 'confirmed', 'missed', 'running', 'withdrawn'] as const).map((name): ReportCell => {
    check(name, { value: figure[name], listed: of[name].length, complete: data.cohort.complete });
    return { kind: 'count', value: figure[name], clocks: of[name] };
  });
  return [{ kind: 'rate', text: figure.rateText ?? say('noRate'), clocks: [...of.met, ...of.missed] }, ...counts];
}

/** @throws Error when promises and the figure over them disagree; of a list that was cut, when there are too many */
export function check(
  name: string,
  { value, listed, complete }: { value: number; listed: number; complete: boolean },
): void {
  if (complete ? listed !== value : listed > value)
    throw new Error(`a figure and the promises behind it disagree: ${value} ${name}, ${listed} listed`);
}

/** A section with its title. */
export function section(
  { say }: Context,
  { id, ...rest }: Omit<ReportSection, 'title' | 'notes'> & { notes?: string[] },
): ReportSection {
  return { id, title: say(`section.${id}` as Parameters<Say>[0]), notes: [], ...rest };
}

import { PROMISES, type PromiseKind } from '@hearback/contracts';
import { figureOf, totalOf, type Counts, type Dimension, type Figure } from '@hearback/proof';
import type { Grouping } from './period';

/** What is counted under one key of one dimension, over the whole period of a question. */
export interface FigureRow extends Counts {
  promise: PromiseKind;
  dimension: Dimension;
  key: string;
}

export interface Excluded {
  reason: string;
  count: number;
}

export interface FigureAnswer {
  total: Figure;
  by: ({ key: string } & Figure)[];
  /** Promises of the cohort that are in neither side of the rate, by why they were withdrawn. */
  excluded: Excluded[];
}

/** The figures of a cohort from the rows of its promises: counts are added, and rates come from the sums. */
export function answerOf(rows: readonly FigureRow[], by: Grouping): FigureAnswer {
  const of = (dimension: Dimension) => rows.filter((row) => row.dimension === dimension);
  return {
    total: figureOf(totalOf(of('total'))),
    by: by === 'total' ? [] : groups(of(by)).map(([key, counts]) => ({ key, ...figureOf(counts) })),
    excluded: groups(of('withdrawn-reason')).map(([reason, { withdrawn }]) => ({ reason, count: withdrawn })),
  };
}

// Rows in which everything was taken back again are no group.
function groups(rows: readonly FigureRow[]): [key: string, counts: Counts][] {
  const byKey = new Map<string, Counts>();
  for (const row of rows) byKey.set(row.key, totalOf([row, ...(byKey.has(row.key) ? [byKey.get(row.key)!] : [])]));
  return [...byKey]
    .filter(([, { met, missed, running, withdrawn }]) => met + missed + running + withdrawn > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Every kind of promise with its on-time rate. */
export function answersByPromise(rows: readonly FigureRow[]) {
  return PROMISES.map((promise) => {
    const ofPromise = rows.filter((row) => row.promise === promise);
    const { total, excluded } = answerOf(ofPromise, 'total');
    return { promise, ...total, excluded };
  });
}

/** In words, in the languages of the console. */
export interface Words {
  en: string;
  'zh-Hans': string;
  'zh-Hant': string;
}

/** What a published rate leaves out, and why (design, section 7: it says which promises it excludes). */
export interface LeftOut {
  what: 'running' | 'withdrawn' | PromiseKind;
  why: Words;
}

const RUNNING: Words = {
  en: 'Not due yet: stands beside the rate until it is met or missed.',
  'zh-Hans': '尚未到期：在达成或超时之前列于比率之外。',
  'zh-Hant': '尚未到期：在達成或逾時之前列於比率之外。',
};
const WITHDRAWN: Words = {
  en: 'Ended before its due time; the reasons are listed. After the due time a miss stays a miss.',
  'zh-Hans': '在到期前终止，原因逐项列出；到期之后终止的仍计为超时。',
  'zh-Hant': '在到期前終止，原因逐項列出；到期之後終止的仍計為逾時。',
};
const OTHER: Words = {
  en: 'Another promise, with a rate of its own.',
  'zh-Hans': '属于另一项承诺，单独计算比率。',
  'zh-Hant': '屬於另一項承諾，單獨計算比率。',
};

/** What the rate of these promises leaves out. */
export function leftOut(promises: readonly PromiseKind[]): LeftOut[] {
  const others = PROMISES.filter((promise) => !promises.includes(promise));
  return [
    { what: 'running', why: RUNNING },
    { what: 'withdrawn', why: WITHDRAWN },
    ...others.map((what) => ({ what, why: OTHER })),
  ];
}

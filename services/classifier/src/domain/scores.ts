import type { Reason } from '@hearback/contracts';
import type { Evidence } from './find-evidence';
import { AXIS_VALUES, TUNING, type Axis, type ValueOf } from './rules';

/** What speaks for one value of an axis: points, and where they came from. */
export interface Score {
  points: number;
  reasons: { reason: Reason; points: number }[];
}
export type Scores<A extends Axis> = Record<ValueOf<A>, Score>;

/** What the rules alone would say. */
export interface Decision<A extends Axis> {
  value: ValueOf<A>;
  scores: Scores<A>;
}

/** Each further piece of evidence for the same value adds less, so that length alone does not decide. */
const FURTHER = 0.7;

/** Every value of the axis with its base points and with what the evidence adds. */
export function scoresOf<A extends Axis>(axis: A, evidence: readonly Evidence[]): Scores<A> {
  const base: Record<string, number | undefined> = TUNING[axis].base;
  const scores: Record<string, Score> = {};
  for (const value of AXIS_VALUES[axis]) scores[value] = { points: base[value] ?? 0, reasons: [] };
  for (const { axis: of, value, weight, because } of evidence)
    if (of === axis) scores[value]?.reasons.push({ reason: because, points: weight });
  for (const value of AXIS_VALUES[axis]) addUp(scores[value]!);
  return scores as Scores<A>;
}

/** Adds points that rest on a rule instead of on words of this axis (stars, channel, another axis). */
export function add(score: Score, points: number, reason: Reason | readonly Reason[]): void {
  score.points += points;
  if (points <= 0) return;
  if (!isList(reason)) score.reasons.push({ reason, points });
  else for (const one of reason) score.reasons.push({ reason: one, points });
}

export function multiply(score: Score, factor: number): void {
  score.points *= factor;
}

/** The value with the most points. */
export function decide<A extends Axis>(axis: A, scores: Scores<A>): Decision<A> {
  const values: readonly ValueOf<A>[] = AXIS_VALUES[axis];
  return { value: values.reduce((a, b) => (scores[b].points > scores[a].points ? b : a)), scores };
}

// The strongest counts whole, each further one less.
function addUp(score: Score): void {
  if (score.reasons.length > 1) score.reasons.sort((a, b) => b.points - a.points);
  score.reasons.forEach(({ points }, i) => (score.points += points * FURTHER ** i));
}

function isList(reason: Reason | readonly Reason[]): reason is readonly Reason[] {
  return Array.isArray(reason);
}

/** The words and rules that speak for a value, the strongest first. */
export function reasonsOf(score: Score, atMost: number): Reason[] {
  // One reason may speak twice: for a feeling, and through it for a complaint.
  const shown = new Set<Reason>();
  for (const { reason } of score.reasons.sort((a, b) => b.points - a.points)) {
    if (shown.size === atMost) break;
    shown.add(reason);
  }
  return [...shown];
}

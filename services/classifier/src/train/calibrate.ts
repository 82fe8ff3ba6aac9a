import { choose } from '../domain/model/decide-labels';
import { toProbabilities } from '../domain/model/apply-model';
import type { ModelHeader } from '../domain/model/model';
import { FIRST_OUTPUT } from '../domain/model/outputs';
import { AXES, AXIS_VALUES, type Axis } from '../domain/rules';

/** A text's outputs by a model that was not trained on it, and which values may be right. */
export interface Judged {
  outputs: Float64Array;
  allowed: Record<Axis, number>;
  /** Written for banks with one label for each axis; others only help to find what is urgent. */
  whole: boolean;
}

export type Calibration = Pick<ModelHeader, 'temperature' | 'needsReviewBelow' | 'urgentFrom'>;

/** Who answers should be right this often; no more than three texts in ten are sent to a person for it. */
const RIGHT_WHEN_ANSWERED = 0.92;
const LEAST_COVERAGE = 0.7;
/** Recall first: of what is urgent, at most this share may be taken for less. */
const URGENT_MISSED = 0.03;
const URGENT_FROM = { least: 0.26, most: 0.5 };
const URGENT_BITS = 0b11;
const TEMPERATURES = Array.from({ length: 60 }, (_, i) => 0.3 * 1.05 ** i);

/** Finds what makes confidences truthful, where to doubt, and from when on something is urgent. */
export function calibrate(judged: readonly Judged[]): Calibration {
  const whole = judged.filter((one) => one.whole);
  const temperature = perAxis((axis) => temperatureOf(axis, whole));
  const probable = (list: readonly Judged[]) =>
    list.map((one) => ({ ...one, outputs: toProbabilities(one.outputs.slice(), temperature) }));
  const urgentFrom = urgentFromOf(probable(judged));
  const calibrated = probable(whole);
  return { temperature, urgentFrom, needsReviewBelow: perAxis((axis) => doubtBelow(axis, calibrated, urgentFrom)) };
}

function perAxis(of: (axis: Axis) => number): Record<Axis, number> {
  return Object.fromEntries(AXES.map((axis) => [axis, Math.round(of(axis) * 1_000) / 1_000])) as Record<Axis, number>;
}

function temperatureOf(axis: Axis, judged: readonly Judged[]): number {
  const from = FIRST_OUTPUT[axis];
  const of = AXIS_VALUES[axis].length;
  const known = judged.filter(({ allowed }) => allowed[axis] !== 0);
  const loss = (temperature: number) =>
    known.reduce(
      (sum, { outputs, allowed }) => sum + lossOf(outputs.subarray(from, from + of), allowed[axis], temperature),
      0,
    );
  return TEMPERATURES.map((t) => ({ t, loss: loss(t) })).reduce((a, b) => (b.loss < a.loss ? b : a)).t;
}

function lossOf(outputs: Float64Array, allowed: number, temperature: number): number {
  const most = outputs.reduce((a, b) => Math.max(a, b), -Infinity);
  let [mass, right] = [0, 0];
  outputs.forEach((output, k) => {
    const p = Math.exp((output - most) / temperature);
    mass += p;
    if ((allowed >> k) & 1) right += p;
  });
  return -Math.log(Math.max(1e-9, right / mass));
}

function urgentFromOf(judged: readonly Judged[]): number {
  const from = FIRST_OUTPUT.urgency;
  const urgent = judged
    .filter(({ allowed: { urgency } }) => urgency !== 0 && (urgency & ~URGENT_BITS) === 0)
    .map(({ outputs }) => outputs[from]! + outputs[from + 1]!)
    .sort((a, b) => a - b);
  const threshold = urgent[Math.floor(URGENT_MISSED * urgent.length)] ?? URGENT_FROM.most;
  return Math.max(URGENT_FROM.least, Math.min(URGENT_FROM.most, Math.round(threshold * 1_000) / 1_000));
}

// The lowest confidence from which on answers are right often enough, counted from the surest down.
function doubtBelow(axis: Axis, judged: readonly Judged[], urgentFrom: number): number {
  const answers = judged
    .filter(({ allowed }) => allowed[axis] !== 0)
    .map(({ outputs, allowed }) => {
      const { chosen } = choose(outputs, axis, urgentFrom);
      return { confidence: outputs[chosen]!, right: (allowed[axis] >> (chosen - FIRST_OUTPUT[axis])) & 1 };
    })
    .sort((a, b) => b.confidence - a.confidence);
  let [right, below] = [0, 1];
  answers.forEach((answer, i) => {
    right += answer.right;
    const enough = right / (i + 1) >= RIGHT_WHEN_ANSWERED || i + 1 <= LEAST_COVERAGE * answers.length;
    if (enough) below = answer.confidence;
  });
  return Math.min(below, 0.9);
}

import { PRODUCTS } from '@hearback/contracts';
import { BUCKETS } from '../domain/model/gram-hasher';
import { DENSE, RULE_POINTS_FROM } from '../domain/model/features';
import { FIRST_OUTPUT, OUTPUTS } from '../domain/model/outputs';
import { AXES, AXIS_VALUES, type Axis } from '../domain/rules';
import { AXIS_COUNT, type Matrix } from './matrix';
import { seededRandom, shuffle } from './seeded-order';

export interface Fit {
  /** By bucket, then output; the IDF is folded in. */
  weights: Float32Array;
  dense: Float32Array;
}

export interface FitOptions {
  seed: number;
  /** Times that all is fitted, each time in another order; the mean of them depends less on the order. */
  fits: number;
  epochs: number;
  rate: number;
  /** Pull of every weight of a word towards nothing. */
  decay: number;
  /** Squared gradients that every weight starts with: the larger, the less a word that was seen once may say. */
  caution: number;
}

export const FIT_DEFAULTS: FitOptions = {
  seed: 20_260_101,
  fits: 3,
  epochs: 3,
  rate: 0.3,
  decay: 2e-5,
  caution: 0.5,
};

/** What a point of the rules is worth before any text was read. */
const TRUST = 2.2;
/** Pull of the rules' weights towards that trust. */
const TRUST_DECAY = 6e-3;
const DENSE_RATE = 0.2;
/**
 * How much of what was learned of words is kept beside the rules. Texts written to teach are trickier than what customers
 * write: for feelings and kinds, where the rules know thousands of words, real reviews are read better with less of it.
 */
const KEPT: Record<Axis, number> = { product: 1, cause: 1, kind: 0.3, sentiment: 0.3, urgency: 1 };
const AXIS_FROM = AXES.map((axis) => FIRST_OUTPUT[axis]);
const AXIS_OF = AXES.map((axis) => AXIS_VALUES[axis].length);

interface Work extends Fit {
  matrix: Matrix;
  idf: Float32Array;
  /** Sums of squared gradients: each weight learns at its own pace (AdaGrad). */
  seen: Float32Array;
  seenDense: Float32Array;
  prior: Float32Array;
  outputs: Float64Array;
  options: FitOptions;
}

/**
 * Fits one softmax for each axis, all in one pass over the texts, by stochastic gradient descent. A row teaches only the
 * axes it has labels for; where several values may be right it teaches that one of them is. Same rows, same seed: same weights.
 */
export function fitModel(matrix: Matrix, rows: Int32Array, options: FitOptions = FIT_DEFAULTS): Fit {
  const [first, ...others] = Array.from({ length: options.fits }, (_, i) =>
    fitOnce(matrix, rows, { ...options, seed: options.seed + i }),
  );
  for (const list of ['weights', 'dense'] as const) {
    for (const other of others) other[list].forEach((weight, i) => (first![list][i]! += weight));
    first![list].forEach((sum, i) => (first![list][i] = sum / options.fits));
  }
  return first!;
}

function fitOnce(matrix: Matrix, rows: Int32Array, options: FitOptions): Fit {
  const prior = trustInRules();
  const work: Work = {
    matrix,
    idf: idfOf(matrix, rows),
    weights: new Float32Array(BUCKETS * OUTPUTS),
    dense: Float32Array.from(prior),
    seen: new Float32Array(BUCKETS * OUTPUTS).fill(options.caution),
    seenDense: startOfDense(),
    prior,
    outputs: new Float64Array(OUTPUTS),
    options,
  };
  const random = seededRandom(options.seed);
  const order = Int32Array.from(rows);
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    shuffle(order, random);
    for (const row of order) learn(work, row);
  }
  foldIdf(work);
  return { weights: work.weights, dense: work.dense };
}

function trustInRules(): Float32Array {
  const dense = new Float32Array(DENSE * OUTPUTS);
  for (let k = 0; k < OUTPUTS; k += 1) dense[(RULE_POINTS_FROM + k) * OUTPUTS + k] = TRUST;
  return dense;
}

// What is wrong with a product, or how it is said, must not speak for another product: such weights never move.
function startOfDense(): Float32Array {
  const seen = new Float32Array(DENSE * OUTPUTS).fill(1);
  const product = (output: number) => output >= FIRST_OUTPUT.product && output < FIRST_OUTPUT.product + PRODUCTS.length;
  for (let d = RULE_POINTS_FROM; d < DENSE; d += 1)
    if (!product((d - RULE_POINTS_FROM) % OUTPUTS))
      for (let k = 0; k < PRODUCTS.length; k += 1) seen[d * OUTPUTS + FIRST_OUTPUT.product + k] = Infinity;
  return seen;
}

function idfOf({ from, buckets }: Matrix, rows: Int32Array): Float32Array {
  const texts = new Float32Array(BUCKETS);
  for (const row of rows) for (let i = from[row]!; i < from[row + 1]!; i += 1) texts[buckets[i]!]! += 1;
  return texts.map((of) => Math.log((1 + rows.length) / (1 + of)) / Math.LN10 + 0.3);
}

function learn(work: Work, row: number): void {
  for (let axis = 0; axis < AXIS_COUNT; axis += 1) {
    const allowed = work.matrix.allowed[row * AXIS_COUNT + axis]!;
    if (allowed === 0) continue;
    const [first, of] = [AXIS_FROM[axis]!, AXIS_OF[axis]!];
    predict(work, { row, first, of });
    toGradient(work, { first, of, allowed, weight: work.matrix.weight[row * AXIS_COUNT + axis]! });
    update(work, { row, first, of });
    updateDense(work, { row, first, of });
  }
}

interface Part {
  row: number;
  first: number;
  of: number;
}

function predict({ matrix, idf, weights, dense, outputs }: Work, { row, first, of }: Part): void {
  for (let k = first; k < first + of; k += 1) outputs[k] = 0;
  for (let i = matrix.from[row]!; i < matrix.from[row + 1]!; i += 1) {
    const bucket = matrix.buckets[i]!;
    const value = matrix.values[i]! * idf[bucket]!;
    const base = bucket * OUTPUTS;
    for (let k = first; k < first + of; k += 1) outputs[k]! += value * weights[base + k]!;
  }
  for (let d = 0; d < DENSE; d += 1) {
    const value = matrix.dense[row * DENSE + d]!;
    if (value === 0) continue;
    for (let k = first; k < first + of; k += 1) outputs[k]! += value * dense[d * OUTPUTS + k]!;
  }
}

// The gradient of -log(sum of p over the allowed values): p less its share among the allowed.
function toGradient(
  { outputs }: Work,
  { first, of, allowed, weight }: { first: number; of: number; allowed: number; weight: number },
): void {
  let most = -Infinity;
  for (let k = 0; k < of; k += 1) most = Math.max(most, outputs[first + k]!);
  let [mass, right] = [0, 0];
  for (let k = 0; k < of; k += 1) {
    const p = (outputs[first + k] = Math.exp(outputs[first + k]! - most));
    mass += p;
    if ((allowed >> k) & 1) right += p;
  }
  for (let k = 0; k < of; k += 1) {
    const p = outputs[first + k]!;
    outputs[first + k] = weight * (p / mass - ((allowed >> k) & 1 ? p / Math.max(right, 1e-12) : 0));
  }
}

function update({ matrix, idf, weights, seen, outputs, options }: Work, { row, first, of }: Part): void {
  for (let i = matrix.from[row]!; i < matrix.from[row + 1]!; i += 1) {
    const bucket = matrix.buckets[i]!;
    const value = matrix.values[i]! * idf[bucket]!;
    for (let k = first; k < first + of; k += 1) {
      const at = bucket * OUTPUTS + k;
      const gradient = value * outputs[k]! + options.decay * weights[at]!;
      seen[at]! += gradient * gradient;
      weights[at]! -= (options.rate * gradient) / Math.sqrt(seen[at]!);
    }
  }
}

function updateDense({ matrix, dense, seenDense, prior, outputs }: Work, { row, first, of }: Part): void {
  for (let d = 0; d < DENSE; d += 1) {
    const value = matrix.dense[row * DENSE + d]!;
    if (value === 0) continue;
    for (let k = first; k < first + of; k += 1) {
      const at = d * OUTPUTS + k;
      const gradient = value * outputs[k]! + TRUST_DECAY * (dense[at]! - prior[at]!);
      seenDense[at]! += gradient * gradient;
      dense[at]! -= (DENSE_RATE * gradient) / Math.sqrt(seenDense[at]!);
    }
  }
}

function foldIdf({ weights, idf }: Work): void {
  for (let bucket = 0; bucket < BUCKETS; bucket += 1)
    for (let a = 0; a < AXIS_COUNT; a += 1)
      for (let k = AXIS_FROM[a]!; k < AXIS_FROM[a]! + AXIS_OF[a]!; k += 1)
        weights[bucket * OUTPUTS + k]! *= idf[bucket]! * KEPT[AXES[a]!];
}

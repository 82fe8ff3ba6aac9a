import { DENSE, featuresOf } from '../domain/model/features';
import { readFeedback } from '../domain/read-feedback';
import { AXES, AXIS_VALUES, type Axis } from '../domain/rules';
import { balancedWeights } from './balance';
import type { Example } from './example';

/** The features of all examples, row by row, and what is known of their labels. */
export interface Matrix {
  rows: number;
  /** Where each row's features begin; one more entry ends the last. */
  from: Int32Array;
  buckets: Int32Array;
  values: Float32Array;
  dense: Float32Array;
  /** For each row and axis the values that may be right, as bits; 0 when nothing is known. */
  allowed: Uint16Array;
  /** For each row and axis how much it teaches. */
  weight: Float32Array;
}

export const AXIS_COUNT = AXES.length;

export function matrixOf(examples: readonly Example[]): Matrix {
  const from = new Int32Array(examples.length + 1);
  const dense = new Float32Array(examples.length * DENSE);
  const lists: { buckets: Int32Array; values: Float32Array }[] = [];
  examples.forEach(({ text, title, channel, stars }, row) => {
    const features = featuresOf(readFeedback({ text, title, channel, rating: stars ? { stars } : undefined }));
    lists.push({
      buckets: features.buckets.slice(0, features.length),
      values: Float32Array.from(features.values.subarray(0, features.length)),
    });
    dense.set(features.dense, row * DENSE);
    from[row + 1] = from[row]! + features.length;
  });
  const buckets = new Int32Array(from[examples.length]!);
  const values = new Float32Array(from[examples.length]!);
  lists.forEach((list, row) => {
    buckets.set(list.buckets, from[row]);
    values.set(list.values, from[row]);
  });
  return { rows: examples.length, from, buckets, values, dense, ...knownOf(examples) };
}

function knownOf(examples: readonly Example[]): Pick<Matrix, 'allowed' | 'weight'> {
  const allowed = new Uint16Array(examples.length * AXIS_COUNT);
  examples.forEach(({ labels }, row) => {
    AXES.forEach((axis, a) => (allowed[row * AXIS_COUNT + a] = bitsOf(axis, labels[axis] ?? [])));
  });
  return { allowed, weight: balancedWeights(examples) };
}

function bitsOf(axis: Axis, values: readonly string[]): number {
  const known: readonly string[] = AXIS_VALUES[axis];
  return values.reduce((bits, value) => bits | (1 << known.indexOf(value)), 0);
}

import type { Axis } from '../rules';
import { AXES, AXIS_VALUES } from '../rules';
import type { Features } from './features';
import type { Model } from './model';
import { FIRST_OUTPUT, OUTPUTS } from './outputs';

const sums = new Float64Array(OUTPUTS);

/** The model's outputs for a feedback, before they are made probabilities. Lives until the next call. */
export function outputsOf({ header, weights, dense }: Model, features: Features): Float64Array {
  sums.fill(0);
  const { buckets, values, length } = features;
  for (let i = 0; i < length; i += 1) {
    const value = values[i]!;
    const row = buckets[i]! * OUTPUTS;
    for (let k = 0; k < OUTPUTS; k += 1) sums[k]! += value * weights[row + k]!;
  }
  for (let k = 0; k < OUTPUTS; k += 1) sums[k]! *= header.scale[k]!;
  for (let d = 0; d < features.dense.length; d += 1) {
    const value = features.dense[d]!;
    if (value === 0) continue;
    const row = d * OUTPUTS;
    for (let k = 0; k < OUTPUTS; k += 1) sums[k]! += value * dense[row + k]!;
  }
  return sums;
}

/** Turns the outputs of every axis into probabilities, in place. */
export function toProbabilities(outputs: Float64Array, temperature: Record<Axis, number>): Float64Array {
  for (const axis of AXES)
    softmax(outputs, { from: FIRST_OUTPUT[axis], of: AXIS_VALUES[axis].length }, temperature[axis]);
  return outputs;
}

function softmax(outputs: Float64Array, { from, of }: { from: number; of: number }, temperature: number): void {
  let most = -Infinity;
  for (let k = from; k < from + of; k += 1) most = Math.max(most, outputs[k]!);
  let mass = 0;
  for (let k = from; k < from + of; k += 1) mass += outputs[k] = Math.exp((outputs[k]! - most) / temperature);
  for (let k = from; k < from + of; k += 1) outputs[k]! /= mass;
}

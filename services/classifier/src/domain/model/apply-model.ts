import type { Axis } from '../rules';
import { AXES, AXIS_VALUES } from '../rules';
import type { Features } from './features';
import type { Model } from './model';
import { FIRST_OUTPUT, OUTPUTS } from './outputs';

/** Values as whole numbers: sums of whole numbers cost half of what sums of fractions cost. The largest sum is far below 2^31. */
const UNIT = 4_096;

/** Read once: an import is looked up at every use in a compiled module. */
const ROW = OUTPUTS;
const sums = new Float64Array(ROW);
const units = new Int32Array(ROW);

/** The model's outputs for a feedback, before they are made probabilities. Lives until the next call. */
export function outputsOf({ header, weights, dense }: Model, features: Features): Float64Array {
  units.fill(0);
  const { buckets, values, length } = features;
  for (let i = 0; i < length; i += 1) {
    const value = Math.round(values[i]! * UNIT) | 0;
    const row = (buckets[i]! * ROW) | 0;
    for (let k = 0; k < ROW; k += 1) units[k] = (units[k]! + Math.imul(value, weights[row + k]!)) | 0;
  }
  for (let k = 0; k < ROW; k += 1) sums[k] = (units[k]! / UNIT) * header.scale[k]!;
  for (let d = 0; d < features.dense.length; d += 1) {
    const value = features.dense[d]!;
    if (value === 0) continue;
    const row = d * ROW;
    for (let k = 0; k < ROW; k += 1) sums[k]! += value * dense[row + k]!;
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

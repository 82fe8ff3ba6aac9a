import { BUCKETS } from '../domain/model/gram-hasher';
import { OUTPUTS } from '../domain/model/outputs';

const MOST = 127;
/** The largest weights are cut to this many standard deviations of an output's weights that are not nothing. */
const CUT = 10;

/** Weights as int8, with a scale for each output. */
export function quantise(weights: Float32Array): { weights: Int8Array; scale: number[] } {
  const int8 = new Int8Array(weights.length);
  const scale = Array.from({ length: OUTPUTS }, (_, output) => {
    const step = stepOf(weights, output);
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      const at = bucket * OUTPUTS + output;
      int8[at] = Math.max(-MOST, Math.min(MOST, Math.round(weights[at]! / step)));
    }
    return step;
  });
  return { weights: int8, scale };
}

function stepOf(weights: Float32Array, output: number): number {
  let [squares, used, most] = [0, 0, 0];
  for (let at = output; at < weights.length; at += OUTPUTS) {
    const weight = weights[at]!;
    if (weight === 0) continue;
    squares += weight * weight;
    used += 1;
    most = Math.max(most, Math.abs(weight));
  }
  return used === 0 ? 1 : Math.fround(Math.min(most, CUT * Math.sqrt(squares / used)) / MOST);
}

import { hasHan } from '../domain/fold-text';
import { AXES, type Axis } from '../domain/rules';
import type { Example } from './example';

/** 0 leaves values as common as the texts happen to have them, 1 makes all equally common. */
const EVENNESS: Record<Axis, number> = { product: 0.5, cause: 0.5, kind: 0, sentiment: 0.25, urgency: 0.8 };
const MOST = 6;

/**
 * How much each text teaches each axis. Whoever writes or collects texts decides how common a value is, not the bank's
 * customers: a rare value counts for more and a common one for less, within one language and kind of source.
 */
export function balancedWeights(examples: readonly Example[]): Float32Array {
  const weights = new Float32Array(examples.length * AXES.length);
  const pools = examples.map(({ text, weight }) => `${hasHan(text) ? 'zh' : 'other'} ${weight}`);
  AXES.forEach((axis, a) => {
    const rarity = raritiesOf(examples, pools, axis);
    examples.forEach(({ weight, labels }, row) => {
      const values = labels[axis];
      const factor = values?.length === 1 ? rarity.get(`${pools[row]} ${values[0]}`)! : 1;
      weights[row * AXES.length + a] = weight * factor;
    });
  });
  return weights;
}

function raritiesOf(examples: readonly Example[], pools: readonly string[], axis: Axis): Map<string, number> {
  const counts = new Map<string, Map<string, number>>();
  examples.forEach(({ labels }, row) => {
    const values = labels[axis];
    if (values?.length !== 1) return;
    const pool = counts.get(pools[row]!) ?? new Map<string, number>();
    counts.set(pools[row]!, pool.set(values[0]!, (pool.get(values[0]!) ?? 0) + 1));
  });
  const rarity = new Map<string, number>();
  for (const [pool, values] of counts) {
    const mean = [...values.values()].reduce((a, b) => a + b, 0) / values.size;
    for (const [value, count] of values)
      rarity.set(`${pool} ${value}`, Math.min(MOST, (mean / count) ** EVENNESS[axis]));
  }
  return rarity;
}

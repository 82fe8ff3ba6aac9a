import { decideLabels } from '../domain/model/decide-labels';
import { featuresOf } from '../domain/model/features';
import type { Model } from '../domain/model/model';
import { readFeedback } from '../domain/read-feedback';
import { AXES, type Axis } from '../domain/rules';
import type { Example } from './example';
import { pairedDifference } from '../quality/measures';

export interface Comparison {
  rows: { axis: Axis; texts: number; before: number | undefined; next: number; worse: boolean }[];
  /** Why the next model does not replace the one in force. */
  refused: string | undefined;
}

export interface Contest {
  next: Model;
  inForce: Model | undefined;
  /** Labelled texts that the next model was not trained on. */
  heldOut: readonly Example[];
}

/**
 * Both models on the same held-out texts, axis by axis. The next is refused when it is worse on any axis beyond the 95 %
 * interval of the paired differences, or not better on any; a first model is never refused.
 */
export function compareModels({ next, inForce, heldOut }: Contest): Comparison {
  const after = rightsOf(next, heldOut);
  const before = inForce && rightsOf(inForce, heldOut);
  const rows = AXES.map((axis) => ({
    axis,
    texts: after[axis].length,
    before: before && share(before[axis]),
    next: share(after[axis]),
    worse: before !== undefined && pairedDifference(before[axis], after[axis]).most < 0,
  }));
  return { rows, refused: refusalOf(rows) };
}

export function printComparison({ rows }: Comparison, inForce: string | undefined): string {
  const percent = (of: number | undefined) => (of === undefined ? '-' : (100 * of).toFixed(1)).padStart(8);
  const head = `held-out texts, right in %: ${inForce ?? 'no model in force'} -> the new one`;
  const lines = rows.map(
    ({ axis, texts, before, next, worse }) =>
      `${axis.padEnd(10)} ${String(texts).padStart(6)} texts ${percent(before)} ->${percent(next)}${worse ? '  worse' : ''}`,
  );
  return [head, ...lines].join('\n');
}

function refusalOf(rows: Comparison['rows']): string | undefined {
  const worse = rows.filter((row) => row.worse).map(({ axis }) => axis);
  if (worse.length > 0) return `the new model is worse on ${worse.join(', ')}`;
  const better = rows.some(({ before, next }) => before === undefined || next > before);
  return better ? undefined : 'the new model is better on no axis';
}

function rightsOf(model: Model, examples: readonly Example[]): Record<Axis, boolean[]> {
  const rights = Object.fromEntries(AXES.map((axis) => [axis, []])) as unknown as Record<Axis, boolean[]>;
  for (const { text, title, channel, stars, labels } of examples) {
    const read = readFeedback({ text, title, channel, rating: stars ? { stars } : undefined });
    const found = decideLabels(model, { ...read, features: featuresOf(read) });
    for (const axis of AXES) if (labels[axis]?.length) rights[axis].push(labels[axis].includes(found[axis].value));
  }
  return rights;
}

function share(rights: readonly boolean[]): number {
  return rights.filter(Boolean).length / Math.max(1, rights.length);
}

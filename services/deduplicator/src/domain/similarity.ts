import { conflict, type MarkKind } from './conflict-marks';
import type { Fingerprint } from './fingerprint';
import type { RelationRules } from './relation-rules';

export type ComparedPrint = Omit<Fingerprint, 'bands'>;

/** How two texts are alike: the reason code and a score of 0 to 1. */
export interface Likeness {
  how: 'same-text' | 'near-text' | 'contained-text';
  score: number;
}

interface Overlap {
  jaccard: number;
  containment: number;
  /** Shingles of the smaller text that were compared. */
  smaller: number;
}

/**
 * Exact when both sketches are whole. Otherwise both are read only up to the highest hash that both are complete to: the
 * same random sample of both texts, so the shares are fair estimates.
 */
export function overlap(a: ComparedPrint, b: ComparedPrint): Overlap {
  const limit = Math.min(limitOf(a), limitOf(b));
  const left = a.sketch.filter((hash) => hash <= limit);
  const right = b.sketch.filter((hash) => hash <= limit);
  const known = new Set(left);
  const shared = right.filter((hash) => known.has(hash)).length;
  const smaller = Math.min(left.length, right.length);
  const together = left.length + right.length - shared;
  return {
    jaccard: together === 0 ? 0 : shared / together,
    containment: smaller === 0 ? 0 : shared / smaller,
    smaller,
  };
}

/** The rule for two texts of one customer. */
export function sameMatter(a: ComparedPrint, b: ComparedPrint, rules: RelationRules): Likeness | null {
  if (a.exact === '' || b.exact === '') return null;
  if (a.exact === b.exact) return { how: 'same-text', score: 1 };
  if (contradiction(a, b)) return null;
  const { jaccard, containment, smaller } = overlap(a, b);
  const { sameCustomer } = rules;
  if (jaccard >= sameCustomer.jaccard) return { how: 'near-text', score: rounded(jaccard) };
  if (containment >= sameCustomer.containment && smaller >= sameCustomer.leastShared)
    return { how: 'contained-text', score: rounded(containment) };
  return null;
}

/**
 * The rule for two texts of different or unknown people; `least` is the shortest text that counts. Says nothing of the
 * matter: templates are alike and each about its own amount, bank or person.
 */
export function alike(
  a: ComparedPrint,
  b: ComparedPrint,
  { rules, least }: { rules: RelationRules; least: { zh: number; other: number } },
): Likeness | null {
  const script = a.zh ? 'zh' : 'other';
  const [shorter, longer] = [Math.min(a.length, b.length), Math.max(a.length, b.length)];
  if (a.zh !== b.zh || shorter < least[script]) return null;
  if (a.exact === b.exact) return { how: 'same-text', score: 1 };
  if (shorter < rules.leastLength[script]) return null;
  const tier = rules.lookalike[script].find((some) => shorter < some.below && longer >= some.longer)!;
  const { jaccard, containment } = overlap(a, b);
  if (jaccard >= tier.jaccard) return { how: 'near-text', score: rounded(jaccard) };
  if (containment >= tier.containment && shorter >= longer * tier.lengthRatio)
    return { how: 'contained-text', score: rounded(containment) };
  return null;
}

/** In what two texts contradict each other; the same words never do. */
export function contradiction(a: ComparedPrint, b: ComparedPrint): MarkKind | null {
  return a.exact === b.exact ? null : conflict(a.marks, b.marks);
}

function limitOf({ cut, sketch }: ComparedPrint): number {
  return cut ? sketch[sketch.length - 1]! : Infinity;
}

function rounded(score: number): number {
  return Math.floor(score * 10_000 + 0.5) / 10_000;
}

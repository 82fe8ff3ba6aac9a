import type { CaseFact, CaseLabels, FeedbackFact } from './case-fact';
import type { Term } from './policy-pack/policy-pack';

/** Labels that a case had from a change on. */
export interface LabelsSince {
  caseVersion: number;
  since: number;
  labels: CaseLabels;
}

/** What the labels of a case were, in order; the last are those known now. */
export function labelsOfCase(facts: readonly CaseFact[]): LabelsSince[] {
  const ordered = facts.length === 1 ? facts : [...facts].sort(byVersion);
  const history: LabelsSince[] = [];
  let last: CaseLabels | undefined;
  for (const { caseVersion, changedAt, labels } of ordered) {
    if (last && sameLabels(last, labels)) continue;
    history.push({ caseVersion, since: changedAt.getTime(), labels });
    last = labels;
  }
  return history;
}

/** Whether figures group them alike. */
export function sameLabels(a: CaseLabels, b: CaseLabels): boolean {
  return a.product === b.product && a.cause === b.cause && a.kind === b.kind;
}

/** By recorded time, then by the version of the case: two cases that were joined have versions of their own. */
export function byVersion(a: CaseFact, b: CaseFact): number {
  return a.changedAt.getTime() - b.changedAt.getTime() || a.caseVersion - b.caseVersion;
}

/**
 * Whether a term holds for a feedback, and until when. A class that was corrected later holds from the beginning: being
 * classed wrongly must not win time. A case that leaves the term's classes leaves it at that moment, not before.
 * @returns null when it never holds; Infinity when it holds now
 */
export function holdsUntil(
  { starts }: Term,
  { channel, caseVersion }: FeedbackFact,
  history: readonly LabelsSince[],
): number | null {
  if (!includes(starts.channels, channel)) return null;
  if (starts.kinds === 'all' && starts.products === 'all') return Infinity;
  let until: number | null = null;
  for (const [index, { labels, since }] of history.entries()) {
    if ((history[index + 1]?.caseVersion ?? Infinity) <= caseVersion) continue;
    if (isOf(starts, labels)) until = Infinity;
    else if (until === Infinity) until = since;
  }
  return until;
}

function isOf({ kinds, products }: Term['starts'], { kind, product }: CaseLabels): boolean {
  return includes(kinds, kind) && includes(products, product);
}

function includes(allowed: 'all' | readonly string[], value: string): boolean {
  return allowed === 'all' || allowed.includes(value);
}

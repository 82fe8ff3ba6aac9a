import type { Labels } from '@hearback/contracts';
import { AXES, AXIS_VALUES, type Axis } from '../rules';
import { reasonsOf, type Score } from '../scores';
import type { ReadFeedback } from './features';

const WORDS = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;
const REASONS_SHOWN = 5;

/** Whether nothing was said that a model could weigh: no text at all, or signs only. */
export function isWordless({ text, title }: ReadFeedback): boolean {
  return !WORDS.test(text.folded) && !(title && WORDS.test(title.folded));
}

/** What the rules make of stars and channel alone. No confidence: a person decides. */
export function wordlessLabels({ rules }: ReadFeedback): Pick<Labels, Axis> {
  const labels: Partial<Record<Axis, unknown>> = {};
  for (const axis of AXES) {
    const scores = rules[axis] as Record<string, Score>;
    const values: readonly string[] = AXIS_VALUES[axis];
    const value = values.reduce((a, b) => (scores[b]!.points > scores[a]!.points ? b : a));
    const reasons = reasonsOf(scores[value]!, REASONS_SHOWN);
    const because = reasons.length > 0 ? reasons : [{ rule: 'nothing-else-said' }];
    labels[axis] = { value, confidence: 0, needsReview: true, because };
  }
  return labels as Pick<Labels, Axis>;
}

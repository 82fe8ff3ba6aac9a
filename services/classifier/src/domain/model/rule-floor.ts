import { AXIS_VALUES, type Axis } from '../rules';
import type { Score } from '../scores';
import type { ReadFeedback } from './features';
import { FIRST_OUTPUT } from './outputs';

/** Points from which on a rule is taken at its word: the least of a single word for a danger. */
const NAMED = 3;
/** Values that are rare and cost most when missed, and the odds by which a rule that names one raises it. */
const RAISED: readonly { axis: Axis; value: string; odds: number }[] = [
  { axis: 'urgency', value: 'critical', odds: 4 },
  { axis: 'urgency', value: 'high', odds: 2 },
  { axis: 'cause', value: 'account-security', odds: 1.5 },
  { axis: 'cause', value: 'personal-information', odds: 1.5 },
  { axis: 'cause', value: 'product-information', odds: 1.5 },
];

/** What few texts could teach the model the rules still know: a danger they name is likelier than the model says. */
export function raiseByRules(probabilities: Float64Array, { rules }: ReadFeedback): void {
  for (const { axis, value, odds } of RAISED) {
    const scores = rules[axis] as Record<string, Score>;
    if (scores[value]!.points < NAMED) continue;
    raise(probabilities, { axis, value }, odds);
  }
}

function raise(probabilities: Float64Array, { axis, value }: { axis: Axis; value: string }, odds: number): void {
  const from = FIRST_OUTPUT[axis];
  const values: readonly string[] = AXIS_VALUES[axis];
  const raised = from + values.indexOf(value);
  const mass = 1 + (odds - 1) * probabilities[raised]!;
  probabilities[raised]! *= odds;
  for (let k = from; k < from + values.length; k += 1) probabilities[k]! /= mass;
}

import type { Labels, Reason } from '@hearback/contracts';
import { AXES, AXIS_VALUES, type Axis } from '../rules';
import { reasonsOf, type Score } from '../scores';
import { outputsOf, toProbabilities } from './apply-model';
import type { Features, ReadFeedback } from './features';
import { gramReasons, type Choice } from './gram-reasons';
import type { Model } from './model';
import { FIRST_OUTPUT } from './outputs';
import { raiseByRules } from './rule-floor';

const REASONS_SHOWN = 5;
/** Rules come first, because their names say more; what the model learned keeps some room beside them. */
const RULES_SHOWN = 3;

type AxisLabels = Pick<Labels, Axis>;

/** The labels of a feedback by the model, with the floor that the rules put under rare and dangerous values. */
export function decideLabels(model: Model, read: ReadFeedback & { features: Features }): AxisLabels {
  const probabilities = toProbabilities(outputsOf(model, read.features), model.header.temperature);
  raiseByRules(probabilities, read);
  const labels: Partial<Record<Axis, unknown>> = {};
  for (const axis of AXES) {
    const choice = choose(probabilities, axis, model.header.urgentFrom);
    const value = AXIS_VALUES[axis][choice.chosen - FIRST_OUTPUT[axis]]!;
    const confidence = Math.round(1_000 * probabilities[choice.chosen]!) / 1_000;
    const score = (read.rules[axis] as Record<string, Score>)[value]!;
    labels[axis] = {
      value,
      confidence,
      needsReview: confidence < model.header.needsReviewBelow[axis],
      because: because(reasonsOf(score, RULES_SHOWN), gramReasons(model, read, choice)),
    };
  }
  return labels as AxisLabels;
}

/** The likeliest value and the next; urgent ones together need less than half to be taken for urgent. */
export function choose(probabilities: Float64Array, axis: Axis, urgentFrom: number): Choice {
  const from = FIRST_OUTPUT[axis];
  const likeliest = bestTwo(probabilities, from, from + AXIS_VALUES[axis].length);
  if (axis !== 'urgency') return likeliest;
  // critical, high, normal, low.
  const urgent = probabilities[from]! + probabilities[from + 1]!;
  const pair = urgent >= urgentFrom ? from : from + 2;
  const { chosen } = bestTwo(probabilities, pair, pair + 2);
  return { chosen, next: chosen === likeliest.chosen ? likeliest.next : likeliest.chosen };
}

function bestTwo(probabilities: Float64Array, from: number, to: number): Choice {
  let [chosen, next] = probabilities[from]! >= probabilities[from + 1]! ? [from, from + 1] : [from + 1, from];
  for (let k = from + 2; k < to; k += 1) {
    if (probabilities[k]! > probabilities[chosen]!) [chosen, next] = [k, chosen];
    else if (probabilities[k]! > probabilities[next]!) next = k;
  }
  return { chosen, next };
}

// A stretch that a rule already shows is not shown twice.
function because(rules: Reason[], learned: Reason[]): Reason[] {
  const inRule = ({ field, start, end }: Reason) =>
    rules.some((r) => r.field === field && r.start! <= start! && end! <= r.end!);
  const shown = rules.concat(learned.filter((reason) => !inRule(reason))).slice(0, REASONS_SHOWN);
  return shown.length > 0 ? shown : [{ rule: 'nothing-else-said' }];
}

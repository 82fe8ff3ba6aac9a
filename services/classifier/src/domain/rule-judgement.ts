import { decideCause } from './decide-cause';
import { decideKind } from './decide-kind';
import { decideProduct } from './decide-product';
import { decideSentiment } from './decide-sentiment';
import { decideUrgency } from './decide-urgency';
import type { Axis } from './rules';
import type { Scores } from './scores';
import type { Statement } from './statement';

/** What the rules say of every axis: points for each value, with the words they rest on. */
export type RuleJudgement = { [A in Axis]: Scores<A> };

/** The axes build on each other: a feeling speaks for a kind, a kind for a cause and an urgency. */
export function judgeByRules(statement: Statement): RuleJudgement {
  const sentiment = decideSentiment(statement);
  const kind = decideKind(statement, sentiment);
  return {
    product: decideProduct(statement).scores,
    cause: decideCause(statement, kind.value).scores,
    kind: kind.scores,
    sentiment: sentiment.decision.scores,
    urgency: decideUrgency(statement, kind.value).scores,
  };
}

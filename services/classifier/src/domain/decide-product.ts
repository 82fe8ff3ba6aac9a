import { add, decide, scoresOf, type Decision } from './scores';
import type { Statement } from './statement';

export function decideProduct(statement: Statement): Decision<'product'> {
  const scores = scoresOf('product', statement.evidence);
  // Who rates the bank's app speaks of the app unless the words say otherwise.
  if (statement.channel === 'app-rating') add(scores['e-banking'], 1.2, { rule: 'channel' });
  return decide('product', scores);
}

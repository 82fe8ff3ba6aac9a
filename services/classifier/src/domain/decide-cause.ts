import type { Labels } from '@hearback/contracts';
import { add, decide, multiply, scoresOf, type Decision, type Scores } from './scores';
import { isOver, type Statement } from './statement';

/** Nothing is wrong for someone who praises, wishes, asks or takes it back; a complaint without a word for its cause has another one. */
export function decideCause(statement: Statement, kind: Labels['kind']['value']): Decision<'cause'> {
  const scores = scoresOf('cause', statement.evidence);
  if (kind === 'praise') {
    weakenTroubles(scores, 0.35);
    add(scores.none, 1.5, { rule: 'praise' });
  }
  if (isOver(statement)) {
    weakenTroubles(scores, 0.5);
    add(scores.none, 1.5, { rule: 'taken-back' });
  }
  if (kind === 'suggestion') multiply(scores['system-failure'], 0.8);
  if (kind === 'complaint') add(scores.other, 1, { rule: 'complaint-without-named-cause' });
  if (kind === 'enquiry') add(scores.none, 1, { rule: 'plain-question' });
  if (kind === 'other') add(scores.none, 0.5, { rule: 'nothing-else-said' });
  return decide('cause', scores);
}

function weakenTroubles(scores: Scores<'cause'>, factor: number): void {
  for (const value of Object.keys(scores) as (keyof typeof scores)[])
    if (value !== 'none') multiply(scores[value], factor);
}

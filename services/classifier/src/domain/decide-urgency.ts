import type { Labels } from '@hearback/contracts';
import { add, decide, multiply, scoresOf, type Decision } from './scores';
import { isOver, type Statement } from './statement';

/** Points from which on a danger is taken for one: the least of a single such word. */
const DANGER = 3;

/** Recall first: whatever may be money or safety in danger goes up, and the reason is always shown. */
export function decideUrgency(statement: Statement, kind: Labels['kind']['value']): Decision<'urgency'> {
  const scores = scoresOf('urgency', statement.evidence);
  if (kind === 'complaint' || kind === 'enquiry') add(scores.normal, 0.6, { rule: kind });
  if (kind === 'praise' || kind === 'suggestion') {
    add(scores.low, kind === 'praise' ? 2.5 : 2, { rule: kind });
    multiply(scores.high, 0.4);
  }
  multiply(scores.critical, dangerLeft(statement, kind));
  // What makes a case pressing makes a danger more so: a threat to a pregnant woman stays a threat.
  if (scores.critical.points >= DANGER) add(scores.critical, scores.high.points, []);
  if (statement.resolved) multiply(scores.high, 0.4);
  if (isOver(statement)) {
    multiply(scores.critical, 0.3);
    multiply(scores.high, 0.3);
    add(scores.low, 1.5, { rule: 'taken-back' });
  }
  return decide('urgency', scores);
}

// Trouble that is over, was averted, or is only imagined still needs an answer, but not tonight.
function dangerLeft(statement: Statement, kind: Labels['kind']['value']): number {
  const over = statement.resolved ? 0.4 : 1;
  if (statement.defused && kind === 'praise') return over * 0.1;
  return statement.hypothetical && kind !== 'complaint' ? over * 0.5 : over;
}

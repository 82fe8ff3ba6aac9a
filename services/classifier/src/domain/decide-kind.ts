import type { SentimentDecision } from './decide-sentiment';
import { add, decide, multiply, reasonsOf, scoresOf, type Decision, type Scores } from './scores';
import { isOver, strongestCause, type Statement } from './statement';

const FROM_FEELING = 0.7;
const FEELINGS_SHOWN = 5;
/** A feeling counts less where the opposite feeling stands beside it. */
const OPPOSITE = 0.4;
const FROM_CAUSE = 0.35;
/** "Fix this!! How can it be?": anger makes a question rhetorical. */
const RHETORICAL_FROM = 2.4;

export function decideKind(statement: Statement, feeling: SentimentDecision): Decision<'kind'> {
  const scores = scoresOf('kind', statement.evidence);
  const { positive, negative } = feeling;
  const reasons = reasonsOf(feeling.decision.scores[feeling.decision.value], FEELINGS_SHOWN);
  add(scores.complaint, FROM_FEELING * Math.max(0, negative - OPPOSITE * positive), negative > positive ? reasons : []);
  add(scores.praise, FROM_FEELING * Math.max(0, positive - OPPOSITE * negative), positive > negative ? reasons : []);
  const cause = strongestCause(statement);
  if (cause && feeling.decision.value !== 'positive') add(scores.complaint, cause.weight * FROM_CAUSE, cause.because);
  if (negative > RHETORICAL_FROM && negative > positive) {
    multiply(scores.enquiry, 0.5);
    multiply(scores.suggestion, 0.6);
  }
  if (statement.resolved) {
    multiply(scores.complaint, 0.4);
    add(scores.praise, 1, { rule: 'resolved' });
  }
  if (isOver(statement)) {
    multiply(scores.complaint, 0.4);
    add(scores.other, 2, { rule: 'taken-back' });
  }
  addPriors(scores, statement);
  return decide('kind', scores);
}

function addPriors(scores: Scores<'kind'>, statement: Statement): void {
  if (statement.channel === 'third-party') add(scores.complaint, 1, { rule: 'channel' });
  if (statement.channel === 'hotline') add(scores.enquiry, 0.2, { rule: 'channel' });
  if (statement.stars !== undefined && statement.stars <= 2) add(scores.complaint, 0.6, { rule: 'stars' });
  if (statement.stars === 5) add(scores.praise, 0.4, { rule: 'stars' });
}

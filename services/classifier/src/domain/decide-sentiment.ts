import { add, decide, multiply, scoresOf, type Decision } from './scores';
import { isOver, strongestCause, type Statement } from './statement';

/** Points of a star rating: customers who give one star rarely mean it kindly, but five-star complaints are common. */
const STARS: Record<number, ['negative' | 'positive', number]> = {
  1: ['negative', 1.6],
  2: ['negative', 1.1],
  4: ['positive', 0.9],
  5: ['positive', 1.3],
};
/** Trouble that is told without any word of feeling is still no pleasure. */
const TROUBLE_SHARE = 0.4;

export interface SentimentDecision {
  decision: Decision<'sentiment'>;
  positive: number;
  negative: number;
}

export function decideSentiment(statement: Statement): SentimentDecision {
  const scores = scoresOf('sentiment', statement.evidence);
  const trouble = strongestCause(statement);
  if (trouble) add(scores.negative, trouble.weight * TROUBLE_SHARE, trouble.because);
  const stars = statement.stars === undefined ? undefined : STARS[statement.stars];
  if (stars) add(scores[stars[0]], stars[1], { rule: 'stars' });
  // Thanks for a danger averted name the danger.
  if (statement.defused && scores.positive.points >= 1) multiply(scores.negative, 0.3);
  if (statement.resolved) {
    multiply(scores.negative, 0.5);
    add(scores.positive, 1, { rule: 'resolved' });
  }
  if (isOver(statement)) {
    multiply(scores.negative, 0.4);
    add(scores.neutral, 1, { rule: 'taken-back' });
  }
  return {
    decision: decide('sentiment', scores),
    positive: scores.positive.points,
    negative: scores.negative.points,
  };
}

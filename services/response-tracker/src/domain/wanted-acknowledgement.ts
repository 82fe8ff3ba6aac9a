import { coveredBy } from './covered-by';
import { firstAnswer } from './counting-replies';
import { termsAt } from './promise-policy';
import { settleClock, type Settling } from './settle-clock';
import type { WantedClock } from './wanted-clock';

/** The promises to confirm that a case has arrived: met by any reply that was delivered, also an automatic one. */
export function wantedAcknowledgements(settling: Settling): WantedClock[] {
  const { story, inForce } = settling;
  const round = story.course.rounds[0]!;
  const clocks: WantedClock[] = [];
  for (const termInForce of termsAt(inForce.policies, 'acknowledgement', round.startedAt)) {
    const clock = settleClock(settling, termInForce, {
      at: round.startedAt,
      feedback: round.feedback,
      instance: 0,
      customerKey: '',
      covers: coveredBy(story, round),
      answer: (dueAt) => firstAnswer(story, story.replies, { start: round.startedAt, dueAt }),
    });
    if (clock) clocks.push(clock);
  }
  return clocks;
}

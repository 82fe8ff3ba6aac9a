import type { CaseStory } from './case-story';
import type { Round } from './course-of-case';
import { coveredBy } from './covered-by';
import { termsAt } from './promise-policy';
import { settleClock, type Answer, type Settling } from './settle-clock';
import type { WantedClock } from './wanted-clock';

/**
 * The promises to ask the customer after a resolution: met by a visit that reached them, withdrawn when the case is
 * opened again first. A visit that was written down after the due time comes too late, whatever time it names.
 */
export function wantedFollowUps(settling: Settling): WantedClock[] {
  const clocks: WantedClock[] = [];
  for (const round of settling.story.course.rounds) {
    const { resolved, reopenedAt } = round;
    if (!resolved) continue;
    for (const termInForce of termsAt(settling.inForce.policies, 'follow-up-visit', resolved.at)) {
      const clock = settleClock(settling, termInForce, {
        at: resolved.at,
        feedback: round.feedback,
        instance: round.instance,
        customerKey: '',
        covers: coveredBy(settling.story, round),
        answer: (dueAt) => visitedBy(settling.story, round, dueAt),
        stop: reopenedAt === null ? undefined : { at: reopenedAt, reason: 'reopened' },
      });
      if (clock) clocks.push(clock);
    }
  }
  return clocks;
}

function visitedBy({ visits }: CaseStory, { resolved }: Round, dueAt: number): Answer | null {
  for (const { visitId, visitedAt, changedAt } of visits) {
    const at = visitedAt.getTime();
    if (at >= resolved!.at && at <= dueAt && changedAt.getTime() <= dueAt) return { at, by: visitId, confirmed: false };
  }
  return null;
}

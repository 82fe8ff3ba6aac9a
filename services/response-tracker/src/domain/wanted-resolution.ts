import type { Round } from './course-of-case';
import { coveredBy } from './covered-by';
import { termsAt } from './promise-policy';
import { settleClock, type Answer, type Settling } from './settle-clock';
import type { WantedClock } from './wanted-clock';

/**
 * The promises that a case is resolved, the bank's own and the legal ones: one for each round of the case, from its start
 * until somebody resolves it. A round that was resolved stays as it was when another starts.
 */
export function wantedResolutions(settling: Settling, kind: 'resolution' | 'legal'): WantedClock[] {
  const clocks: WantedClock[] = [];
  for (const round of settling.story.course.rounds)
    for (const termInForce of termsAt(settling.inForce.policies, kind, round.startedAt)) {
      const clock = settleClock(settling, termInForce, {
        at: round.startedAt,
        feedback: round.feedback,
        instance: round.instance,
        customerKey: '',
        covers: coveredBy(settling.story, round),
        answer: (dueAt) => resolvedBy(round, dueAt),
      });
      if (clock) clocks.push(clock);
    }
  return clocks;
}

/** The resolution counts when it was written down; nobody can name an earlier time. */
export function resolvedBy({ resolved }: Round, dueAt: number): Answer | null {
  return resolved && resolved.at <= dueAt ? { at: resolved.at, by: resolved.by, confirmed: false } : null;
}

import type { CaseStory } from './case-story';
import type { Round } from './course-of-case';

/** The feedbacks that a round of a case answers for: those received until it was resolved. */
export function coveredBy({ feedbacks }: CaseStory, { resolved }: Round): string[] {
  const covered: string[] = [];
  for (const { feedbackId, receivedAt } of feedbacks)
    if (!resolved || receivedAt.getTime() <= resolved.at) covered.push(feedbackId);
  return covered;
}

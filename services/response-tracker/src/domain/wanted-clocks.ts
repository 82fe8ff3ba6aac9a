import type { CaseFact } from './case-fact';
import { caseStory } from './case-story';
import type { InForce } from './promise-policy';
import type { Settling } from './settle-clock';
import { wantedAcknowledgements } from './wanted-acknowledgement';
import type { WantedClock } from './wanted-clock';
import { wantedFollowUps } from './wanted-follow-up';
import { wantedProgress } from './wanted-progress';
import { wantedResolutions } from './wanted-resolution';
import { wantedResponses } from './wanted-response';

export { answerableAt } from './case-story';
export type { WantedClock } from './wanted-clock';

export interface CaseOfFacts {
  caseId: string;
  /** In any order, also repeated. */
  facts: readonly CaseFact[];
}

/**
 * Every promise of a case: a pure function of what happened and when, whatever the order in which it came to be known
 * (design: Promises are a pure function of times, not of arrival).
 * @param now tells running from missed, and which versions of a calendar are known
 */
export function wantedClocks({ caseId, facts }: CaseOfFacts, inForce: InForce, now: Date): WantedClock[] {
  const story = caseStory(caseId, facts);
  if (!story) return [];
  const settling: Settling = { story, inForce, now };
  return [
    ...wantedResponses(settling),
    ...wantedProgress(settling),
    ...wantedResolutions(settling, 'resolution'),
    ...wantedResolutions(settling, 'legal'),
    ...wantedAcknowledgements(settling),
    ...wantedFollowUps(settling),
  ];
}

import type { ClockState as ClockStateName } from '@hearback/contracts';
import type { Answerable, ClockLabels, ClockSubject, DueTerms } from '@hearback/proof';
import type { CaseFact } from './case-fact';
import type { InForce } from './promise-policy';

/** An approved extension that holds, and the terms after it. */
export interface Extended extends DueTerms {
  extensionId: string;
  requestedBy: string;
  approvedBy: string;
  reason: string;
  /** When it was approved. */
  at: Date;
}

/** A promise as it must be, given what is known of its case. */
export interface WantedClock extends ClockSubject, ClockLabels, Answerable {
  clockId: string;
  /** Whose promise it is; '' where it is the whole case's. */
  customerKey: string;
  startedAt: Date;
  /** With every extension. */
  dueAt: Date;
  provisional: boolean;
  calendarVersion: string | null;
  warnings: DueTerms['warnings'];
  policyVersion: string;
  state: ClockStateName;
  fulfilledAt: Date | null;
  /** Id of the reply or visit, or the version of the case that resolved it. */
  fulfilledBy: string | null;
  /** Met by a reply that was logged after the due time, and that a second person vouches for. */
  confirmed: boolean;
  withdrawnReason: string | null;
  /** Every feedback that this promise answers for, in order of time. */
  covers: readonly string[];
  /** In order; its first terms are `original`, or those above when there is none. */
  extensions: readonly Extended[];
  original: DueTerms | null;
}

export interface CaseOfFacts {
  caseId: string;
  /** In any order, also repeated. */
  facts: readonly CaseFact[];
}

/**
 * Every promise of a case: a pure function of what happened and when, whatever the order in which it came to be known
 * (design: Promises are a pure function of times, not of arrival).
 * @param now only tells running from missed
 */
export function wantedClocks(ofCase: CaseOfFacts, inForce: InForce, now: Date): WantedClock[] {
  void [ofCase, inForce, now];
  return [];
}

/** Who answered for the case at a moment: the last assignment by then. */
export function answerableAt(facts: readonly CaseFact[], at: Date): Answerable {
  void [facts, at];
  return { owner: null, team: null };
}

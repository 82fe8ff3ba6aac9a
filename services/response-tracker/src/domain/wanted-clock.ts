import type { ClockState as ClockStateName } from '@hearback/contracts';
import type { Answerable, ClockLabels, ClockSubject, Warning } from '@hearback/proof';

/** When a promise is due and when to warn. */
export interface WantedTerms {
  dueAt: Date;
  /** Counted over days that no notice has ruled yet. */
  provisional: boolean;
  /** The version of the calendar that last moved the due time; null where only the clock on the wall counts. */
  calendarVersion: string | null;
  warnings: readonly Warning[];
}

/** An approved extension that holds. */
export interface GrantedExtension {
  extensionId: string;
  requestedBy: string;
  approvedBy: string;
  reason: string;
}

/** One move of the due time, and the terms after it; without an extension, a version of the calendar moved it. */
export interface DueChange extends WantedTerms {
  at: Date;
  extension: GrantedExtension | null;
}

/** A promise as it must be, given what is known of its case. */
export interface WantedClock extends ClockSubject, ClockLabels, Answerable, WantedTerms {
  clockId: string;
  /** Whose promise it is; '' where it is the whole case's. */
  customerKey: string;
  startedAt: Date;
  policyVersion: string;
  state: ClockStateName;
  fulfilledAt: Date | null;
  /** Id of the reply or visit; for a resolution `resolved-` and the version of the case. */
  fulfilledBy: string | null;
  /** Met by a reply that was logged after the due time, and that a second person vouches for. */
  confirmed: boolean;
  withdrawnReason: string | null;
  withdrawnAt: Date | null;
  /** Every feedback that this promise answers for, in order of time. */
  covers: readonly string[];
  /** As it was when it started; the terms above are those after the last of `changes`. */
  original: WantedTerms;
  /** In order of time. */
  changes: readonly DueChange[];
}

import type { ClockState as ClockStateName, EscalationRole, PromiseKind } from '@hearback/contracts';

/** What a clock is about; said once, by its first event, and never changed. No personal data: it is hashed for ever. */
export interface ClockSubject {
  caseId: string;
  promise: PromiseKind;
  /** The term of the policy pack that asks for it, such as `legal-15-days`. */
  term: string;
  /** 0 for the first of its kind, then which one: the revision that started it, or how often the case was reopened. */
  instance: number;
  /** The feedback that started it, or the one that opened the case. */
  feedbackId: string;
  channel: string;
  sourceId: string;
  branch: string | null;
}

/** Labels of the case by which figures are grouped. */
export interface ClockLabels {
  product: string;
  cause: string;
  kind: string;
}

export interface Warning {
  /** Seconds before the due time. */
  secondsLeft: number;
  to: EscalationRole;
}

/** Who answered for the case when the promise was met or missed. */
export interface Answerable {
  owner: string | null;
  team: string | null;
}

/** When a promise is due. `calendarVersion` is null where only the clock on the wall counts. */
export interface DueTerms {
  dueAt: string;
  /** Counted over days that no notice has ruled yet. */
  provisional: boolean;
  calendarVersion: string | null;
  warnings: readonly Warning[];
}

/** Something that happened to a clock. Times in `data` are ISO 8601 UTC with milliseconds, because it is kept as JSON. */
export type ClockHappening =
  | { kind: 'activated'; data: ClockSubject & ClockLabels & DueTerms & { startedAt: string } }
  | { kind: 'warned'; data: Warning }
  /** `by`: the id of the reply, resolution or visit. `confirmed`: logged after the due time, and a second person vouches. */
  | { kind: 'fulfilled'; data: Answerable & { by: string; confirmed: boolean } }
  | { kind: 'breached'; data: Answerable }
  | {
      kind: 'extended';
      data: DueTerms & { extensionId: string; requestedBy: string; approvedBy: string; reason: string };
    }
  /** `recomputed`: facts that came later show that another promise answers for this. Otherwise why the case ended. */
  | { kind: 'withdrawn'; data: { reason: string } }
  /** All that may change, as it is from now on: a reply found later, a calendar, a class, a person. */
  | {
      kind: 'restated';
      data: ClockLabels &
        DueTerms &
        Answerable & {
          reason: RestatedReason;
          state: ClockStateName;
          fulfilledAt: string | null;
          fulfilledBy: string | null;
          confirmed: boolean;
          withdrawnReason: string | null;
        };
    };

/**
 * `facts`: something that happened earlier came to be known. `calendar`: a notice or an override of the calendar.
 * `labels`: a person corrected the class. `policy`: a changed policy that says it applies to running promises.
 */
export type RestatedReason = 'facts' | 'calendar' | 'labels' | 'policy';

export type ClockEvent = ClockHappening & {
  /** From 1 without gaps. */
  sequence: number;
  effectiveAt: Date;
  recordedAt: Date;
  policyVersion: string;
};

/** An event with its link of the chain: SHA-256 in hexadecimal over itself and the link before (`eventHash`). */
export type ChainedEvent = ClockEvent & { hash: string };

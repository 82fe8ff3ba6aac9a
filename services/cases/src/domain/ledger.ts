import type { CaseChange, LabelValues, Labels } from '@hearback/contracts';
import { nextState, type CaseStep } from './case-state';
import type { Arrival, HistoryEntry, KnownCase, KnownFeedback } from './case';

/** A content of a feedback, in force or not. */
export interface RevisionEntry {
  arrival: Arrival;
  revision: number;
  outdated: boolean;
  substantive: boolean;
}

/** Working copy of what is known while a batch is decided, and the record of what changed. Never outlives the batch. */
export interface Ledger {
  now: string;
  /** How long a feedback waits for the one it relates to before it gets a case of its own. */
  waitMs: number;
  feedbacks: Map<string, KnownFeedback>;
  cases: Map<string, KnownCase>;
  /** By feedbackId: the contents that a feedback had besides the one in force, by hash. */
  contents: Map<string, Map<string, number>>;
  /** First content of each feedback seen for the first time, in order of arrival. */
  firstContents: Map<string, Arrival>;
  revisions: RevisionEntry[];
  /** Latest content in force, by feedbackId, where it changed. */
  revised: Map<string, Arrival>;
  /** Latest relabelling of a content that was in force at that moment, by feedbackId and hash. */
  relabelled: Map<string, Arrival>;
  /** Relabellings, by CloudEvents id, of a content that was not in force any more. */
  notInForce: Set<string>;
  newCases: Set<string>;
  changedFeedbacks: Set<string>;
  changedCases: Set<string>;
  history: HistoryEntry[];
}

/** The bare values of labels, as cases and their events carry them. */
export function valuesOf(labels: Labels): LabelValues {
  return {
    product: labels.product.value,
    cause: labels.cause.value,
    kind: labels.kind.value,
    sentiment: labels.sentiment.value,
    urgency: labels.urgency.value,
  };
}

/** Marks a feedback as changed; harmless for one that is new in this batch. */
export function touch(ledger: Ledger, feedback: KnownFeedback): void {
  if (!ledger.firstContents.has(feedback.feedbackId)) ledger.changedFeedbacks.add(feedback.feedbackId);
}

/** Gives a case its next version: one change, one event, no gaps. */
export function changeCase(
  ledger: Ledger,
  record: KnownCase,
  change: { change: CaseChange; step?: CaseStep; labelsBefore?: LabelValues; traceparent?: string | null },
): void {
  if (change.step) record.state = nextState(record.state, change.step) ?? record.state;
  record.version += 1;
  if (!ledger.newCases.has(record.caseId)) ledger.changedCases.add(record.caseId);
  ledger.history.push({
    event: {
      caseId: record.caseId,
      caseVersion: record.version,
      changedAt: ledger.now,
      state: record.state,
      channel: record.channel,
      labels: record.labels,
      change: change.change,
    },
    by: null,
    text: null,
    ...(change.labelsBefore ? { labelsBefore: change.labelsBefore } : {}),
    traceparent: change.traceparent ?? null,
  });
}

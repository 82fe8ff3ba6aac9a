import {
  deterministicId,
  type CaseChange,
  type CaseState,
  type EXTENDABLE_PROMISES,
  type LabelValues,
  type ReplyRequested,
  type VisitOutcome,
  type WithdrawalReason,
} from '@hearback/contracts';
import type { HistoryEntry, KnownCase, KnownFeedback } from './case';

export type ExtendablePromise = (typeof EXTENDABLE_PROMISES)[number];

/** What a person (or a machine with a key) wants done to a case. */
export type Command =
  | { kind: 'assign'; assignee: string; team?: string | undefined }
  | { kind: 'note'; text: string }
  | { kind: 'reply'; text: string; by: 'channel' | 'logged'; repliedAt?: string | undefined }
  | { kind: 'confirm-reply'; replyId: string; evidence: string }
  | { kind: 'resolve' }
  | { kind: 'reopen'; reason: string }
  | { kind: 'withdraw'; reason: WithdrawalReason; note?: string | undefined }
  | { kind: 'extend'; promise: ExtendablePromise; reason: string }
  | { kind: 'approve-extension'; extensionId: string; noticeAt?: string | undefined }
  | { kind: 'follow-up'; outcome: VisitOutcome; visitedAt?: string | undefined; note?: string | undefined }
  | { kind: 'unlink'; reason: string }
  | { kind: 'link'; reason: string }
  | { kind: 'reclassify'; labels: Partial<LabelValues> };

export type Refusal =
  | 'stale-version'
  | 'not-allowed-in-this-state'
  | 'needs-second-person'
  | 'source-cannot-reply'
  | 'feedback-not-in-case'
  | 'feedback-opened-case'
  | 'feedback-has-no-case'
  | 'feedback-in-case-already'
  | 'feedback-is-withdrawn'
  | 'case-has-others'
  | 'reply-before-feedback'
  | 'reply-in-future'
  | 'reply-not-in-case'
  | 'reply-not-logged'
  | 'reply-already-confirmed'
  | 'extension-not-in-case'
  | 'extension-already-approved'
  | 'notice-in-future'
  | 'visit-before-resolution'
  | 'visit-in-future';

/** The feedback of the case that a reply answers. */
export interface AnsweredFeedback {
  feedbackId: string;
  speaker: string;
  receivedAt: string;
  /** Where a reply through the channel goes; null when its source cannot carry one. */
  way?: ReplyWay | null;
}

export type ReplyWay = Pick<ReplyRequested, 'channel' | 'sourceId' | 'externalId' | 'contactsEncrypted' | 'callBack'>;

/** A change of the case as its history has it. */
export interface PastChange {
  change: CaseChange;
  changedAt: string;
  by: { id: string; name: string } | null;
  text: string | null;
}

/** What some commands must know of the case besides its record; null where it is not there or not asked for. */
export interface CommandContext {
  /** reply: what it answers. */
  answered: AnsweredFeedback | null;
  /** confirm-reply: the reply. */
  reply: { loggedBy: string; origin: 'logged' | 'observed'; confirmed: boolean } | null;
  /** approve-extension: what was asked for. */
  extension: { promise: ExtendablePromise; reason: string; requestedBy: string; approved: boolean } | null;
  /** follow-up: when the case was resolved last. */
  resolvedAt: string | null;
  /** unlink: the feedback that leaves, and the case's whole history in order. */
  leaving: { feedback: KnownFeedback; history: readonly PastChange[] } | null;
  /** link: the feedback that comes, the case it is in, and that case's whole history in order. */
  coming: { feedback: KnownFeedback; home: KnownCase; history: readonly PastChange[] } | null;
}

export const NO_CONTEXT: CommandContext = {
  answered: null,
  reply: null,
  extension: null,
  resolvedAt: null,
  leaving: null,
  coming: null,
};

export interface DecideInput<C extends Command = Command> {
  record: KnownCase;
  command: C;
  /** The version the command was decided on. */
  version: number;
  who: { id: string; name: string };
  now: Date;
  /** Ids derive from it, so that the same command makes the same note or reply. */
  idempotencyKey: string;
  context: CommandContext;
  /** The caller's trace, which the event continues. */
  traceparent: string | null;
}

/** The case that an unlinked feedback has from now on. */
export interface SplitOff {
  record: KnownCase;
  history: HistoryEntry[];
  feedback: KnownFeedback;
  /** Of the replies that go along. */
  replyIds: string[];
}

/** What a linked feedback brings along from the case it was in. */
export interface TakenIn {
  feedback: KnownFeedback;
  /** The case it was in, as it is from now on. */
  home: KnownCase;
  /** Further versions of this case, after the one that says who came, and then the one of `home`. */
  history: HistoryEntry[];
  /** Of the replies that come along. */
  replyIds: string[];
}

/** What a person said of two feedbacks; kept as an example beside what the deduplicator had said of the first. */
export interface RelationExample {
  said: 'same-matter' | 'another-matter';
  feedbackId: string;
  otherId: string;
}

/** Ids that a command made, as its answer shows them. */
export interface Made {
  noteId?: string;
  replyId?: string;
  extensionId?: string;
  visitId?: string;
  newCaseId?: string;
  fromCaseId?: string;
}

/** What a command does besides giving the case its next version. */
export interface Effect {
  change: CaseChange;
  /** Words that stay in PostgreSQL. */
  text?: string | undefined;
  made?: Made;
  /** Where the state is another than the command's own step leads to. */
  state?: CaseState;
  /** Other columns of the case that change. */
  fields?: Partial<KnownCase>;
  splitOff?: SplitOff;
  takenIn?: TakenIn;
  example?: RelationExample;
  /** A reply that goes out through the channel. */
  outgoing?: ReplyRequested;
}

export type EffectOrRefusal = Effect | { error: Refusal };

/** Clocks of those who write down what happened elsewhere may run ahead by this much. */
const FUTURE_MS = 300_000;

export function isInFuture(at: Date, now: Date): boolean {
  return at.getTime() > now.getTime() + FUTURE_MS;
}

/** The same for the same command, however often it is sent. */
export function madeId({ who, record, idempotencyKey }: DecideInput, kind: string): string {
  return deterministicId(kind, who.id, record.caseId, idempotencyKey);
}

/** A reason's code is published; its words stay in PostgreSQL and are `other` outside. */
export function reasonCode(reason: string): string {
  return /^[a-z][a-z0-9-]{0,63}$/.test(reason) ? reason : 'other';
}

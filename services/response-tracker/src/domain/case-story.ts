import { FEEDBACK_LIMITS, type VisitOutcome } from '@hearback/contracts';
import type { Answerable } from '@hearback/proof';
import type {
  AssignedFact,
  CaseFact,
  ExtensionFact,
  FeedbackFact,
  ReplyFact,
  RevisionFact,
  VisitFact,
} from './case-fact';
import { courseOfCase, type Course } from './course-of-case';
import { byVersion, labelsOfCase, type LabelsSince } from './labels-of-case';

/** Facts of a case by kind, each once and in order of time, without those that belong to another case. */
export interface CaseStory {
  caseId: string;
  /** By `receivedAt`; never empty. */
  feedbacks: readonly FeedbackFact[];
  /** Substantive ones. */
  revisions: readonly RevisionFact[];
  /** Delivered ones, also automatic, by `repliedAt`; none from the future. */
  replies: readonly ReplyFact[];
  /** Who vouched for which reply. */
  confirmations: ReadonlyMap<string, readonly string[]>;
  visits: readonly VisitFact[];
  extensions: readonly ExtensionFact[];
  assignments: readonly AssignedFact[];
  labels: readonly LabelsSince[];
  course: Course;
}

/** What happened in a case; null while no feedback of it is known: the rest waits. */
export function caseStory(caseId: string, facts: readonly CaseFact[]): CaseStory | null {
  const gone = unlinkedFeedbacks(facts);
  const feedbacks = feedbacksOf(facts, gone);
  if (feedbacks.length === 0) return null;
  const of = <K extends CaseFact['kind']>(kind: K) => ofKind(facts, kind);
  const revisions = of('revision').filter(({ substantive, feedbackId }) => substantive && !gone.has(feedbackId));
  const visits = once(of('followed-up'), ({ visitId }) => visitId).filter(happened);
  return {
    caseId,
    feedbacks,
    revisions,
    replies: repliesOf(facts, gone),
    confirmations: confirmationsOf(facts),
    visits: visits.sort((a, b) => a.visitedAt.getTime() - b.visitedAt.getTime()),
    extensions: once(of('extended'), ({ extensionId }) => extensionId).sort(byVersion),
    assignments: of('assigned').sort(byVersion),
    labels: labelsOfCase(facts),
    course: courseOfCase(facts, { feedbacks, revisions, visits }),
  };
}

/** Who answered for the case at a moment: the last assignment recorded by then. */
export function answerableAt(assignments: readonly CaseFact[], at: Date): Answerable {
  let last: AssignedFact | undefined;
  for (const fact of assignments)
    if (fact.kind === 'assigned' && fact.changedAt <= at && (!last || byVersion(last, fact) <= 0)) last = fact;
  return last ? { owner: last.owner, team: last.team } : { owner: null, team: null };
}

// Most cases have one fact; what they have none of costs nothing.
const NONE: readonly never[] = [];
const NO_CONFIRMATIONS: ReadonlyMap<string, readonly string[]> = new Map();
const NOTHING_GONE: ReadonlyMap<string, number> = new Map();

function ofKind<K extends CaseFact['kind']>(facts: readonly CaseFact[], kind: K): Extract<CaseFact, { kind: K }>[] {
  const found: CaseFact[] = [];
  for (const fact of facts) if (fact.kind === kind) found.push(fact);
  return found as Extract<CaseFact, { kind: K }>[];
}

/** Feedbacks that left the case and did not come back; by the version that said so. */
function unlinkedFeedbacks(facts: readonly CaseFact[]): ReadonlyMap<string, number> {
  let gone: Map<string, number> | undefined;
  for (const fact of facts) {
    if (fact.kind !== 'feedback-unlinked') continue;
    gone ??= new Map();
    gone.set(fact.feedbackId, Math.max(fact.caseVersion, gone.get(fact.feedbackId) ?? 0));
  }
  if (!gone) return NOTHING_GONE;
  for (const fact of facts)
    if (fact.kind === 'feedback' && fact.caseVersion > (gone.get(fact.feedbackId) ?? Infinity))
      gone.delete(fact.feedbackId);
  return gone;
}

function feedbacksOf(facts: readonly CaseFact[], gone: ReadonlyMap<string, number>): readonly FeedbackFact[] {
  const first = new Map<string, FeedbackFact>();
  for (const fact of facts) {
    if (fact.kind !== 'feedback' || gone.has(fact.feedbackId)) continue;
    const known = first.get(fact.feedbackId);
    if (!known || fact.receivedAt < known.receivedAt) first.set(fact.feedbackId, fact);
  }
  const feedbacks = [...first.values()];
  return feedbacks.length < 2 ? feedbacks : feedbacks.sort(byReceipt);
}

function byReceipt(a: FeedbackFact, b: FeedbackFact): number {
  return a.receivedAt.getTime() - b.receivedAt.getTime() || compare(a.feedbackId, b.feedbackId);
}

function repliesOf(facts: readonly CaseFact[], gone: ReadonlyMap<string, number>): readonly ReplyFact[] {
  const replies = ofKind(facts, 'reply');
  if (replies.length === 0) return NONE;
  return once(replies, ({ replyId }) => replyId)
    .filter((reply) => !gone.has(reply.feedbackId) && !isFuture(reply.repliedAt, reply.changedAt))
    .sort((a, b) => a.repliedAt.getTime() - b.repliedAt.getTime() || compare(a.replyId, b.replyId));
}

function confirmationsOf(facts: readonly CaseFact[]): ReadonlyMap<string, readonly string[]> {
  const confirmations = ofKind(facts, 'reply-confirmed');
  if (confirmations.length === 0) return NO_CONFIRMATIONS;
  const by = new Map<string, string[]>();
  for (const { replyId, by: person } of confirmations) by.set(replyId, [...(by.get(replyId) ?? []), person]);
  return by;
}

const HAPPENED: readonly VisitOutcome[] = ['satisfied', 'dissatisfied'];

/** A visit that reached the customer, and that lies not in the future. */
function happened({ outcome, visitedAt, changedAt }: VisitFact): boolean {
  return HAPPENED.includes(outcome) && !isFuture(visitedAt, changedAt);
}

// Nobody can have done something in the future; the clocks of senders may run ahead a little.
function isFuture(at: Date, knownAt: Date): boolean {
  return at.getTime() > knownAt.getTime() + FEEDBACK_LIMITS.futureMs;
}

/** Each fact once: the one that was recorded first. */
function once<F extends CaseFact>(facts: readonly F[], idOf: (fact: F) => string): F[] {
  const first = new Map<string, F>();
  for (const fact of facts) {
    const known = first.get(idOf(fact));
    if (!known || byVersion(fact, known) < 0) first.set(idOf(fact), fact);
  }
  return [...first.values()];
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import { FEEDBACK_LIMITS, deterministicId, type Channel } from '@hearback/contracts';
import type { CaseFact, FeedbackFact, ReplyFact, RevisionFact } from './case-fact';
import { policyAt, startsPromise, type Policy, type PolicyInForce } from './policy';

/** A promise as it must be, given what is known of its case. */
export interface WantedClock {
  clockId: string;
  caseId: string;
  customerKey: string;
  promise: 'first-reply';
  /** The feedback that started it, and 0 or the number of the revision that did. */
  feedbackId: string;
  revision: number;
  channel: Channel;
  sourceId: string;
  branch: string | null;
  startedAt: Date;
  dueAt: Date;
  /** Seconds left at which to warn. */
  thresholds: readonly number[];
  policyVersion: string;
  state: 'running' | 'met' | 'missed';
  /** When and by which reply it was met. */
  fulfilledAt: Date | null;
  replyId: string | null;
  /** Every feedback that this promise answers for, in order of time: the starting one and those that joined. */
  covers: readonly string[];
}

export interface CaseOfFacts {
  caseId: string;
  /** In any order, also repeated. */
  facts: readonly CaseFact[];
}

/** A moment that may start a promise: a feedback, or a revision of one. */
interface Starter {
  at: number;
  feedback: FeedbackFact;
  revision: number;
}

/**
 * The first-reply promises of a case (design: Promises are a pure function of times, not of arrival). For each customer
 * of the case: the first feedback that no promise answers for starts one, later ones join it until it is met or missed,
 * and one after that starts another. It is met by the first human, substantive reply at or after its start and at or
 * before its due time. A substantive revision after an answer starts one; any other revision belongs to what it revises.
 * @param policies at least one, by time
 * @param now only tells running from missed
 */
export function wantedClocks(
  { caseId, facts }: CaseOfFacts,
  policies: readonly PolicyInForce[],
  now: Date,
): WantedClock[] {
  const feedbacks = firstOfEach(facts);
  const starters = byCustomer([...feedbacks.values()], revisionsOf(facts));
  const replies = countingReplies(facts, feedbacks);
  return [...starters.keys()]
    .sort()
    .flatMap((customerKey) =>
      clocksOfCustomer(
        caseId,
        { starters: starters.get(customerKey)!, replies: replies.get(customerKey) ?? [] },
        policies,
      ),
    )
    .map((clock) => (clock.state === 'missed' && clock.dueAt >= now ? { ...clock, state: 'running' as const } : clock));
}

function clocksOfCustomer(
  caseId: string,
  { starters, replies }: { starters: Starter[]; replies: ReplyFact[] },
  policies: readonly PolicyInForce[],
): WantedClock[] {
  const clocks: WantedClock[] = [];
  const covered: string[][] = [];
  for (const starter of starters.sort(byTime)) {
    const last = clocks.at(-1);
    if (last && starter.at <= endOf(last)) {
      join(covered.at(-1)!, starter);
      continue;
    }
    const policy = policyAt(policies, new Date(starter.at));
    if (!mayStart(starter, policy, replies)) continue;
    const { clock, covers } = startClock(caseId, starter, policy);
    answer(clock, replies);
    covered.push(covers);
    clocks.push(clock);
  }
  return clocks;
}

function join(covers: string[], { feedback }: Starter): void {
  if (!covers.includes(feedback.feedbackId)) covers.push(feedback.feedbackId);
}

// A revision before any answer belongs to the promise of its feedback, also when that was missed: nothing new is owed.
function mayStart(starter: Starter, policy: Policy, replies: readonly ReplyFact[]): boolean {
  if (!startsPromise(policy, { kind: starter.feedback.feedbackKind, channel: starter.feedback.channel })) return false;
  if (starter.revision === 0) return true;
  const spoken = starter.feedback.receivedAt.getTime();
  return replies.some(({ repliedAt }) => spoken <= repliedAt.getTime() && repliedAt.getTime() < starter.at);
}

function startClock(caseId: string, { at, feedback, revision }: Starter, policy: Policy) {
  const { feedbackId, customerKey, channel, sourceId, branch } = feedback;
  const covers: string[] = [feedbackId];
  const clock: WantedClock = {
    clockId: deterministicId('clock', caseId, customerKey, 'first-reply', feedbackId, revision),
    caseId,
    customerKey,
    promise: 'first-reply',
    feedbackId,
    revision,
    channel,
    sourceId,
    branch,
    startedAt: new Date(at),
    dueAt: new Date(at + policy.firstReply.lengthSeconds * 1_000),
    thresholds: policy.firstReply.warnings,
    policyVersion: policy.version,
    state: 'missed',
    fulfilledAt: null,
    replyId: null,
    covers,
  };
  return { clock, covers };
}

function answer(clock: WantedClock, replies: readonly ReplyFact[]): void {
  const inTime = replies.find(
    (reply) => clock.startedAt <= reply.repliedAt && reply.repliedAt <= clock.dueAt && !loggedAfter(reply, clock.dueAt),
  );
  if (!inTime) return;
  clock.state = 'met';
  clock.fulfilledAt = inTime.repliedAt;
  clock.replyId = inTime.replyId;
}

// A reply logged by hand after the due time needs evidence and a second person before it counts as made in time; until
// Hearback can record those two, it does not count. What a machine observed speaks for itself.
function loggedAfter(reply: ReplyFact, dueAt: Date): boolean {
  return reply.origin === 'logged' && reply.knownAt > dueAt;
}

/** Up to this moment, included, what the customer says joins the promise. */
function endOf(clock: WantedClock): number {
  return (clock.fulfilledAt ?? clock.dueAt).getTime();
}

function firstOfEach(facts: readonly CaseFact[]): Map<string, FeedbackFact> {
  const first = new Map<string, FeedbackFact>();
  for (const fact of facts) {
    if (fact.kind !== 'feedback') continue;
    const known = first.get(fact.feedbackId);
    if (!known || fact.receivedAt < known.receivedAt) first.set(fact.feedbackId, fact);
  }
  return first;
}

function revisionsOf(facts: readonly CaseFact[]): Map<string, RevisionFact[]> {
  const revisions = new Map<string, RevisionFact[]>();
  for (const fact of facts) {
    if (fact.kind !== 'revision' || !fact.substantive) continue;
    const known = revisions.get(fact.feedbackId);
    if (!known) revisions.set(fact.feedbackId, [fact]);
    else if (!known.some(({ revision }) => revision === fact.revision)) known.push(fact);
  }
  return revisions;
}

// A revision whose feedback is not known yet waits for it.
function byCustomer(feedbacks: readonly FeedbackFact[], revisions: Map<string, RevisionFact[]>) {
  const starters = new Map<string, Starter[]>();
  for (const feedback of feedbacks) {
    const list = starters.get(feedback.customerKey) ?? [];
    starters.set(feedback.customerKey, list);
    list.push({ at: feedback.receivedAt.getTime(), feedback, revision: 0 });
    for (const { receivedAt, revision } of revisions.get(feedback.feedbackId) ?? [])
      list.push({ at: receivedAt.getTime(), feedback, revision });
  }
  return starters;
}

function byTime(a: Starter, b: Starter): number {
  return a.at - b.at || a.revision - b.revision || compare(a.feedback.feedbackId, b.feedback.feedbackId);
}

/** Replies that can meet a promise, by customer and in order of time. */
function countingReplies(
  facts: readonly CaseFact[],
  feedbacks: ReadonlyMap<string, FeedbackFact>,
): Map<string, ReplyFact[]> {
  const counting = new Map<string, ReplyFact[]>();
  for (const reply of facts) {
    if (reply.kind !== 'reply' || !counts(reply)) continue;
    const customerKey = feedbacks.get(reply.feedbackId)?.customerKey ?? reply.customerKey;
    const known = counting.get(customerKey);
    if (known) known.push(reply);
    else counting.set(customerKey, [reply]);
  }
  for (const replies of counting.values())
    replies.sort((a, b) => a.repliedAt.getTime() - b.repliedAt.getTime() || compare(a.replyId, b.replyId));
  return counting;
}

// Only a person who says something answers; nobody can have replied in the future.
function counts(reply: ReplyFact): boolean {
  const future = reply.repliedAt.getTime() > reply.knownAt.getTime() + FEEDBACK_LIMITS.futureMs;
  return !reply.automatic && reply.substantive && !future;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

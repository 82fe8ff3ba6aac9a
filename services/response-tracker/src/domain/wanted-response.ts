import type { FeedbackFact, ReplyFact } from './case-fact';
import { compare, type CaseStory } from './case-story';
import { firstAnswer, isHuman } from './counting-replies';
import { termsAt, type TermInForce } from './promise-policy';
import { settleClock, type Settling } from './settle-clock';
import type { WantedClock } from './wanted-clock';

/** A moment that may start a promise: a feedback (0), or a revision of one. */
interface Starter {
  at: number;
  feedback: FeedbackFact;
  revision: number;
}

/**
 * The 24-hour promises of a case. For each customer: the first feedback that no promise answers for starts one, later
 * ones join it until it is met, missed or withdrawn, and one after that starts another. Met by the first human,
 * substantive reply at or after its start and at or before its due time. A substantive revision after an answer starts
 * one; any other revision belongs to what it revises. Until a customer was answered it is a first reply, then a next one.
 */
export function wantedResponses(settling: Settling): WantedClock[] {
  const { story } = settling;
  const customers = startersByCustomer(story);
  const replies = repliesByCustomer(story);
  const clocks: WantedClock[] = [];
  for (const customerKey of [...customers.keys()].sort())
    ofCustomer(settling, { starters: customers.get(customerKey)!, replies: replies.get(customerKey) ?? [] }, clocks);
  return clocks;
}

interface Spoken {
  starters: readonly Starter[];
  replies: readonly ReplyFact[];
}

function ofCustomer(settling: Settling, spoken: Spoken, clocks: WantedClock[]): void {
  let endsAt = -Infinity;
  let covers: string[] = [];
  for (const starter of spoken.starters) {
    if (starter.at <= endsAt) {
      if (!covers.includes(starter.feedback.feedbackId)) covers.push(starter.feedback.feedbackId);
      continue;
    }
    if (starter.revision > 0 && !answeredBefore(spoken.replies, starter.feedback.receivedAt.getTime(), starter.at))
      continue;
    const joined = [starter.feedback.feedbackId];
    const clock = start(settling, spoken, { ...starter, covers: joined });
    if (!clock) continue;
    covers = joined;
    endsAt = (clock.fulfilledAt ?? clock.withdrawnAt ?? clock.dueAt).getTime();
    clocks.push(clock);
  }
}

// A revision before any answer belongs to the promise of its feedback, also when that was missed: nothing new is owed.
function answeredBefore(replies: readonly ReplyFact[], spoken: number, before: number): boolean {
  return replies.some(({ repliedAt }) => spoken <= repliedAt.getTime() && repliedAt.getTime() < before);
}

function start(settling: Settling, { starters, replies }: Spoken, starter: Starter & { covers: readonly string[] }) {
  const { at, feedback, revision, covers } = starter;
  const first = starters[0]!.at;
  const kind = answeredBefore(replies, first, at) ? 'next-reply' : 'first-reply';
  for (const termInForce of responseTerms(settling, kind, at)) {
    const answer = (dueAt: number) => firstAnswer(settling.story, replies, { start: at, dueAt });
    const { customerKey } = feedback;
    const clock = settleClock(settling, termInForce, { at, feedback, instance: revision, customerKey, covers, answer });
    if (clock) return clock;
  }
  return null;
}

const asNextReply = new WeakMap<TermInForce, TermInForce>();

// A policy that names no term for a follow-up promises it what it promises the first time.
function responseTerms({ inForce }: Settling, kind: 'first-reply' | 'next-reply', at: number): readonly TermInForce[] {
  const terms = termsAt(inForce.policies, kind, at);
  if (terms.length > 0 || kind === 'first-reply') return terms;
  return termsAt(inForce.policies, 'first-reply', at).map((first) => {
    const known = asNextReply.get(first);
    if (known) return known;
    const next: TermInForce = { term: { ...first.term, kind: 'next-reply' }, policyVersion: first.policyVersion };
    asNextReply.set(first, next);
    return next;
  });
}

function startersByCustomer({ feedbacks, revisions }: CaseStory): Map<string, Starter[]> {
  const customers = new Map<string, Starter[]>();
  for (const feedback of feedbacks) {
    const starters = customers.get(feedback.customerKey) ?? [];
    customers.set(feedback.customerKey, starters);
    starters.push({ at: feedback.receivedAt.getTime(), feedback, revision: 0 });
    for (const { feedbackId, receivedAt, revision } of revisions)
      if (feedbackId === feedback.feedbackId && !starters.some((known) => isRevision(known, feedbackId, revision)))
        starters.push({ at: receivedAt.getTime(), feedback, revision });
  }
  for (const starters of customers.values()) if (starters.length > 1) starters.sort(byTime);
  return customers;
}

function isRevision(starter: Starter, feedbackId: string, revision: number): boolean {
  return starter.revision === revision && starter.feedback.feedbackId === feedbackId;
}

function byTime(a: Starter, b: Starter): number {
  return a.at - b.at || a.revision - b.revision || compare(a.feedback.feedbackId, b.feedback.feedbackId);
}

/** A reply belongs to the customer of the feedback that it answers, however the channel names them. */
function repliesByCustomer({ feedbacks, replies }: CaseStory): Map<string, ReplyFact[]> {
  const customers = new Map<string, ReplyFact[]>();
  for (const reply of replies) {
    if (!isHuman(reply)) continue;
    const known = feedbacks.find(({ feedbackId }) => feedbackId === reply.feedbackId);
    const customerKey = known?.customerKey ?? reply.customerKey;
    const ofOne = customers.get(customerKey);
    if (ofOne) ofOne.push(reply);
    else customers.set(customerKey, [reply]);
  }
  return customers;
}

import { deterministicId } from '@hearback/contracts';
import type { FeedbackFact } from './case-fact';
import { answerableAt, type CaseStory } from './case-story';
import { holdsUntil } from './labels-of-case';
import { movedDue } from './moved-due';
import type { InForce, TermInForce } from './promise-policy';
import type { WantedClock } from './wanted-clock';

/** What every promise of a case is settled by. */
export interface Settling {
  story: CaseStory;
  inForce: InForce;
  now: Date;
}

/** What meets a promise. */
export interface Answer {
  at: number;
  by: string;
  confirmed: boolean;
}

/** What ends a promise without an answer. */
export interface Stop {
  at: number;
  reason: string;
}

export interface Start {
  at: number;
  feedback: FeedbackFact;
  instance: number;
  /** '' for a promise of the whole case. */
  customerKey: string;
  covers: readonly string[];
  /** The first answer at or before a due time (ms). */
  answer(dueAt: number): Answer | null;
  /** Ends it beside a withdrawal of the case and a change of its class. */
  stop?: Stop | undefined;
}

/**
 * The promise that starts so under a term, as it stands at `now`: met by its answer at or before the due time, withdrawn
 * when something ended it before that, else missed after the due time. Null when the term does not hold for it.
 */
export function settleClock(settling: Settling, termInForce: TermInForce, start: Start): WantedClock | null {
  const { story, now } = settling;
  const holds = holdsUntil(termInForce.term, start.feedback, story.labels);
  if (holds === null || holds <= start.at) return null;
  const stop = stopOf(story, { start, termInForce, holds });
  const stopAt = stop?.at ?? Infinity;
  const answer = (dueAt: number) => {
    const found = start.answer(dueAt);
    return found !== null && found.at <= stopAt ? found : null;
  };
  const moved = movedDue({ term: termInForce.term, start, answer, stopAt }, settling);
  const clock = draft(story, termInForce, { start, moved });
  end(clock, { story, now, answer: answer(clock.dueAt.getTime()), stop: stop ?? null });
  return clock;
}

function end(
  clock: WantedClock,
  { story, now, answer, stop }: { story: CaseStory; now: Date; answer: Answer | null; stop: Stop | null },
): void {
  if (answer) {
    clock.state = 'met';
    clock.fulfilledAt = new Date(answer.at);
    clock.fulfilledBy = answer.by;
    clock.confirmed = answer.confirmed;
  } else if (stop && stop.at <= clock.dueAt.getTime()) {
    clock.state = 'withdrawn';
    clock.withdrawnAt = new Date(stop.at);
    clock.withdrawnReason = stop.reason;
  } else if (clock.dueAt < now) clock.state = 'missed';
  if (clock.state !== 'met' && clock.state !== 'missed') return;
  const { owner, team } = answerableAt(story.assignments, clock.fulfilledAt ?? clock.dueAt);
  clock.owner = owner;
  clock.team = team;
}

/** The first thing that ends a promise unanswered; one that starts in a withdrawn case ends as it starts. */
function stopOf(
  { course }: CaseStory,
  { start, termInForce, holds }: { start: Start; termInForce: TermInForce; holds: number },
): Stop | undefined {
  let first = start.stop;
  if (holds !== Infinity) first = earlier(first, { at: holds, reason: 'recomputed' });
  if (!termInForce.term.endsOnWithdrawal) return first;
  for (const { at, until, reason } of course.withdrawals)
    if (until > start.at) first = earlier(first, { at: Math.max(at, start.at), reason });
  return first;
}

function earlier(a: Stop | undefined, b: Stop): Stop {
  return a && a.at <= b.at ? a : b;
}

function draft(
  story: CaseStory,
  { term, policyVersion }: TermInForce,
  { start, moved }: { start: Start; moved: ReturnType<typeof movedDue> },
): WantedClock {
  const { caseId } = story;
  const { feedback, instance, customerKey, covers } = start;
  const { labels } = story.labels.at(-1)!;
  const { original, changes } = moved;
  const terms = changes.at(-1) ?? original;
  return {
    clockId: clockIdOf(caseId, term, start),
    caseId,
    customerKey,
    promise: term.kind,
    term: term.promise,
    instance,
    feedbackId: feedback.feedbackId,
    channel: feedback.channel,
    sourceId: feedback.sourceId,
    branch: feedback.branch,
    product: labels.product,
    cause: labels.cause,
    kind: labels.kind,
    owner: null,
    team: null,
    startedAt: new Date(start.at),
    dueAt: terms.dueAt,
    provisional: terms.provisional,
    calendarVersion: terms.calendarVersion,
    warnings: terms.warnings,
    policyVersion,
    state: 'running',
    fulfilledAt: null,
    fulfilledBy: null,
    confirmed: false,
    withdrawnReason: null,
    withdrawnAt: null,
    covers,
    original,
    changes,
  };
}

// A clock never changes when it started, so a later round of a case that turns out to have started at another time is
// another clock. A revision starts at one time only.
function clockIdOf(
  caseId: string,
  { kind, promise }: TermInForce['term'],
  { customerKey, feedback, instance, at }: Start,
): string {
  const parts = ['clock', caseId, customerKey, kind, promise, feedback.feedbackId, instance] as const;
  if (customerKey !== '' || instance === 0) return deterministicId(...parts);
  return deterministicId(...parts, at);
}

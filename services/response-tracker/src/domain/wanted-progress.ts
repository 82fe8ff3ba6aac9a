import type { ReplyFact } from './case-fact';
import type { Round } from './course-of-case';
import { coveredBy } from './covered-by';
import { firstAnswer, isHuman } from './counting-replies';
import { termsAt, type TermInForce } from './promise-policy';
import { settleClock, type Settling } from './settle-clock';
import type { WantedClock } from './wanted-clock';
import { resolvedBy } from './wanted-resolution';

/**
 * The promises to tell how it stands: from the start of a round, then from each human, substantive reply, until the case
 * is resolved. Met by the next such reply or by the resolution. After a miss the next starts with the late reply.
 */
export function wantedProgress(settling: Settling): WantedClock[] {
  const clocks: WantedClock[] = [];
  const replies = settling.story.replies.filter(isHuman);
  let instance = 0;
  for (const round of settling.story.course.rounds)
    for (let at: number | null = round.startedAt; at !== null; instance += 1) {
      const found = ofMoment(settling, { round, replies, at, instance });
      clocks.push(...found);
      at = found[0] ? nextStart(found[0], round, replies) : null;
    }
  return clocks;
}

interface Moment {
  round: Round;
  replies: readonly ReplyFact[];
  at: number;
  instance: number;
}

function ofMoment(settling: Settling, moment: Moment): WantedClock[] {
  const clocks: WantedClock[] = [];
  for (const termInForce of termsAt(settling.inForce.policies, 'progress-update', moment.at)) {
    if (moment.at > moment.round.startedAt && !termInForce.term.repeats) continue;
    const clock = progress(settling, termInForce, moment);
    if (clock) clocks.push(clock);
  }
  return clocks;
}

function progress(settling: Settling, termInForce: TermInForce, { round, replies, at, instance }: Moment) {
  return settleClock(settling, termInForce, {
    at,
    feedback: round.feedback,
    instance,
    customerKey: '',
    covers: coveredBy(settling.story, round),
    answer: (dueAt) => {
      const resolved = resolvedBy(round, dueAt);
      const reply = firstAnswer(settling.story, replies, { start: at + 1, dueAt });
      return reply && (!resolved || reply.at <= resolved.at) ? reply : resolved;
    },
  });
}

/** Where the next one starts; null when the round is over, or nobody has said anything since. */
function nextStart(clock: WantedClock, round: Round, replies: readonly ReplyFact[]): number | null {
  if (clock.state === 'withdrawn') return null;
  const dueAt = clock.dueAt.getTime();
  const late = clock.fulfilledAt ? undefined : replies.find(({ repliedAt }) => repliedAt.getTime() > dueAt);
  const next = (clock.fulfilledAt ?? late?.repliedAt)?.getTime();
  return next === undefined || next >= endOf(round) ? null : next;
}

function endOf({ resolved, reopenedAt }: Round): number {
  return Math.min(resolved?.at ?? Infinity, reopenedAt ?? Infinity);
}

import { describeFaults, type Format, type Polled, type VendorAnswer } from '@hearback/channel';
import { abandonRound, afterPage, type ReviewWalk } from '../domain/review-walk';
import { troubleOf, type Trouble } from '../vendors/vendor-trouble';

/** An answer to the question for a page, and what it takes to make sense of it. */
export interface ReviewPage {
  format: Format;
  walk: ReviewWalk;
  answer: VendorAnswer;
  settings: Readonly<Record<string, string>>;
  now: Date;
  /** Where the list continues; null at its end. */
  nextOf(body: Buffer): string | null;
}

/**
 * What an answer came to. A page that is none moves nothing: the vendor still has it, so it is asked for again instead of
 * being kept as refused; single reviews that cannot be read are kept.
 */
export function readReviewPage(page: ReviewPage): Polled {
  const { answer, walk, now } = page;
  const trouble = troubleOf(answer, now);
  // A token of a page that has expired, not a wrong request: the front of the list was answered.
  if (trouble && walk.next !== null && PAGE_GONE.includes(trouble.status))
    return { kind: 'page', items: [], cursor: abandonRound(walk), more: false };
  if (trouble) return polledOf(trouble);
  const contentType = answer.headers['content-type'];
  const reading = page.format.read(answer.body, { contentType, settings: page.settings, mapping: {} });
  if (reading.kind === 'refused')
    return { kind: 'failed', why: `answered something that is no page of reviews: ${describeFaults(reading.faults)}` };
  const items = reading.kind === 'read' ? reading.items : [];
  const replies = reading.kind === 'read' ? (reading.replies ?? []) : [];
  return { kind: 'page', items, replies, ...afterPage(walk, { items, next: page.nextOf(answer.body) }) };
}

/** What trouble with a store means for a poll. */
export function polledOf(trouble: Trouble): Polled {
  const { kind, why } = trouble;
  return kind === 'wait' ? { kind, seconds: trouble.seconds, why } : { kind, why };
}

const PAGE_GONE = [400, 404, 410];

// Answers and edits come within days; further back is a choice of the source.
const DEFAULT_LOOK_BACK_DAYS = 14;

/** How far back a full round goes, in days: what the source says, within what the vendor allows. */
export function lookBackDaysOf(settings: Readonly<Record<string, string>>, atMost: number): number {
  const given = Number(settings.lookBackDays);
  return Math.min(atMost, given >= 1 ? given : DEFAULT_LOOK_BACK_DAYS);
}

import type { Person, TimelineEntry } from './api-shapes';

// Replies that a person gives on the phone, as the register answers them, and what the page makes of them.

export interface CallBack {
  replyId: string;
  caseId: string;
  caseState: string;
  /** What the contact centre calls the customer's own call: there the number is. */
  externalId: string | null;
  /** Masked. */
  customer: { name: string | null; phone: string | null };
  /** What to say. */
  text: string;
  requestedBy: Person;
  requestedAt: string;
  dueAt: string;
  state: string;
  attempts: number;
  lastTriedAt: string | null;
  /** Who has it in hand now; absent in answers of an older service. */
  claim?: CallClaim | null;
}

export interface CallClaim {
  by: Person;
  at: string;
  /** It lapses then. */
  until: string;
}

export interface CallBackPage {
  items: CallBack[];
  next: string | null;
}

export interface CallBackEntry {
  at: string;
  /** `claimed`, `released`, `not-reached`, `spoken` or `given-up`. */
  kind: string;
  by: Person;
  data: Record<string, unknown>;
}

export type CallBackDetail = CallBack & { history: CallBackEntry[] };

export const CALL_OUTCOMES = ['spoken', 'not-reached', 'give-up'] as const;
/** What an agent can say of a call-back; the last part of the address it is sent to. */
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** Taking a call-back in hand and giving it back; the last part of the address it is sent to. */
export type CallHand = 'claim' | 'release';

/** In whose hands a call-back is, for the person who looks at it. */
export function holderOf({ claim }: Pick<CallBack, 'claim'>, userId: string): 'nobody' | 'self' | 'other' {
  if (!claim) return 'nobody';
  return claim.by.id === `user:${userId}` ? 'self' : 'other';
}

export const CALL_ENTRIES = ['claimed', 'released', 'not-reached', 'spoken', 'given-up'] as const;

export const CALL_DUE = ['overdue', 'soon', 'later'] as const;
export type CallDue = (typeof CALL_DUE)[number];

const MINUTE_MS = 60_000;
/** The rest of a shift: what falls due within it is called first. */
const SOON_MS = 4 * 60 * MINUTE_MS;

export function callDue(dueAt: string, now: number): CallDue {
  const left = Date.parse(dueAt) - now;
  if (left < 0) return 'overdue';
  return left <= SOON_MS ? 'soon' : 'later';
}

/**
 * The open ones and those in somebody's hands, the one due first first. What a colleague closes meanwhile does not vanish
 * under the words that are being typed about it.
 */
export function withHeld(open: readonly CallBack[], held: readonly CallBack[]): CallBack[] {
  const ids = new Set(open.map(({ replyId }) => replyId));
  const all = [...open, ...held.filter(({ replyId }) => !ids.has(replyId))];
  return all.sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt) || (a.replyId < b.replyId ? -1 : 1));
}

/**
 * When a call was, of a time typed to the minute: now for this very minute, and not before the task within the minute that
 * the task was made in, where the register would refuse it as a call of before.
 */
export function calledAt(local: string, requestedAt: string, now: number): string {
  const typed = new Date(local).getTime();
  const asked = Date.parse(requestedAt);
  const at = Math.abs(now - typed) < MINUTE_MS ? now : typed;
  return new Date(at < asked && asked - at < MINUTE_MS ? asked : at).toISOString();
}

/** What was said in one entry of a call-back's history, in the words of the person who wrote it. */
export function saidIn({ data }: CallBackEntry): string | null {
  const words = data.note ?? data.reason;
  return typeof words === 'string' && words !== '' ? words : null;
}

/** When the call of an entry was; the entry may have been written later. */
export function calledIn({ at, data }: CallBackEntry): string {
  const called = data.spokenAt ?? data.triedAt;
  return typeof called === 'string' ? called : at;
}

export interface RequestedReply {
  replyId: string;
  feedbackId: string;
  text: string | null;
  requestedAt: string;
  requestedBy: TimelineEntry['by'];
  state: 'waiting' | 'delivered' | 'failed';
  /** When it was delivered, or when the failure was told. */
  settledAt: string | null;
  reason: string | null;
}

/** The replies of a case that were given to its channel, the newest first. One delivered after a failure was told is delivered. */
export function requestedReplies(timeline: readonly TimelineEntry[]): RequestedReply[] {
  return timeline
    .filter(({ kind }) => kind === 'reply-requested')
    .map(({ data, by, at }) => ({
      replyId: String(data?.replyId),
      feedbackId: String(data?.feedbackId),
      text: wordsOf(data?.text),
      requestedAt: at,
      requestedBy: by,
      ...endOf(timeline, data?.replyId),
    }))
    .reverse();
}

type End = Pick<RequestedReply, 'state' | 'settledAt' | 'reason'>;

function endOf(timeline: readonly TimelineEntry[], replyId: unknown): End {
  const entry = (kind: string) => timeline.find((one) => one.kind === kind && one.data?.replyId === replyId);
  const delivered = entry('replied');
  if (delivered)
    return { state: 'delivered', settledAt: wordsOf(delivered.data?.repliedAt) ?? delivered.at, reason: null };
  const failed = entry('reply-failed');
  if (!failed) return { state: 'waiting', settledAt: null, reason: null };
  return { state: 'failed', settledAt: failed.at, reason: wordsOf(failed.data?.text) ?? wordsOf(failed.data?.reason) };
}

function wordsOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A task whose outcome the case has not heard of yet is done for the reader all the same. */
export function standingOf(reply: Pick<RequestedReply, 'state'>, task: Pick<CallBack, 'state'> | null): ReplyStanding {
  if (reply.state !== 'waiting' || task === null) return reply.state;
  return ({ open: 'task', spoken: 'delivered', 'given-up': 'failed' } as const)[task.state] ?? 'waiting';
}

export const REPLY_STANDINGS = ['waiting', 'task', 'delivered', 'failed'] as const;
export type ReplyStanding = (typeof REPLY_STANDINGS)[number];

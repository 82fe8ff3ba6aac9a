import type { RefusalReplayed } from '@hearback/contracts';
import type { Registration } from './register-feedback';

export const REFUSAL_STATES = ['open', 'replayed', 'dismissed', 'superseded'] as const;
export type RefusalState = (typeof REFUSAL_STATES)[number];

/** As much of a refusal as decisions need. */
export interface RefusalRecord {
  state: RefusalState;
  /** The replay under way. */
  replayId: string | null;
}

export type ReplayEffect =
  | { kind: 'nothing' }
  /** Read after all; also of one that a person dismissed or a correction superseded, because its own feedback is there now. */
  | { kind: 'replayed' }
  /** Stays open, with other reasons. `over` says that no replay is under way any more. */
  | { kind: 'refused-again'; over: boolean };

/** What the outcome of a replay does to a refusal. Outcomes may come twice, late, and of several replays at once. */
export function afterReplay(
  refusal: RefusalRecord,
  outcome: Pick<RefusalReplayed, 'replayId' | 'reasons'>,
): ReplayEffect {
  if (refusal.state === 'replayed') return { kind: 'nothing' };
  if (outcome.reasons.length === 0) return { kind: 'replayed' };
  if (refusal.state !== 'open') return { kind: 'nothing' };
  return { kind: 'refused-again', over: refusal.replayId === outcome.replayId };
}

/** Whether a person may say that nothing is to be read; said again it changes nothing. */
export function mayDismiss({
  state,
}: Pick<RefusalRecord, 'state'>): 'yes' | 'done-already' | 'replayed-already' | 'superseded-already' {
  if (state === 'dismissed') return 'done-already';
  return state === 'open' ? 'yes' : `${state}-already`;
}

/** A refusal that tells what its correction will be known by. */
export interface AwaitingRefusal {
  awaits: string;
  /** When it was refused. */
  receivedAt: string;
  /** When its source says that it last changed. */
  sourceUpdatedAt: string | null;
}

/** A content of a feedback, when it was accepted for the first time. */
export interface AcceptedContent {
  feedbackId: string;
  receivedAt: string;
  sourceUpdatedAt: string | null;
  /** What it is known by: its feedbackId, and what it was sent as. */
  names: readonly string[];
}

/**
 * Whether a content is what was refused, corrected. Only what was received after it can be, so that a revision that was
 * refused is not taken for mended by the content before it, nor by a replay of an earlier try; and only what the source
 * says is no older, because sources repeat themselves out of order. Depends on nothing but the two, so that it does not
 * matter which of them was seen first.
 */
export function isSuperseded(refusal: AwaitingRefusal, content: AcceptedContent): boolean {
  if (!content.names.includes(refusal.awaits)) return false;
  if (Date.parse(content.receivedAt) <= Date.parse(refusal.receivedAt)) return false;
  if (refusal.sourceUpdatedAt === null) return true;
  return content.sourceUpdatedAt !== null && Date.parse(content.sourceUpdatedAt) >= Date.parse(refusal.sourceUpdatedAt);
}

/** Of these contents the first that superseded it. */
export function supersededBy(refusal: AwaitingRefusal, contents: readonly AcceptedContent[]): AcceptedContent | null {
  return contents
    .filter((content) => isSuperseded(refusal, content))
    .reduce<AcceptedContent | null>(
      (first, one) => (first && Date.parse(first.receivedAt) <= Date.parse(one.receivedAt) ? first : one),
      null,
    );
}

/** The contents that a batch adds; what was outdated when it came is none. */
export function newContents({ newFeedbacks, revisions }: Pick<Registration, 'newFeedbacks' | 'revisions'>) {
  const arrivals = [
    ...newFeedbacks.map(({ first }) => first),
    ...revisions.flatMap(({ arrival, outdated }) => (outdated ? [] : [arrival])),
  ];
  return arrivals.map(({ feedback, traceparent }) => {
    const { feedbackId, receivedAt, sourceUpdatedAt = null, sentAs } = feedback;
    const names = [feedbackId, ...Object.values(sentAs ?? {})];
    return { feedbackId, receivedAt, sourceUpdatedAt, names, traceparent };
  });
}

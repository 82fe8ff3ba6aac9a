import type { CaseChange } from '@hearback/contracts';
import type { CaseStep } from './case-state';
import type { PastChange } from './command';

/** What a case's history says of one feedback that leaves it. */
export interface GoingAlong {
  /** How it came into the case; the last time, if it came more than once. */
  entered: PastChange | undefined;
  /** Its revisions, the replies to it and their confirmations, and its deletion at the source, in order. */
  along: PastChange[];
  replyIds: string[];
}

/** What belongs to a feedback wherever it goes, from the history of the case that it is in. */
export function whatGoesAlong(history: readonly PastChange[], feedbackId: string): GoingAlong {
  // Before that lies what it took along when it left, and has brought back since.
  const left = history.findLastIndex(({ change }) => leaves(change, feedbackId));
  const present = history.slice(left + 1);
  const replyIds = new Set(present.flatMap(({ change }) => (isReplyTo(change, feedbackId) ? [change.replyId] : [])));
  return {
    entered: present.find(({ change }) => enters(change, feedbackId)),
    along: present.filter(({ change }) => goesAlong(change, feedbackId, replyIds)),
    replyIds: [...replyIds],
  };
}

/** When the words to be answered reached the bank, as the case has it; a bare rating may have got words later. */
export function receivedAtOf(entered: PastChange | undefined): string | undefined {
  return entered && 'feedback' in entered.change ? entered.change.feedback.receivedAt : undefined;
}

/** Whether the case is answered by a reply to a feedback that stays: those of the ones that left went along with them. */
export function isAnsweredWithout(history: readonly PastChange[], leaving: string): boolean {
  const gone = new Set<string>();
  for (const { change } of history) {
    if (change.kind === 'feedback-unlinked') gone.add(change.feedbackId);
    if (change.kind === 'feedback-joined') gone.delete(change.feedback.feedbackId);
    if (change.kind === 'mention-added') gone.delete(change.feedbackId);
  }
  gone.add(leaving);
  return history.some(({ change }) => change.kind === 'replied' && answers(change) && !gone.has(change.feedbackId));
}

export function answers(change: CaseChange): boolean {
  return change.kind === 'replied' && change.substantive && !change.automatic;
}

/** The same step as when this change was made in the old case (register-feedback.ts, revise-feedback.ts). */
export function stepOf(change: CaseChange): CaseStep {
  if (answers(change)) return 'reply';
  return change.kind === 'feedback-revised' && change.substantive ? 'heard-again' : 'note';
}

function enters(change: CaseChange, feedbackId: string): boolean {
  if (change.kind === 'opened' || change.kind === 'feedback-joined') return change.feedback.feedbackId === feedbackId;
  return change.kind === 'mention-added' && change.feedbackId === feedbackId;
}

function leaves(change: CaseChange, feedbackId: string): boolean {
  return change.kind === 'feedback-unlinked' && change.feedbackId === feedbackId;
}

function isReplyTo(change: CaseChange, feedbackId: string): change is CaseChange & { kind: 'replied' } {
  return change.kind === 'replied' && change.feedbackId === feedbackId;
}

function goesAlong(change: CaseChange, feedbackId: string, replyIds: ReadonlySet<string>): boolean {
  if (change.kind === 'feedback-revised' || change.kind === 'source-deleted') return change.feedbackId === feedbackId;
  return isReplyTo(change, feedbackId) || (change.kind === 'reply-confirmed' && replyIds.has(change.replyId));
}

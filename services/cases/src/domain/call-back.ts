import type { ReplyDelivered, ReplyFailed } from '@hearback/contracts';
import { claimedByOther, type CallClaim, type ClaimedByOther } from './call-claim';
import { isInFuture, reasonCode } from './command';

export const CALL_BACK_STATES = ['open', 'spoken', 'given-up'] as const;
export type CallBackState = (typeof CALL_BACK_STATES)[number];

/** A reply that a person gives on the phone. */
export interface CallBack {
  replyId: string;
  /** Where the feedback is now. */
  caseId: string;
  feedbackId: string;
  sourceId: string;
  state: CallBackState;
  requestedAt: string;
  attempts: number;
  /** The last one, lapsed or not; null when nobody claimed it, and once it was released or the task closed. */
  claim: CallClaim | null;
}

/** What an agent says of a call. `callId` is what the contact centre calls it: there anybody can check that it was made. */
export type CallOutcome =
  | { kind: 'spoken'; callId: string; spokenAt: string }
  | { kind: 'not-reached'; callId?: string | undefined; triedAt?: string | undefined; note?: string | undefined }
  | { kind: 'give-up'; reason: string };

export type CallRefusal = 'call-back-closed' | 'call-before-request' | 'call-in-future';

export interface CallDecided {
  ok: true;
  state: CallBackState;
  attempts: number;
  delivered?: ReplyDelivered;
  failed?: ReplyFailed;
}

/**
 * What becomes of a call-back. Only words with the customer answer; one who was not reached is called again. While somebody
 * has claimed it, nobody else speaks of it.
 */
export function decideCallBack(
  task: CallBack,
  outcome: CallOutcome,
  { byId, now }: { byId: string; now: Date },
): CallDecided | { ok: false; error: CallRefusal } | ClaimedByOther {
  if (task.state !== 'open') return { ok: false, error: 'call-back-closed' };
  const other = claimedByOther(task, byId, now);
  if (other) return other;
  const error = faultOf(calledAt(outcome), task, now);
  if (error) return { ok: false, error };
  const { replyId, caseId, feedbackId, sourceId } = task;
  const names = { replyId, caseId, feedbackId, sourceId };
  const attempts = task.attempts + (outcome.kind === 'give-up' ? 0 : 1);
  switch (outcome.kind) {
    case 'spoken': {
      const deliveredAt = new Date(outcome.spokenAt).toISOString();
      const delivered = { ...names, externalReplyId: outcome.callId, deliveredAt, attempts };
      return { ok: true, state: 'spoken', attempts, delivered };
    }
    case 'not-reached':
      return { ok: true, state: 'open', attempts };
    case 'give-up': {
      const failed = { ...names, reason: reasonCode(outcome.reason), failedAt: now.toISOString(), attempts };
      return { ok: true, state: 'given-up', attempts, failed };
    }
  }
}

function calledAt(outcome: CallOutcome): string | undefined {
  if (outcome.kind === 'give-up') return undefined;
  return outcome.kind === 'spoken' ? outcome.spokenAt : outcome.triedAt;
}

// A call made before anybody said what to say is another reply, and is logged as one.
function faultOf(at: string | undefined, { requestedAt }: CallBack, now: Date): CallRefusal | null {
  if (at === undefined) return null;
  if (Date.parse(at) < Date.parse(requestedAt)) return 'call-before-request';
  return isInFuture(new Date(at), now) ? 'call-in-future' : null;
}

/** By when to call, after the bank had the words that nobody has answered. The clocks, and other lengths, are the tracker's. */
export const CALL_BACK_WITHIN_HOURS = 24;

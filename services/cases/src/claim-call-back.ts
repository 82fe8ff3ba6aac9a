import { inTransaction, type PoolClient } from '@hearback/postgres';
import type { CallBack, CallBackState } from './domain/call-back';
import { claimCall, claimedByOther, claimInForce, type CallClaim } from './domain/call-claim';
import { lockCallBack, saveClaim, writeCallBackEntry } from './io/call-back-store';
import type { CallBackDeps, CallBackRefused } from './run-call-back';

type ClaimDeps = Pick<CallBackDeps, 'pool' | 'now' | 'claimLastsMs'>;

export interface ClaimRequest {
  replyId: string;
  who: CallClaim['by'];
}

export interface ClaimAnswer {
  replyId: string;
  caseId: string;
  state: CallBackState;
  claim: CallClaim | null;
}

export type ClaimResult = { ok: true; answer: ClaimAnswer } | CallBackRefused;

/**
 * An agent takes a call-back in hand. The row of the task is locked from the question to the commit, so of two agents at the
 * same moment exactly one has it, and the other is told who. Asked again by who has it, the claim lasts longer; the history
 * has it once.
 */
export function claimCallBack(deps: ClaimDeps, { replyId, who }: ClaimRequest): Promise<ClaimResult> {
  return withTask(deps, replyId, async (client, task) => {
    const now = deps.now();
    const claimed = claimCall(task, who, { now, lastsMs: deps.claimLastsMs });
    if (!claimed.ok) return claimed;
    const { claim } = claimed;
    await saveClaim(client, replyId, claim);
    if (claimInForce(task.claim, now) === null)
      await writeCallBackEntry(client, replyId, { at: now, kind: 'claimed', who, data: { until: claim.until } });
    return answered(task, claim);
  });
}

/** The agent gives it back. What nobody has, or is closed, stays as it is. */
export function releaseCallBack(deps: ClaimDeps, { replyId, who }: ClaimRequest): Promise<ClaimResult> {
  return withTask(deps, replyId, async (client, task) => {
    const now = deps.now();
    const other = claimedByOther(task, who.id, now);
    if (other) return other;
    if (claimInForce(task.claim, now) === null) return answered(task, null);
    await saveClaim(client, replyId, null);
    await writeCallBackEntry(client, replyId, { at: now, kind: 'released', who, data: {} });
    return answered(task, null);
  });
}

function withTask(
  { pool }: ClaimDeps,
  replyId: string,
  work: (client: PoolClient, task: CallBack) => Promise<ClaimResult>,
): Promise<ClaimResult> {
  return inTransaction(pool, async (client) => {
    const task = await lockCallBack(client, replyId);
    return task ? work(client, task) : { ok: false, error: 'call-back-unknown' };
  });
}

function answered({ replyId, caseId, state }: CallBack, claim: CallClaim | null): ClaimResult {
  return { ok: true, answer: { replyId, caseId, state, claim } };
}

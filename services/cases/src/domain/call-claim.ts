import type { CallBack } from './call-back';

/** An agent has a call-back in hand: nobody else is to call, or to say what a call came to, until it lapses. */
export interface CallClaim {
  by: { id: string; name: string };
  at: string;
  /** From this instant on it counts no more. */
  until: string;
}

/** Another than the caller has the call-back in hand. */
export interface ClaimedByOther {
  ok: false;
  error: 'call-back-claimed';
  claim: CallClaim;
}

type Claimed = { ok: true; claim: CallClaim } | { ok: false; error: 'call-back-closed' } | ClaimedByOther;

/** The claim while it counts; null once it has lapsed. */
export function claimInForce(claim: CallClaim | null, now: Date): CallClaim | null {
  return claim !== null && now.getTime() < Date.parse(claim.until) ? claim : null;
}

/** The refusal of whoever is not the one that has the call-back in hand; null when nobody else has. */
export function claimedByOther({ claim }: Pick<CallBack, 'claim'>, byId: string, now: Date): ClaimedByOther | null {
  const held = claimInForce(claim, now);
  return held === null || held.by.id === byId ? null : { ok: false, error: 'call-back-claimed', claim: held };
}

/** Takes a call-back in hand. Who has it already has it for longer, and since the time of the first claim. */
export function claimCall(
  task: Pick<CallBack, 'state' | 'claim'>,
  by: CallClaim['by'],
  { now, lastsMs }: { now: Date; lastsMs: number },
): Claimed {
  if (task.state !== 'open') return { ok: false, error: 'call-back-closed' };
  const other = claimedByOther(task, by.id, now);
  if (other) return other;
  const at = claimInForce(task.claim, now)?.at ?? now.toISOString();
  return { ok: true, claim: { by, at, until: new Date(now.getTime() + lastsMs).toISOString() } };
}

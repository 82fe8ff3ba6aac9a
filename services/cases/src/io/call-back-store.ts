import type { ReplyRequested } from '@hearback/contracts';
import type { PoolClient } from '@hearback/postgres';
import { CALL_BACK_WITHIN_HOURS, type CallBack, type CallDecided, type CallOutcome } from '../domain/call-back';
import type { CallClaim } from '../domain/call-claim';

/**
 * Writes the task of a reply that a person is to give on the phone. It is due when the reply is: after the first words of
 * this customer in the case that no reply covers.
 */
export async function insertCallBack(
  client: PoolClient,
  { replyId, caseId, feedbackId, sourceId, externalId, requestedAt }: ReplyRequested,
): Promise<void> {
  await client.query(
    `insert into call_back (reply_id, feedback_id, source_id, external_id, requested_at, due_at)
     select $1, f.feedback_id, $3, $4, $5, coalesce(
              (select min(o.received_at) from feedback o
                where o.case_id = $6 and o.speaker = f.speaker and o.received_at > coalesce(
                      (select max(r.replied_at) from reply r
                        where r.case_id = $6 and r.substantive and not r.automatic), '-infinity')),
              f.received_at) + $7 * interval '1 hour'
       from feedback f where f.feedback_id = $2
     on conflict do nothing`,
    [replyId, feedbackId, sourceId, externalId ?? null, requestedAt, caseId, CALL_BACK_WITHIN_HOURS],
  );
}

/** The task, locked until the transaction ends; null when there is none. */
export async function lockCallBack(client: PoolClient, replyId: string): Promise<CallBack | null> {
  const { rows } = await client.query<Omit<CallBack, 'requestedAt' | 'claim'> & { requestedAt: Date } & ClaimColumns>(
    `select c.reply_id as "replyId", f.case_id as "caseId", c.feedback_id as "feedbackId", c.source_id as "sourceId",
            c.state, c.requested_at as "requestedAt", c.attempts,
            c.claimed_by_id, c.claimed_by_name, c.claimed_at, c.claimed_until
       from call_back c join feedback f on f.feedback_id = c.feedback_id
      where c.reply_id = $1 and f.case_id is not null for update of c`,
    [replyId],
  );
  const [row] = rows;
  if (!row) return null;
  const { requestedAt, claimed_by_id, claimed_by_name, claimed_at, claimed_until, ...task } = row;
  const claim = claimOf({ claimed_by_id, claimed_by_name, claimed_at, claimed_until });
  return { ...task, requestedAt: requestedAt.toISOString(), claim };
}

/** All null, or none. */
export interface ClaimColumns {
  claimed_by_id: string | null;
  claimed_by_name: string | null;
  claimed_at: Date | null;
  claimed_until: Date | null;
}

/** The claim that a row holds, lapsed or not. */
export function claimOf({ claimed_by_id, claimed_by_name, claimed_at, claimed_until }: ClaimColumns): CallClaim | null {
  if (claimed_by_id === null || claimed_until === null) return null;
  const by = { id: claimed_by_id, name: claimed_by_name! };
  return { by, at: claimed_at!.toISOString(), until: claimed_until.toISOString() };
}

/** Writes who has a task in hand that the transaction has locked; null for nobody. */
export async function saveClaim(client: PoolClient, replyId: string, claim: CallClaim | null): Promise<void> {
  await client.query(
    `update call_back set claimed_by_id = $2, claimed_by_name = $3, claimed_at = $4, claimed_until = $5 where reply_id = $1`,
    [replyId, claim?.by.id ?? null, claim?.by.name ?? null, claim?.at ?? null, claim?.until ?? null],
  );
}

export interface CallBackEntry {
  at: Date;
  kind: 'claimed' | 'released' | 'not-reached' | 'spoken' | 'given-up';
  who: { id: string; name: string };
  data: object;
}

/** Writes who did what about a task. */
export async function writeCallBackEntry(
  client: PoolClient,
  replyId: string,
  { at, kind, who, data }: CallBackEntry,
): Promise<void> {
  await client.query(
    `insert into call_back_history (reply_id, at, kind, by_id, by_name, data) values ($1, $2, $3, $4, $5, $6)`,
    [replyId, at, kind, who.id, who.name, JSON.stringify(data)],
  );
}

export interface CallMade {
  task: CallBack;
  outcome: CallOutcome;
  decided: CallDecided;
  who: { id: string; name: string };
  now: Date;
}

/** Writes what became of a task that the transaction has locked, and who said so. */
export async function saveCall(client: PoolClient, { task, outcome, decided, who, now }: CallMade): Promise<void> {
  const { replyId } = task;
  const { state, attempts, delivered } = decided;
  const { triedAt, callId, reason } = shownOf(outcome, now);
  await client.query(
    `update call_back set state = $2, attempts = $3, last_tried_at = coalesce($4, last_tried_at), call_id = $5,
            spoken_at = $6, reason = $7, closed_at = $8, closed_by_id = $9, closed_by_name = $10 where reply_id = $1`,
    [
      replyId,
      state,
      attempts,
      triedAt,
      state === 'spoken' ? callId : null,
      delivered?.deliveredAt ?? null,
      reason,
      ...(state === 'open' ? [null, null, null] : [now, who.id, who.name]),
    ],
  );
  // One that is closed is in nobody's hands; one that stays open is still in those of whoever tries again.
  if (state !== 'open') await saveClaim(client, replyId, null);
  const { kind, ...data } = outcome;
  await writeCallBackEntry(client, replyId, { at: now, kind: kind === 'give-up' ? 'given-up' : kind, who, data });
}

function shownOf(outcome: CallOutcome, now: Date) {
  switch (outcome.kind) {
    case 'spoken':
      return { triedAt: new Date(outcome.spokenAt), callId: outcome.callId, reason: null };
    case 'not-reached':
      return { triedAt: outcome.triedAt === undefined ? now : new Date(outcome.triedAt), callId: null, reason: null };
    case 'give-up':
      return { triedAt: null, callId: null, reason: outcome.reason };
  }
}

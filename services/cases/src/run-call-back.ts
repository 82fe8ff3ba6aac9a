import { createHash } from 'node:crypto';
import type { ReplyDelivered, ReplyFailed } from '@hearback/contracts';
import {
  inTransaction,
  writeOutbox,
  type OutboxEntry,
  type OutboxRecord,
  type Pool,
  type PoolClient,
} from '@hearback/postgres';
import {
  decideCallBack,
  type CallBackState,
  type CallDecided,
  type CallOutcome,
  type CallRefusal,
} from './domain/call-back';
import type { ClaimedByOther } from './domain/call-claim';
import { lockCallBack, saveCall } from './io/call-back-store';
import { findCommand, insertCommand } from './io/command-store';

/** What working on call-backs needs. */
export interface CallBackDeps {
  pool: Pool;
  now(): Date;
  encodeDelivered(event: ReplyDelivered, traceparent: string | null): OutboxRecord;
  encodeFailed(event: ReplyFailed, traceparent: string | null): OutboxRecord;
  /** Called after each commit that wrote to the outbox, with what it wrote. */
  published(entries: readonly OutboxEntry[]): void;
  /** The key that contact data is sealed with; to show it masked. */
  contactsKey: Buffer;
  /** How long an agent has a task in hand who does not release it. */
  claimLastsMs: number;
}

export interface CallBackRequest {
  replyId: string;
  outcome: CallOutcome;
  idempotencyKey: string;
  who: { id: string; name: string };
  traceparent: string | null;
}

export interface CallBackAnswer {
  replyId: string;
  caseId: string;
  state: CallBackState;
  attempts: number;
}

/** Every refusal; of what another has in hand, with who has it. */
export type CallBackRefused = { ok: false; error: CallRefusal | 'call-back-unknown' | 'key-reused' } | ClaimedByOther;
export type CallBackResult = { ok: true; answer: CallBackAnswer } | CallBackRefused;

/**
 * An agent says what a call came to: task, history, answer and `reply.delivered` or `reply.failed` in one transaction. The
 * event goes over Kafka like any channel's, so the case and its clocks learn of a call as of every other reply. Said again
 * under the same key it changes nothing.
 */
export async function runCallBack(deps: CallBackDeps, request: CallBackRequest): Promise<CallBackResult> {
  const { result, written } = await inTransaction(deps.pool, (client) => runIn(client, deps, request));
  if (written.length > 0) deps.published(written);
  return result;
}

interface Run {
  result: CallBackResult;
  written: OutboxEntry[];
}

async function runIn(client: PoolClient, deps: CallBackDeps, request: CallBackRequest): Promise<Run> {
  const { replyId, outcome, idempotencyKey, who, traceparent } = request;
  const task = await lockCallBack(client, replyId);
  if (!task) return refused({ ok: false, error: 'call-back-unknown' });
  const key = { principalId: who.id, idempotencyKey };
  const bodyHash = hashOf(request);
  const earlier = await findCommand(client, key);
  if (earlier) return earlier.bodyHash === bodyHash ? answered(earlier.answer as CallBackAnswer) : KEY_REUSED;
  const now = deps.now();
  const decided = decideCallBack(task, outcome, { byId: who.id, now });
  if (!decided.ok) return refused(decided);
  const { caseId } = task;
  const answer = { replyId, caseId, state: decided.state, attempts: decided.attempts };
  if (!(await insertCommand(client, { ...key, caseId, bodyHash, answer }, now))) return KEY_REUSED;
  await saveCall(client, { task, outcome, decided, who, now });
  return { ...answered(answer), written: await writeOutbox(client, recordsOf(deps, decided, traceparent)) };
}

function recordsOf(deps: CallBackDeps, { delivered, failed }: CallDecided, traceparent: string | null): OutboxRecord[] {
  if (delivered) return [deps.encodeDelivered(delivered, traceparent)];
  return failed ? [deps.encodeFailed(failed, traceparent)] : [];
}

function answered(answer: CallBackAnswer): Run {
  return { result: { ok: true, answer }, written: [] };
}

function refused(result: CallBackRefused): Run {
  return { result, written: [] };
}

const KEY_REUSED = refused({ ok: false, error: 'key-reused' });

function hashOf({ replyId, outcome }: CallBackRequest): string {
  const fields = Object.entries(outcome).sort(([a], [b]) => a.localeCompare(b));
  return createHash('sha256')
    .update(JSON.stringify(['call-back', replyId, fields]))
    .digest('hex');
}

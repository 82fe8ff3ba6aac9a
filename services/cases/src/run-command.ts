import { createHash } from 'node:crypto';
import type { CaseState } from '@hearback/contracts';
import { inTransaction, type PoolClient } from '@hearback/postgres';
import { decide, type Command, type Decided, type Refusal } from './domain/decide';
import { findCaseFeedback, findCommand, insertCommand } from './io/command-store';
import { lockCasesById } from './io/load-known';
import { insertReplies } from './io/reply-store';
import { insertHistory, updateCases } from './io/save-cases';
import { writeHistoryToOutbox, type RegisterDeps } from './register';

export interface CommandRequest {
  caseId: string;
  /** The version the caller has decided on. */
  version: number;
  command: Command;
  /** For a reply: the feedback it answers; default the one that opened the case. */
  feedbackId?: string | undefined;
  idempotencyKey: string;
  who: { id: string; name: string };
  traceparent: string | null;
}

/** What the caller is answered, at once and on every repetition. */
export interface CommandAnswer {
  caseId: string;
  version: number;
  state: CaseState;
  noteId?: string;
  replyId?: string;
}

export type CommandResult =
  | { ok: true; answer: CommandAnswer }
  | { ok: false; error: Refusal | 'case-unknown' | 'key-reused'; currentVersion?: number };

export type CommandDeps = Pick<RegisterDeps, 'pool' | 'now' | 'encode' | 'published'>;

/**
 * Load and lock -> decide -> save the case, its history, the reply, the answer and the outbox in one transaction. A
 * repetition under the same key gets the stored answer and does nothing; a refusal is not stored, so the same key may be
 * tried again with the current version.
 */
export async function runCommand(deps: CommandDeps, request: CommandRequest): Promise<CommandResult> {
  const result = await inTransaction(deps.pool, (client) => runIn(client, deps, request));
  if (result.ok) deps.published();
  return result;
}

async function runIn(client: PoolClient, deps: CommandDeps, request: CommandRequest): Promise<CommandResult> {
  const [record] = await lockCasesById(client, [request.caseId]);
  if (!record) return { ok: false, error: 'case-unknown' };
  const key = { principalId: request.who.id, idempotencyKey: request.idempotencyKey };
  const bodyHash = hashOf(request);
  const earlier = await findCommand(client, key);
  if (earlier) return repeated(earlier, bodyHash);
  const { command, version, who, idempotencyKey, traceparent } = request;
  const now = deps.now();
  const answered =
    command.kind === 'reply'
      ? await findCaseFeedback(client, record.caseId, request.feedbackId ?? record.openedBy)
      : null;
  const decided = decide({ record, command, version, who, now, idempotencyKey, answered, traceparent });
  if (!decided.ok) return { ...decided, currentVersion: record.version };
  const answer = answerOf(decided, command);
  if (!(await insertCommand(client, { ...key, caseId: record.caseId, bodyHash, answer }, now)))
    return { ok: false, error: 'key-reused' };
  await save(client, deps, { request, decided });
  return { ok: true, answer };
}

function repeated(earlier: { bodyHash: string; answer: unknown }, bodyHash: string): CommandResult {
  if (earlier.bodyHash !== bodyHash) return { ok: false, error: 'key-reused' };
  return { ok: true, answer: earlier.answer as CommandAnswer };
}

function hashOf({ caseId, version, command, feedbackId }: CommandRequest): string {
  const fields = Object.entries(command).sort(([a], [b]) => a.localeCompare(b));
  return createHash('sha256')
    .update(JSON.stringify([caseId, version, feedbackId ?? null, fields]))
    .digest('hex');
}

function answerOf({ next, madeId }: Decided, command: Command): CommandAnswer {
  const made = madeId === null ? {} : command.kind === 'reply' ? { replyId: madeId } : { noteId: madeId };
  return { caseId: next.caseId, version: next.version, state: next.state, ...made };
}

async function save(
  client: PoolClient,
  deps: CommandDeps,
  { request, decided }: { request: CommandRequest; decided: Decided },
): Promise<void> {
  const { change, changedAt } = decided.entry.event;
  await updateCases(client, [decided.next]);
  await insertHistory(client, [decided.entry]);
  if (change.kind === 'replied' && request.command.kind === 'reply')
    await insertReplies(client, [
      {
        ...change,
        text: request.command.text,
        observedAt: changedAt,
        by: request.who,
        traceparent: null,
        settledIn: decided.next.caseId,
      },
    ]);
  await writeHistoryToOutbox(client, deps, [decided.entry]);
}

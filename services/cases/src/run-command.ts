import { createHash } from 'node:crypto';
import type { CaseState, ReplyRequested, ReplyWay } from '@hearback/contracts';
import { inTransaction, writeOutbox, type OutboxRecord, type PoolClient } from '@hearback/postgres';
import type { Command, CommandContext, Made, Refusal } from './domain/command';
import type { HistoryEntry } from './domain/case';
import { decide, type Decided } from './domain/decide';
import { lockMoving, readContext } from './io/command-context';
import { findCommand, insertCommand } from './io/command-store';
import { lockCasesById } from './io/load-known';
import { saveCommand } from './io/save-command';
import { writeHistoryToOutbox, type RegisterDeps } from './register';

export interface CommandRequest {
  caseId: string;
  /** The version the caller has decided on. */
  version: number;
  command: Command;
  /** For a reply: the feedback it answers; default the one that opened the case. For unlink and link: the one that moves. */
  feedbackId?: string | undefined;
  idempotencyKey: string;
  who: { id: string; name: string };
  traceparent: string | null;
}

/** What the caller is answered, at once and on every repetition. */
export interface CommandAnswer extends Made {
  caseId: string;
  version: number;
  state: CaseState;
}

export type CommandResult =
  | { ok: true; answer: CommandAnswer }
  | { ok: false; error: Refusal | 'case-unknown' | 'key-reused'; currentVersion?: number };

export interface CommandDeps extends Pick<RegisterDeps, 'pool' | 'now' | 'encode' | 'published'> {
  /** How replies reach customers of this source; null where none can go out. */
  replyWayOf(sourceId: string): ReplyWay | null;
  /** `reply.requested` as a record for the outbox. */
  encodeRequest(request: ReplyRequested, traceparent: string | null): OutboxRecord;
}

/**
 * Load and lock -> decide -> save the case, its history, what was made, the answer and the outbox in one transaction. A
 * repetition under the same key gets the stored answer and does nothing; a refusal is not stored, so the same key may be
 * tried again with the current version.
 */
export async function runCommand(deps: CommandDeps, request: CommandRequest): Promise<CommandResult> {
  const result = await inTransaction(deps.pool, (client) => runIn(client, deps, request));
  if (result.ok) deps.published();
  return result;
}

async function runIn(client: PoolClient, deps: CommandDeps, request: CommandRequest): Promise<CommandResult> {
  const { command, version, who, idempotencyKey, traceparent, feedbackId } = request;
  const moving = moves(command) && feedbackId ? await lockMoving(client, feedbackId, request.caseId) : null;
  const [record] = await lockCasesById(client, [request.caseId]);
  if (!record) return { ok: false, error: 'case-unknown' };
  const key = { principalId: who.id, idempotencyKey };
  const bodyHash = hashOf(request);
  const earlier = await findCommand(client, key);
  if (earlier) return repeated(earlier, bodyHash);
  const now = deps.now();
  const context = onlyWays(deps, await readContext(client, { record, command, feedbackId, moving }));
  const decided = decide({ record, command, version, who, now, idempotencyKey, context, traceparent });
  if (!decided.ok) return { ...decided, currentVersion: record.version };
  const { next, made } = decided;
  const answer = { caseId: next.caseId, version: next.version, state: next.state, ...made };
  if (!(await insertCommand(client, { ...key, caseId: record.caseId, bodyHash, answer }, now)))
    return { ok: false, error: 'key-reused' };
  await saveCommand(client, { before: record, command, decided });
  await writeHistoryToOutbox(client, deps, entriesOf(decided));
  if (decided.outgoing) await writeOutbox(client, [deps.encodeRequest(decided.outgoing, traceparent)]);
  return { ok: true, answer };
}

/** Takes the way away where the source cannot carry a reply now, or has no address of the customer. */
function onlyWays(deps: CommandDeps, context: CommandContext): CommandContext {
  const { answered } = context;
  if (!answered?.way) return context;
  const { way } = answered;
  const kind = deps.replyWayOf(way.sourceId);
  if (kind === 'call-back') return { ...context, answered: { ...answered, way: { ...way, callBack: true } } };
  const nowhere = kind === null || (kind === 'mail' && way.contactsEncrypted === undefined);
  return nowhere ? { ...context, answered: { ...answered, way: null } } : context;
}

function moves({ kind }: Command): boolean {
  return kind === 'unlink' || kind === 'link';
}

function entriesOf({ entry, takenIn, splitOff }: Decided): HistoryEntry[] {
  return [entry, ...(takenIn?.history ?? []), ...(splitOff?.history ?? [])];
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

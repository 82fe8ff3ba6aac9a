import type { CaseChange } from '@hearback/contracts';
import type { PoolClient } from '@hearback/postgres';
import type { KnownCase, KnownFeedback } from '../domain/case';
import { NO_CONTEXT, type Command, type CommandContext, type PastChange } from '../domain/command';
import { findCaseFeedback } from './command-store';
import { loadKnown } from './load-known';

export interface Asked {
  record: KnownCase;
  command: Command;
  /** For a reply: which feedback of the case; default the one that opened it. */
  feedbackId: string | undefined;
  /** For unlink and link: the feedback that goes to another case. */
  moving: Moving | null;
}

export interface Moving {
  feedback: KnownFeedback;
  /** The case it is in; null for one that needs none. */
  home: KnownCase | null;
}

/**
 * The feedback, locked with its case and all that waits for it, in the order in which registration locks: so with the case
 * that the command is about, through the feedback that opened it.
 */
export async function lockMoving(client: PoolClient, feedbackId: string, caseId: string): Promise<Moving | null> {
  const { rows } = await client.query<{ opened_by: string }>('select opened_by from case_record where case_id = $1', [
    caseId,
  ]);
  const { feedbacks, cases } = await loadKnown(client, [feedbackId, ...rows.map((row) => row.opened_by)]);
  const feedback = feedbacks.find((known) => known.feedbackId === feedbackId);
  return feedback ? { feedback, home: cases.find((known) => known.caseId === feedback.caseId) ?? null } : null;
}

/** Reads what this command must know of the case besides its record, which the caller has locked. */
export async function readContext(client: PoolClient, asked: Asked): Promise<CommandContext> {
  const { record, command, feedbackId, moving } = asked;
  const { caseId } = record;
  switch (command.kind) {
    case 'reply':
      return { ...NO_CONTEXT, answered: await findCaseFeedback(client, caseId, feedbackId ?? record.openedBy) };
    case 'confirm-reply':
      return { ...NO_CONTEXT, reply: await findReply(client, caseId, command.replyId) };
    case 'approve-extension':
      return { ...NO_CONTEXT, extension: await findExtension(client, caseId, command.extensionId) };
    case 'follow-up':
      return { ...NO_CONTEXT, resolvedAt: await findResolution(client, caseId) };
    case 'unlink':
    case 'link':
      return moving ? movingContext(client, record, { command, moving }) : NO_CONTEXT;
    default:
      return NO_CONTEXT;
  }
}

async function movingContext(
  client: PoolClient,
  { caseId }: KnownCase,
  { command, moving: { feedback, home } }: { command: Command; moving: Moving },
): Promise<CommandContext> {
  if (command.kind === 'unlink')
    return { ...NO_CONTEXT, leaving: { feedback, history: await readHistory(client, caseId) } };
  if (!home) return NO_CONTEXT;
  return { ...NO_CONTEXT, coming: { feedback, home, history: await readHistory(client, home.caseId) } };
}

async function findReply(client: PoolClient, caseId: string, replyId: string): Promise<CommandContext['reply']> {
  const { rows } = await client.query<NonNullable<CommandContext['reply']>>(
    `select by_id as "loggedBy", origin,
            exists (select 1 from history h
                     where h.case_id = $1 and h.kind = 'reply-confirmed' and h.change->>'replyId' = $2::text) as confirmed
       from reply where reply_id = $2::uuid and case_id = $1`,
    [caseId, replyId],
  );
  return rows[0] ?? null;
}

async function findExtension(
  client: PoolClient,
  caseId: string,
  extensionId: string,
): Promise<CommandContext['extension']> {
  const { rows } = await client.query<{ change: CaseChange }>(
    `select change from history
      where case_id = $1 and kind in ('extension-requested', 'extended') and change->>'extensionId' = $2`,
    [caseId, extensionId],
  );
  const changes = rows.map((row) => row.change);
  const request = changes.find((change) => change.kind === 'extension-requested');
  if (!request) return null;
  const { promise, reason, by } = request;
  return { promise, reason, requestedBy: by, approved: changes.some((change) => change.kind === 'extended') };
}

async function findResolution(client: PoolClient, caseId: string): Promise<string | null> {
  const { rows } = await client.query<{ at: Date }>(
    `select at from history where case_id = $1 and kind = 'resolved' order by version desc limit 1`,
    [caseId],
  );
  return rows[0]?.at.toISOString() ?? null;
}

async function readHistory(client: PoolClient, caseId: string): Promise<PastChange[]> {
  const { rows } = await client.query<{
    change: CaseChange;
    at: Date;
    by_id: string | null;
    by_name: string | null;
    text: string | null;
  }>(`select change, at, by_id, by_name, text from history where case_id = $1 order by version`, [caseId]);
  return rows.map(({ change, at, by_id: id, by_name: name, text }) => ({
    change,
    changedAt: at.toISOString(),
    by: id === null ? null : { id, name: name ?? '' },
    text,
  }));
}

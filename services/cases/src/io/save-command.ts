import type { ReplyRequested } from '@hearback/contracts';
import type { PoolClient } from '@hearback/postgres';
import type { KnownCase } from '../domain/case';
import type { Command, SplitOff, TakenIn } from '../domain/command';
import type { Decided } from '../domain/decide';
import { NO_REGISTRATION } from '../domain/register-feedback';
import { insertCallBack } from './call-back-store';
import { insertOutgoing } from './outgoing-reply-store';
import { insertReplies } from './reply-store';
import { updateCases, insertHistory } from './save-cases';
import { saveRegistration } from './save-registration';

export interface Carried {
  before: KnownCase;
  command: Command;
  decided: Decided;
}

/** Writes what a command changes of a case that the transaction has locked, its history, and what it made. */
export async function saveCommand(client: PoolClient, { before, command, decided }: Carried): Promise<void> {
  const { next, entry, splitOff, takenIn } = decided;
  await updateCases(client, [next]);
  await insertHistory(client, [entry]);
  if (command.kind === 'assign') await saveTeam(client, next);
  if (command.kind === 'reclassify') await saveCorrection(client, { before, next });
  if (command.kind === 'reply') await saveReply(client, command.text, decided);
  if (decided.outgoing && entry.by) await saveOutgoing(client, decided.outgoing, entry.by);
  if (splitOff) await saveSplitOff(client, splitOff);
  if (takenIn) await saveTakenIn(client, next, takenIn);
  await saveExample(client, decided);
}

async function saveOutgoing(client: PoolClient, request: ReplyRequested, by: { id: string; name: string }) {
  await insertOutgoing(client, request, by);
  if (request.callBack) await insertCallBack(client, request);
}

async function saveTeam(client: PoolClient, { caseId, team }: KnownCase): Promise<void> {
  await client.query('update case_record set team = $2 where case_id = $1', [caseId, team ?? null]);
}

async function saveCorrection(
  client: PoolClient,
  { before, next }: { before: KnownCase; next: KnownCase },
): Promise<void> {
  await client.query('update case_record set corrected = $2 where case_id = $1', [
    next.caseId,
    JSON.stringify(next.corrected),
  ]);
  await client.query('insert into label_correction (case_id, version, before, after) values ($1, $2, $3, $4)', [
    next.caseId,
    next.version,
    JSON.stringify(before.labels),
    JSON.stringify(next.labels),
  ]);
}

async function saveReply(client: PoolClient, text: string, { next, entry }: Decided): Promise<void> {
  const { change, changedAt } = entry.event;
  if (change.kind !== 'replied' || !entry.by) return;
  await insertReplies(client, [
    { ...change, text, observedAt: changedAt, by: entry.by, traceparent: null, settledIn: next.caseId },
  ]);
}

async function saveSplitOff(client: PoolClient, { record, history, feedback, replyIds }: SplitOff): Promise<void> {
  await saveRegistration(client, {
    ...NO_REGISTRATION,
    changedFeedbacks: [feedback],
    newCases: [record],
    history,
    settledReplies: replyIds.map((replyId) => ({ replyId, caseId: record.caseId })),
  });
  const { feedbackId, unlinked } = feedback;
  await client.query(
    `update feedback set unlinked_from = $2, unlinked_at = $3, unlinked_by = $4,
            linked_from = null, linked_at = null, linked_by = null where feedback_id = $1`,
    [feedbackId, unlinked?.from, unlinked?.at, unlinked?.by],
  );
}

async function saveTakenIn(client: PoolClient, next: KnownCase, takenIn: TakenIn): Promise<void> {
  const { feedback, home, history, replyIds } = takenIn;
  await saveRegistration(client, {
    ...NO_REGISTRATION,
    changedFeedbacks: [feedback],
    changedCases: [home],
    history,
    settledReplies: replyIds.map((replyId) => ({ replyId, caseId: next.caseId })),
  });
  const { feedbackId, linked } = feedback;
  await client.query(
    `update feedback set linked_from = $2, linked_at = $3, linked_by = $4,
            unlinked_from = null, unlinked_at = null, unlinked_by = null where feedback_id = $1`,
    [feedbackId, linked?.from, linked?.at, linked?.by],
  );
}

async function saveExample(client: PoolClient, { entry, example }: Decided): Promise<void> {
  if (!example || !entry.by) return;
  const { caseId, caseVersion, changedAt } = entry.event;
  await client.query(
    `insert into relation_example (case_id, version, said, feedback_id, other_id, relation, at, by_id)
     select $1, $2, $3, feedback_id, $5, relation, $6, $7 from feedback where feedback_id = $4`,
    [caseId, caseVersion, example.said, example.feedbackId, example.otherId, changedAt, entry.by.id],
  );
}

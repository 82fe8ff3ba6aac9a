import type { Channel } from '@hearback/contracts';
import type { PoolClient } from '@hearback/postgres';
import type { AnsweredFeedback } from '../domain/command';

export interface CommandRow {
  principalId: string;
  idempotencyKey: string;
  caseId: string;
  bodyHash: string;
  answer: unknown;
}

/** The command that was carried out under this key, if any. */
export async function findCommand(
  client: PoolClient,
  key: Pick<CommandRow, 'principalId' | 'idempotencyKey'>,
): Promise<Pick<CommandRow, 'bodyHash' | 'answer'> | null> {
  const { rows } = await client.query<{ bodyHash: string; answer: unknown }>(
    `select body_hash as "bodyHash", answer from command where principal_id = $1 and idempotency_key = $2`,
    [key.principalId, key.idempotencyKey],
  );
  return rows[0] ?? null;
}

/** False when the same key was used meanwhile, for another case: nothing was written. */
export async function insertCommand(client: PoolClient, row: CommandRow, now: Date): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into command (principal_id, idempotency_key, case_id, body_hash, answer, at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [row.principalId, row.idempotencyKey, row.caseId, row.bodyHash, JSON.stringify(row.answer), now],
  );
  return rowCount === 1;
}

interface CaseFeedbackRow {
  feedback_id: string;
  speaker: string;
  received_at: Date;
  channel: Channel;
  source_id: string;
  external_id: string | null;
  contacts: string | null;
}

/** A feedback of the case, as a reply needs it. */
export async function findCaseFeedback(
  client: PoolClient,
  caseId: string,
  feedbackId: string,
): Promise<AnsweredFeedback | null> {
  const { rows } = await client.query<CaseFeedbackRow>(
    `select feedback_id, speaker, received_at, channel, source_id, external_id,
            customer->>'contactsEncrypted' as contacts
       from feedback where feedback_id = $1 and case_id = $2`,
    [feedbackId, caseId],
  );
  const [row] = rows;
  if (!row) return null;
  const { channel, source_id: sourceId, external_id: externalId, contacts } = row;
  const way = {
    channel,
    sourceId,
    ...(externalId !== null && { externalId }),
    ...(contacts !== null && { contactsEncrypted: contacts }),
  };
  return { feedbackId: row.feedback_id, speaker: row.speaker, receivedAt: row.received_at.toISOString(), way };
}

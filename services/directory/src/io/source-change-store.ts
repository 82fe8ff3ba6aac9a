import type { Pool, PoolClient } from '@hearback/postgres';

export type SourceAction = 'created' | 'changed' | 'secret-rotated' | 'removed';

export interface SourceChange {
  sourceId: string;
  action: SourceAction;
  changes: { before: object; after: object };
  by: string;
  at: Date;
}

/** Keeps for ever who changed what of a source. */
export async function insertSourceChange(client: PoolClient, change: SourceChange): Promise<void> {
  await client.query(
    'insert into source_change (source_id, action, changes, made_by, made_at) values ($1, $2, $3, $4, $5)',
    [change.sourceId, change.action, JSON.stringify(change.changes), change.by, change.at],
  );
}

/** The last changes of a source, the newest first; also of one that was removed. */
export async function listSourceChanges(pool: Pool, sourceId: string, limit: number) {
  const { rows } = await pool.query<{
    action: SourceAction;
    changes: SourceChange['changes'];
    made_by: string;
    made_at: Date;
  }>('select * from source_change where source_id = $1 order by position desc limit $2', [sourceId, limit]);
  return rows.map(({ action, changes, made_by: by, made_at: at }) => ({
    action,
    ...changes,
    by,
    at: at.toISOString(),
  }));
}

/** A request that was carried out, as its repetition is answered. */
export interface SourceCommand {
  requestHash: string;
  answer: unknown;
  /** The secret that the answer showed, sealed; null when it showed none, or a day has passed. */
  secretSealed: string | null;
}

export interface CommandKey {
  principalId: string;
  idempotencyKey: string;
}

export async function findSourceCommand(client: PoolClient, key: CommandKey): Promise<SourceCommand | null> {
  const { rows } = await client.query<SourceCommand>(
    `select request_hash as "requestHash", answer, secret_sealed as "secretSealed"
       from source_command where principal_id = $1 and idempotency_key = $2`,
    [key.principalId, key.idempotencyKey],
  );
  return rows[0] ?? null;
}

const SECRET_KEPT_MS = 86_400_000;

/** Remembers a request, and forgets the secrets of those that are older than a day. */
export async function insertSourceCommand(
  client: PoolClient,
  command: SourceCommand & CommandKey,
  at: Date,
): Promise<void> {
  await client.query('update source_command set secret_sealed = null where secret_sealed is not null and at < $1', [
    new Date(at.getTime() - SECRET_KEPT_MS),
  ]);
  await client.query(
    `insert into source_command (principal_id, idempotency_key, request_hash, answer, secret_sealed, at)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      command.principalId,
      command.idempotencyKey,
      command.requestHash,
      JSON.stringify(command.answer),
      command.secretSealed,
      at,
    ],
  );
}

import type { ApiKey, ApiKeyScope } from '@hearback/contracts';
import type { Pool, PoolClient } from '@hearback/postgres';

/** An API key as an administrator sees it: never its token, never its hash. */
export interface ApiKeyView {
  keyId: string;
  name: string;
  scopes: ApiKeyScope[];
  sourceIds: string[];
  createdAt: string;
  createdBy: string;
  revokedAt: string | null;
  revokedBy: string | null;
}

interface ApiKeyRow {
  key_id: string;
  name: string;
  token_hash: string;
  scopes: ApiKeyScope[];
  source_ids: string[];
  created_at: Date;
  created_by: string;
  changed_at: Date;
  changed_by: string;
  revoked_at: Date | null;
}

/** All keys, the newest first, revoked ones too. */
export async function listApiKeys(pool: Pool): Promise<ApiKeyView[]> {
  const { rows } = await pool.query<ApiKeyRow>('select * from api_key order by created_at desc, key_id');
  return rows.map((row) => ({
    keyId: row.key_id,
    name: row.name,
    scopes: row.scopes,
    sourceIds: row.source_ids,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    revokedBy: row.revoked_at ? row.changed_by : null,
  }));
}

/** Every key with what is published of it. */
export async function allApiKeys(client: PoolClient): Promise<{ id: string; active: boolean; record: ApiKey }[]> {
  const { rows } = await client.query<ApiKeyRow>('select * from api_key order by created_at, key_id');
  return rows.map((row) => ({ id: row.key_id, active: row.revoked_at === null, record: recordOf(row) }));
}

/** Adds a key unless its token is known already, revoked or not; says whether it did. */
export async function insertApiKey(client: PoolClient, key: ApiKey, by: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into api_key
       (key_id, name, token_hash, scopes, source_ids, created_at, created_by, changed_at, changed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $6, $7)
     on conflict (token_hash) do nothing`,
    [key.keyId, key.name, key.tokenHash, key.scopes, key.sourceIds, key.changedAt, by],
  );
  return rowCount === 1;
}

/** Marks a key as revoked; false when there is none of that id. Revoking again changes nothing and is true. */
export async function revokeApiKey(
  client: PoolClient,
  keyId: string,
  made: { at: Date; by: string },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update api_key
        set changed_at = case when revoked_at is null then $2 else changed_at end,
            changed_by = case when revoked_at is null then $3 else changed_by end,
            revoked_at = coalesce(revoked_at, $2)
      where key_id = $1`,
    [keyId, made.at, made.by],
  );
  return rowCount === 1;
}

function recordOf(row: ApiKeyRow): ApiKey {
  return {
    kind: 'api-key',
    keyId: row.key_id,
    name: row.name,
    tokenHash: row.token_hash,
    scopes: row.scopes,
    sourceIds: row.source_ids,
    changedAt: row.changed_at.toISOString(),
  };
}

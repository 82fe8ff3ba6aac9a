import type { IdentityDecision } from '@hearback/contracts';
import type { Pool, PoolClient } from '@hearback/postgres';
import type { IdentityRef, KnownIdentity } from '../domain/decide-identities';

interface IdentityRow {
  type: IdentityDecision['type'];
  hash: string;
  person_id: string | null;
  shared: boolean;
  changed_at: Date;
}

export interface IdentityChange {
  action: 'merged' | 'split';
  before: KnownIdentity[];
  after: KnownIdentity[];
  reason: string;
  by: string;
  at: Date;
}

/** The given ones and everybody merged with one of them. */
export async function findIdentities(client: PoolClient, given: readonly IdentityRef[]): Promise<KnownIdentity[]> {
  const { rows } = await client.query<IdentityRow>(
    `with given as (select * from unnest($1::text[], $2::text[]) as g (type, hash))
     select i.* from identity i
      where (i.type, i.hash) in (select type, hash from given)
         or i.person_id in (select j.person_id from identity j join given g using (type, hash))`,
    [given.map(({ type }) => type), given.map(({ hash }) => hash)],
  );
  return rows.map(knownOf);
}

/** Saves what holds now, and beside it for ever who decided it and why. */
export async function saveIdentities(client: PoolClient, { action, before, after, reason, by, at }: IdentityChange) {
  for (const { type, hash, personId, shared } of after)
    await client.query(
      `insert into identity (type, hash, person_id, shared, changed_at) values ($1, $2, $3, $4, $5)
       on conflict (type, hash) do update set person_id = $3, shared = $4, changed_at = $5`,
      [type, hash, personId, shared, at],
    );
  await client.query(
    'insert into identity_change (action, changes, reason, made_by, made_at) values ($1, $2, $3, $4, $5)',
    [action, JSON.stringify({ before, after }), reason, by, at],
  );
}

/** Every identity that somebody decided about, with what is published of it. */
export async function allIdentities(client: PoolClient) {
  const { rows } = await client.query<IdentityRow>('select * from identity order by type, hash');
  return rows.map((row) => {
    const record = decisionOf(knownOf(row), row.changed_at);
    return { id: `${row.type}:${row.hash}`, active: true, record };
  });
}

/** The last decisions, the newest first. */
export async function listIdentityChanges(pool: Pool, limit: number) {
  const { rows } = await pool.query<{
    action: 'merged' | 'split';
    changes: { before: KnownIdentity[]; after: KnownIdentity[] };
    reason: string;
    made_by: string;
    made_at: Date;
  }>('select * from identity_change order by position desc limit $1', [limit]);
  return rows.map(({ action, changes, reason, made_by: by, made_at: at }) => ({
    action,
    ...changes,
    reason,
    by,
    at: at.toISOString(),
  }));
}

export function decisionOf({ type, hash, personId, shared }: KnownIdentity, at: Date): IdentityDecision {
  return {
    kind: 'identity',
    type,
    hash,
    ...(personId === null ? {} : { personId }),
    shared,
    changedAt: at.toISOString(),
  };
}

function knownOf({ type, hash, person_id: personId, shared }: IdentityRow): KnownIdentity {
  return { type, hash, personId, shared };
}

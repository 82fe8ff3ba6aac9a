import type { Channel, Source } from '@hearback/contracts';
import type { Pool, PoolClient } from '@hearback/postgres';

interface SourceRow {
  source_id: string;
  channel: Channel;
  name: string;
  format: string | null;
  time_zone: string;
  state: Source['state'];
  secrets: Source['secretsEncrypted'];
  settings: Record<string, string>;
  mapping: Record<string, string>;
  credentials_sealed: string | null;
  is_default: boolean;
  items_per_second: number;
  burst: number;
  shared_identities: string[];
  changed_at: Date;
  changed_by: string;
  removed_at: Date | null;
}

export interface StoredSource {
  source: Source;
  changedBy: string;
}

/** All sources that were not removed. */
export async function listSources(pool: Pool): Promise<StoredSource[]> {
  const { rows } = await pool.query<SourceRow>(
    'select * from source where removed_at is null order by channel, is_default desc, source_id',
  );
  return rows.map(storedOf);
}

/** The source of that id, unless it was removed. */
export async function findSource(db: Pool | PoolClient, sourceId: string): Promise<StoredSource | null> {
  const { rows } = await db.query<SourceRow>('select * from source where source_id = $1 and removed_at is null', [
    sourceId,
  ]);
  return rows[0] ? storedOf(rows[0]) : null;
}

/** Every source with what is published of it. */
export async function allSources(client: PoolClient): Promise<{ id: string; active: boolean; record: Source }[]> {
  const { rows } = await client.query<SourceRow>('select * from source order by source_id');
  return rows.map((row) => ({ id: row.source_id, active: row.removed_at === null, record: recordOf(row) }));
}

/** Which of these ids are no source that exists. */
export async function unknownSources(client: PoolClient, sourceIds: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ source_id: string }>(
    'select source_id from source where removed_at is null and source_id = any($1)',
    [sourceIds],
  );
  const known = new Set(rows.map((row) => row.source_id));
  return sourceIds.filter((id) => !known.has(id));
}

/** Adds a source unless its id exists, removed or not; says whether it did. `sampleSecret`: its secret is the product's own. */
export async function insertSource(
  client: PoolClient,
  source: Source,
  { by, sampleSecret }: { by: string; sampleSecret: boolean },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into source
       (source_id, name, time_zone, state, secrets, settings, mapping, credentials_sealed, items_per_second, burst,
        changed_at, changed_by, created_at, created_by, channel, format, is_default, sample_secret)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11, $12, $13, $14, $15, $16)
     on conflict (source_id) do nothing`,
    [...changeable(source, by), source.channel, source.format ?? null, source.isDefault, sampleSecret],
  );
  return rowCount === 1;
}

/** Saves what may change of a source. `newSecret`: its secret is no longer the product's own. */
export async function updateSource(
  client: PoolClient,
  source: Source,
  { by, newSecret }: { by: string; newSecret: boolean },
): Promise<void> {
  await client.query(
    `update source
        set name = $2, time_zone = $3, state = $4, secrets = $5, settings = $6, mapping = $7, credentials_sealed = $8,
            items_per_second = $9, burst = $10, changed_at = $11, changed_by = $12, sample_secret = sample_secret and not $13
      where source_id = $1`,
    [...changeable(source, by), newSecret],
  );
}

/** Keeps the row for its tombstone; the source must have no secrets any more. */
export async function markRemoved(client: PoolClient, source: Source, by: string): Promise<void> {
  await updateSource(client, source, { by, newSecret: true });
  await client.query('update source set removed_at = $2 where source_id = $1', [source.sourceId, source.changedAt]);
}

function changeable(source: Source, by: string): unknown[] {
  return [
    source.sourceId,
    source.name,
    source.timeZone,
    source.state,
    JSON.stringify(source.secretsEncrypted),
    JSON.stringify(source.settings),
    JSON.stringify(source.mapping),
    source.credentialsEncrypted ?? null,
    source.rate.itemsPerSecond,
    source.rate.burst,
    source.changedAt,
    by,
  ];
}

/** The sources whose secret came with the product, with their sealed secrets. */
export async function sampleSecrets(client: PoolClient): Promise<{ sourceId: string; sealed: string }[]> {
  const { rows } = await client.query<{ source_id: string; sealed: string }>(
    `select source_id, secrets -> 0 ->> 'sealed' as sealed from source where sample_secret and removed_at is null`,
  );
  return rows.map((row) => ({ sourceId: row.source_id, sealed: row.sealed }));
}

export async function replaceSampleSecret(
  client: PoolClient,
  secret: { sourceId: string; sealed: string },
  made: { at: Date; by: string },
): Promise<void> {
  await client.query(
    'update source set secrets = $2, changed_at = $3, changed_by = $4 where source_id = $1 and sample_secret',
    [secret.sourceId, JSON.stringify([{ sealed: secret.sealed }]), made.at, made.by],
  );
}

function storedOf(row: SourceRow): StoredSource {
  return { source: recordOf(row), changedBy: row.changed_by };
}

function recordOf(row: SourceRow): Source {
  return {
    kind: 'source',
    sourceId: row.source_id,
    channel: row.channel,
    name: row.name,
    ...(row.format === null ? {} : { format: row.format }),
    timeZone: row.time_zone,
    state: row.state,
    secretsEncrypted: row.secrets,
    ...(row.credentials_sealed === null ? {} : { credentialsEncrypted: row.credentials_sealed }),
    settings: row.settings,
    mapping: row.mapping,
    isDefault: row.is_default,
    rate: { itemsPerSecond: row.items_per_second, burst: row.burst },
    sharedIdentities: row.shared_identities,
    changedAt: row.changed_at.toISOString(),
  };
}

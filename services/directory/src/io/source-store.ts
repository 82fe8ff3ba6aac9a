import type { Channel, Source } from '@hearback/contracts';
import type { Pool, PoolClient } from '@hearback/postgres';

/** A source as people see it: whether it is signed, never with what. */
export type SourceView = Omit<Source, 'kind' | 'secretEncrypted' | 'sharedIdentities'> & {
  signed: boolean;
  changedBy: string;
};

interface SourceRow {
  source_id: string;
  channel: Channel;
  name: string;
  format: string | null;
  time_zone: string;
  secret_sealed: string | null;
  sample_secret: boolean;
  is_default: boolean;
  items_per_second: number;
  burst: number;
  shared_identities: string[];
  changed_at: Date;
  changed_by: string;
  removed_at: Date | null;
}

export async function listSources(pool: Pool): Promise<SourceView[]> {
  const { rows } = await pool.query<SourceRow>(
    'select * from source where removed_at is null order by channel, is_default desc, source_id',
  );
  return rows.map((row) => {
    const { kind: _, secretEncrypted, sharedIdentities: _shared, ...view } = recordOf(row);
    return { ...view, signed: secretEncrypted !== undefined, changedBy: row.changed_by };
  });
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

/** Adds a source that came with the product, unless its id exists, removed or not. */
export async function insertSource(client: PoolClient, source: Source, by: string): Promise<void> {
  await client.query(
    `insert into source
       (source_id, channel, name, format, time_zone, secret_sealed, sample_secret, is_default, items_per_second, burst,
        created_at, created_by, changed_at, changed_by)
     values ($1, $2, $3, $4, $5, $6::text, $6::text is not null, $7, $8, $9, $10, $11, $10, $11)
     on conflict (source_id) do nothing`,
    [
      source.sourceId,
      source.channel,
      source.name,
      source.format ?? null,
      source.timeZone,
      source.secretEncrypted ?? null,
      source.isDefault,
      source.rate.itemsPerSecond,
      source.rate.burst,
      source.changedAt,
      by,
    ],
  );
}

/** The sources whose secret came with the product, with their sealed secrets. */
export async function sampleSecrets(client: PoolClient): Promise<{ sourceId: string; sealed: string }[]> {
  const { rows } = await client.query<{ source_id: string; secret_sealed: string }>(
    'select source_id, secret_sealed from source where sample_secret and removed_at is null',
  );
  return rows.map((row) => ({ sourceId: row.source_id, sealed: row.secret_sealed }));
}

export async function replaceSampleSecret(
  client: PoolClient,
  secret: { sourceId: string; sealed: string },
  made: { at: Date; by: string },
): Promise<void> {
  await client.query(
    'update source set secret_sealed = $2, changed_at = $3, changed_by = $4 where source_id = $1 and sample_secret',
    [secret.sourceId, secret.sealed, made.at, made.by],
  );
}

function recordOf(row: SourceRow): Source {
  return {
    kind: 'source',
    sourceId: row.source_id,
    channel: row.channel,
    name: row.name,
    ...(row.format === null ? {} : { format: row.format }),
    timeZone: row.time_zone,
    ...(row.secret_sealed === null ? {} : { secretEncrypted: row.secret_sealed }),
    isDefault: row.is_default,
    rate: { itemsPerSecond: row.items_per_second, burst: row.burst },
    sharedIdentities: row.shared_identities,
    state: 'active',
    settings: {},
    mapping: {},
    changedAt: row.changed_at.toISOString(),
  };
}

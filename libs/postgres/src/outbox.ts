import type { PoolClient } from 'pg';
import { arrayLiteral } from './array-literal';

/** A record as @hearback/kafka encodes it, waiting in PostgreSQL until Kafka has acknowledged it. */
export interface OutboxRecord {
  topic: string;
  key: Buffer | string | null;
  value: Buffer | null;
  headers: Record<string, string | Buffer>;
}

/** A record with its place in the outbox: given to the relay after the commit, it need not be read back. */
export interface OutboxEntry {
  id: string;
  record: OutboxRecord;
}

/** Records of one key share a lane, and one worker at a time publishes a lane. Fixed: rows on disk carry the number. */
export const OUTBOX_LANES = 8;

/**
 * The table, to be copied into a migration of the service's schema. `refused` marks a record that the broker will never
 * take (too large): it stays for a person to see. The vacuum settings keep the queue's head cheap to find.
 */
export const OUTBOX_SQL = `create table outbox (
  id bigint generated always as identity primary key,
  lane smallint not null,
  topic text not null,
  key bytea,
  value bytea,
  headers jsonb not null,
  written_at timestamptz not null default now(),
  refused text
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000);`;

/**
 * Adds records to the outbox of the transaction's schema in one statement, in the order given. Order of one key holds
 * across transactions only if the caller holds a lock on what the key names (the row of the case) before it writes.
 * The answer may be given to the relay's `kick` once the transaction has committed, never before.
 */
export async function writeOutbox(client: PoolClient, records: readonly OutboxRecord[]): Promise<OutboxEntry[]> {
  if (records.length === 0) return [];
  const keys = records.map((record) => (typeof record.key === 'string' ? Buffer.from(record.key) : record.key));
  const { rows } = await client.query<{ id: string }>({
    name: 'write-outbox',
    text: `insert into outbox (lane, topic, key, value, headers)
     select lane, topic, key, value, headers
       from unnest($1::smallint[], $2::text[], $3::bytea[], $4::bytea[], $5::jsonb[])
            with ordinality as record (lane, topic, key, value, headers, position)
      order by position returning id`,
    values: [
      arrayLiteral(keys.map(laneOf)),
      arrayLiteral(records.map((record) => record.topic)),
      arrayLiteral(keys.map(hexOf)),
      arrayLiteral(records.map((record) => hexOf(record.value))),
      arrayLiteral(records.map((record) => headersOf(record.headers))),
    ],
  });
  return rows.map(({ id }, index) => ({ id, record: records[index]! }));
}

/** FNV-1a over the key's bytes; a record without a key has no order to keep. */
export function laneOf(key: Buffer | null): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < (key?.length ?? 0); index += 1) hash = Math.imul(hash ^ key![index]!, 0x01000193) >>> 0;
  return hash % OUTBOX_LANES;
}

function hexOf(bytes: Buffer | null): string | null {
  return bytes === null ? null : `\\x${bytes.toString('hex')}`;
}

// Headers of our events are UTF-8 text.
function headersOf(headers: OutboxRecord['headers']): string {
  const texts: Record<string, string> = {};
  for (const name in headers) texts[name] = headers[name]!.toString();
  return JSON.stringify(texts);
}

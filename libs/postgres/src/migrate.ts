import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';

export interface MigrateOptions {
  /** The schema the service owns; created when it does not exist. Tables of the files land in it. */
  schema: string;
  /** Folder of `NNNN_name.sql` files. */
  directory: string;
}

/** A migration cannot be applied; the message names the file. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

const FILE_NAME = /^\d{4}_[a-z0-9-_]+\.sql$/;

/**
 * Brings a schema forward: applies each file once, in order of number, each in its own transaction, and returns the
 * names applied now. Several processes may call it at once; one works and the others wait. Files applied by a newer
 * build are left alone, so that an older replica still starts during a roll-out.
 * @throws MigrationError when an applied file was edited, a new one sorts before an applied one, or its SQL fails
 */
export async function migrate(pool: Pool, options: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(options.directory);
  const client = await pool.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext($1))`, [`hearback.migrate.${options.schema}`]);
    try {
      return await applyMissing(client, options.schema, migrations);
    } finally {
      await client.query(`select pg_advisory_unlock(hashtext($1))`, [`hearback.migrate.${options.schema}`]);
    }
  } finally {
    client.release();
  }
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  const misnamed = names.find((name) => !FILE_NAME.test(name));
  if (misnamed) throw new MigrationError(`${misnamed}: expected a name like 0001_cases.sql`);
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(directory, name), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function applyMissing(client: PoolClient, schema: string, migrations: Migration[]): Promise<string[]> {
  await client.query(`create schema if not exists ${schema}`);
  await client.query(
    `create table if not exists ${schema}.migration
       (name text primary key, checksum text not null, applied_at timestamptz not null default now())`,
  );
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `select name, checksum from ${schema}.migration order by name`,
  );
  const applied = new Map(rows.map((row) => [row.name, row.checksum]));
  const last = rows.at(-1)?.name ?? '';
  const missing = migrations.filter((migration) => !isApplied(migration, applied, last));
  for (const migration of missing) await apply(client, schema, migration);
  return missing.map((migration) => migration.name);
}

function isApplied(migration: Migration, applied: Map<string, string>, last: string): boolean {
  const checksum = applied.get(migration.name);
  if (checksum === undefined && migration.name < last)
    throw new MigrationError(`${migration.name}: ${last} is applied already; a new migration needs a higher number`);
  if (checksum !== undefined && checksum !== migration.checksum)
    throw new MigrationError(`${migration.name}: was edited after it had been applied; write a new migration instead`);
  return checksum !== undefined;
}

async function apply(client: PoolClient, schema: string, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query(`insert into ${schema}.migration (name, checksum) values ($1, $2)`, [name, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new MigrationError(`${name}: could not be applied: ${(error as Error).message}`, { cause: error });
  }
}

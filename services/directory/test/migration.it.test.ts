import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool, inTransaction, migrate } from '@hearback/postgres';
import { startTelemetry } from '@hearback/telemetry';
import { testDatabase } from '@hearback/testing';
import { allSources } from '../src/io/source-store';

const migrations = join(__dirname, '../src/migrations');

test('a source that was there before there could be several secrets keeps its one secret, and works on', async () => {
  const [database, before] = [await testDatabase(), await mkdtemp(join(tmpdir(), 'hearback-migrations-'))];
  const telemetry = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });
  const pool = createPool({ url: database.url, schema: 'directory', telemetry });
  for (const name of ['0001_directory.sql', '0002_identities.sql'])
    await cp(join(migrations, name), join(before, name));
  await migrate(pool, { schema: 'directory', directory: before });
  await pool.query(
    `insert into source (source_id, channel, name, format, time_zone, secret_sealed, is_default, items_per_second, burst,
       created_at, created_by, changed_at, changed_by)
     values ('signed', 'web-form', 'a', 'typeform', 'Asia/Shanghai', 'sealed-secret', false, 1, 2, $1, 'x', $1, 'x'),
            ('plain', 'web-form', 'b', null, 'Asia/Shanghai', null, true, 1, 2, $1, 'x', $1, 'x')`,
    ['2026-01-01T00:00:00.000Z'],
  );
  await migrate(pool, { schema: 'directory', directory: migrations });
  const sources = await inTransaction(pool, allSources);
  expect(sources.map(({ record }) => [record.sourceId, record.secretsEncrypted, record.state])).toEqual([
    ['plain', [], 'active'],
    ['signed', [{ sealed: 'sealed-secret' }], 'active'],
  ]);
  await pool.end();
  await database.drop();
  await rm(before, { recursive: true });
}, 60_000);

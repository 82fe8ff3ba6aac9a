import { startTelemetry } from '@hearback/telemetry';
import { testDatabase, type TestDatabase } from '@hearback/testing';
import { createPool, inTransaction, type Pool } from '../src';

const telemetry = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });
let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await testDatabase();
  pool = createPool({ url: database.url, schema: 'plans', max: 2, telemetry });
  await pool.query('create schema plans; create table plan (labels jsonb); insert into plan values (\'{"a":1}\')');
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

test('a named statement survives a migration that changes what it reads', async () => {
  const read = () =>
    inTransaction(pool, async (client) => (await client.query({ name: 'read', text: 'select labels from plan' })).rows);
  const before = await read();
  await pool.query('alter table plan alter column labels type json using labels::json');
  expect([before, await read()]).toEqual([[{ labels: { a: 1 } }], [{ labels: { a: 1 } }]]);
});

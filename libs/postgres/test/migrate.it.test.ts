import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTelemetry } from '@hearback/telemetry';
import { testDatabase, type TestDatabase } from '@hearback/testing';
import { createPool, inTransaction, isPostgresOutage, migrate, type Pool } from '../src';

const telemetry = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });
let database: TestDatabase;
let pool: Pool;
let directory: string;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'migrate-'));
  pool = createPool({ url: database.url, schema: 'books', telemetry });
});
afterEach(async () => {
  await pool.query('drop schema if exists books cascade');
  await pool.end();
  await rm(directory, { recursive: true });
});

const file = (name: string, sql: string) => writeFile(join(directory, name), sql);
const forward = () => migrate(pool, { schema: 'books', directory });

test('files are applied once, in order, in the schema of the service', async () => {
  await file('0002_fill.sql', `insert into shelf values ('银行')`);
  await file('0001_shelf.sql', 'create table shelf (name text)');
  expect(await forward()).toEqual(['0001_shelf.sql', '0002_fill.sql']);
  expect(await forward()).toEqual([]);
  expect((await pool.query('select name from books.shelf')).rows).toEqual([{ name: '银行' }]);
});

test('several processes that start together apply each file once', async () => {
  await file('0001_shelf.sql', 'create table shelf (name text)');
  const applied = await Promise.all([forward(), forward(), forward(), forward()]);
  expect(applied.flat()).toEqual(['0001_shelf.sql']);
});

test('an applied file that was edited is refused by name', async () => {
  await file('0001_shelf.sql', 'create table shelf (name text)');
  await forward();
  await file('0001_shelf.sql', 'create table shelf (name text, place text)');
  await expect(forward()).rejects.toThrow('0001_shelf.sql: was edited after it had been applied');
});

test('a file that fails leaves nothing behind and names itself', async () => {
  await file('0001_shelf.sql', 'create table shelf (name text); select 1/0');
  await expect(forward()).rejects.toThrow('0001_shelf.sql: could not be applied: division by zero');
  expect((await pool.query(`select to_regclass('books.shelf') as shelf`)).rows).toEqual([{ shelf: null }]);
});

test('work that fails is rolled back, and work that meets a deadlock is tried again', async () => {
  await file('0001_shelf.sql', 'create table shelf (name text)');
  await forward();
  let attempts = 0;
  await inTransaction(pool, async (client) => {
    attempts += 1;
    await client.query(`insert into shelf values ('once')`);
    if (attempts === 1) await client.query(`do $$ begin raise exception using errcode = '40P01'; end $$`);
  });
  const failed = inTransaction(pool, async (client) => {
    await client.query(`insert into shelf values ('never')`);
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect({ attempts, rows: (await pool.query('select name from shelf')).rows }).toEqual({
    attempts: 2,
    rows: [{ name: 'once' }],
  });
});

test('an unreachable server is an outage, a wrong statement is not', async () => {
  const nowhere = createPool({ url: 'postgresql://x@127.0.0.1:1/x', schema: 'books', telemetry });
  const errorOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error,
    );
  expect([
    isPostgresOutage(await errorOf(nowhere.query('select 1'))),
    isPostgresOutage(await errorOf(pool.query('select * from nothing'))),
    isPostgresOutage(await errorOf(pool.query('select pg_terminate_backend(pg_backend_pid())'))),
  ]).toEqual([true, false, true]);
  await nowhere.end();
});

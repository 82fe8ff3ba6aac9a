import { startTelemetry } from '@hearback/telemetry';
import { testDatabase, type TestDatabase } from '@hearback/testing';
import { arrayLiteral, createPool, type Pool } from '../src';

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await testDatabase();
  const telemetry = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });
  pool = createPool({ url: database.url, schema: 'public', telemetry });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

test('every text comes back as it was', async () => {
  const texts = [
    '',
    'plain',
    'null',
    'NULL',
    null,
    ' ',
    '信用卡年費',
    'a,b',
    '{a}',
    '"quoted"',
    "it's",
    'back\\slash\\',
    'line\nbreak\ttab\r',
    'both "\n\\',
    '😀',
    '2026-05-20T04:00:00.000Z',
    '{"text":"他说\\"不\\"\\n"}',
    '\u007f\u2028',
  ];
  const { rows } = await pool.query('select $1::text[] as texts', [arrayLiteral(texts)]);
  expect(rows).toEqual([{ texts }]);
});

test('numbers, truths, JSON and nothing come back as they were', async () => {
  const { rows } = await pool.query('select $1::int[] as n, $2::boolean[] as b, $3::jsonb[] as j, $4::text[] as none', [
    arrayLiteral([1, -2, null]),
    arrayLiteral([true, false, null]),
    arrayLiteral([JSON.stringify({ a: '"\\\n' }), null]),
    arrayLiteral([]),
  ]);
  expect(rows).toEqual([{ n: [1, -2, null], b: [true, false, null], j: [{ a: '"\\\n' }, null], none: [] }]);
});

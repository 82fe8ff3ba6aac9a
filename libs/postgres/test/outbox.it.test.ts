import { startTelemetry } from '@hearback/telemetry';
import { eventually, testDatabase, type TestDatabase } from '@hearback/testing';
import {
  createPool,
  inTransaction,
  OUTBOX_SQL,
  startOutboxRelay,
  writeOutbox,
  type OutboxEntry,
  type OutboxRecord,
  type Pool,
} from '../src';

const telemetry = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });
let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await testDatabase();
  pool = createPool({ url: database.url, schema: 'post', max: 20, telemetry });
  await pool.query(`create schema post; ${OUTBOX_SQL}`);
});
afterEach(() => pool.query('truncate outbox'));
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const record = (key: string, value: string): OutboxRecord => ({
  topic: 'case',
  key,
  value: Buffer.from(value),
  headers: { ce_id: `${key}-${value}`, by: '客户' },
});
const write = (...records: OutboxRecord[]) => inTransaction(pool, (client) => writeOutbox(client, records));
const left = async () => Number((await pool.query('select count(*) from outbox')).rows[0].count);

/** Takes everything, remembers what it took, and can be made to fail. */
function broker(accept: (r: OutboxRecord) => Promise<void> | void = () => undefined) {
  const taken: string[] = [];
  return {
    taken,
    publishRaw: async (r: OutboxRecord) => {
      await accept(r);
      taken.push(`${String(r.key)}-${String(r.value)}`);
    },
  };
}

test('a record arrives with its bytes and headers, and leaves the table', async () => {
  let seen: OutboxRecord | undefined;
  const relay = startOutboxRelay({ pool, telemetry, publisher: broker((r) => void (seen = r)) });
  await write(record('案', '開立'));
  relay.kick();
  await eventually(async () => expect(await left()).toBe(0));
  await relay.stop();
  expect({ topic: seen!.topic, key: String(seen!.key), value: String(seen!.value), headers: seen!.headers }).toEqual({
    topic: 'case',
    key: '案',
    value: '開立',
    headers: { ce_id: '案-開立', by: '客户' },
  });
});

test('what is handed over is published in order with what is not, and only once it is committed', async () => {
  const { taken, publishRaw } = broker();
  await write(record('a', '1'));
  const handed = await write(record('a', '2'), record('b', '1'));
  await write(record('a', '3'));
  const undone = inTransaction(pool, async (client) => {
    const entries = await writeOutbox(client, [record('b', '2')]);
    throw Object.assign(new Error('rolled back'), { entries });
  });
  const { entries } = (await undone.catch((error) => error)) as { entries: OutboxEntry[] };
  const relay = startOutboxRelay({ pool, telemetry, publisher: { publishRaw } });
  relay.kick([...handed, ...entries]);
  await eventually(async () => expect(await left()).toBe(0));
  await relay.stop();
  expect(taken).toEqual(['a-1', 'a-2', 'b-1', 'a-3']);
});

test('a crash between publishing and deleting publishes again', async () => {
  const first = broker();
  await write(record('a', '1'));
  // The connection dies while the acknowledgement is on its way.
  const dying = {
    publishRaw: async (r: OutboxRecord) => {
      await first.publishRaw(r);
      await pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and state = 'idle in transaction'`,
      );
    },
  };
  const crashed = startOutboxRelay({ pool, telemetry, publisher: dying, pollMs: 60_000 });
  await eventually(() => expect(first.taken).toEqual(['a-1']));
  await crashed.stop();
  expect(await left()).toBe(1);
  const second = broker();
  const relay = startOutboxRelay({ pool, telemetry, publisher: second });
  await eventually(async () => expect(await left()).toBe(0));
  await relay.stop();
  expect(second.taken).toEqual(['a-1']);
});

test('a lower id that commits after a higher one is published', async () => {
  const { taken, publishRaw } = broker();
  const relay = startOutboxRelay({ pool, telemetry, publisher: { publishRaw } });
  const slow = await pool.connect();
  await slow.query('begin');
  await writeOutbox(slow, [record('slow', '1')]);
  await write(record('quick', '1'));
  relay.kick();
  await eventually(() => expect(taken).toEqual(['quick-1']));
  await slow.query('commit');
  slow.release();
  // No kick: the poll is the net.
  await eventually(() => expect(taken).toEqual(['quick-1', 'slow-1']));
  await relay.stop();
});

test('two relays share the lanes: each record once, order kept for each key', async () => {
  const one = broker(() => new Promise((resolve) => setTimeout(resolve, 2)));
  const together: string[] = [];
  const both = {
    publishRaw: (r: OutboxRecord) =>
      one.publishRaw(r).then(() => void together.push(`${String(r.key)}-${String(r.value)}`)),
  };
  const relays = [1, 2].map(() => startOutboxRelay({ pool, telemetry, publisher: both }));
  const keys = Array.from({ length: 20 }, (_, index) => `key${index}`);
  for (let version = 1; version <= 30; version += 1) {
    await write(...keys.map((key) => record(key, String(version))));
    relays[version % 2]!.kick();
  }
  await eventually(async () => expect(await left()).toBe(0));
  await Promise.all(relays.map((relay) => relay.stop()));
  const versions = (key: string) =>
    together.filter((entry) => entry.startsWith(`${key}-`)).map((entry) => Number(entry.split('-')[1]));
  const expected = Array.from({ length: 30 }, (_, index) => index + 1);
  expect(keys.map(versions)).toEqual(keys.map(() => expected));
});

test('a broker that is away costs nothing: everything is published when it is back, in order', async () => {
  let away = true;
  let refusals = 0;
  const { taken, publishRaw } = broker(() => {
    if (!away) return;
    refusals += 1;
    throw Object.assign(new Error('no broker'), { reason: 'unavailable' });
  });
  await write(record('a', '1'), record('a', '2'), record('b', '1'));
  const relay = startOutboxRelay({ pool, telemetry, publisher: { publishRaw }, pollMs: 50 });
  await eventually(() => expect(refusals).toBeGreaterThan(3));
  expect(await left()).toBe(3);
  away = false;
  await eventually(async () => expect(await left()).toBe(0));
  await relay.stop();
  expect(taken).toEqual(['a-1', 'a-2', 'b-1']);
});

test('what follows a refused record of its key waits with it', async () => {
  let refusals = 1;
  const { taken, publishRaw } = broker((r) => {
    if (String(r.value) === '1' && refusals-- > 0) throw Object.assign(new Error('full'), { reason: 'overloaded' });
  });
  await write(record('a', '1'), record('a', '2'), record('a', '3'));
  const relay = startOutboxRelay({ pool, telemetry, publisher: { publishRaw }, pollMs: 50 });
  await eventually(async () => expect(await left()).toBe(0));
  await relay.stop();
  expect(taken.slice(-3)).toEqual(['a-1', 'a-2', 'a-3']);
});

test('a record that the broker will never take stays marked and holds up nobody', async () => {
  const { taken, publishRaw } = broker((r) => {
    if (String(r.value) === 'huge') throw Object.assign(new Error('huge'), { reason: 'too-large' });
  });
  await write(record('a', 'huge'), record('a', '2'));
  const relay = startOutboxRelay({ pool, telemetry, publisher: { publishRaw } });
  await eventually(async () => expect(await left()).toBe(1));
  await relay.stop();
  expect({ taken, marked: (await pool.query('select refused from outbox')).rows }).toEqual({
    taken: ['a-2'],
    marked: [{ refused: 'too-large' }],
  });
});

test('a stopped relay holds no lane', async () => {
  const relay = startOutboxRelay({ pool, telemetry, publisher: broker() });
  await write(record('a', '1'));
  relay.kick();
  await relay.stop();
  const { rows } = await pool.query(
    `select count(*)::int as held from pg_locks
      where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
  );
  expect(rows).toEqual([{ held: 0 }]);
});

import { inTransaction } from '@hearback/postgres';
import { daysRoot, EMPTY_DAY, extendDayRoot, verifyCheckpoint, type DayRoot, type SealedDay } from '@hearback/proof';
import { eventually } from '@hearback/testing';
import { saveAdvanced } from '../src/io/clock-store';
import { readCheckpoint, readDays } from '../src/io/seal-store';
import { sealer } from '../src/seal';
import { clockNamed, count, sealWorld, signer, type SealWorld } from './seal-world';

jest.setTimeout(60_000);

let world: SealWorld;
beforeEach(async () => {
  world = await sealWorld();
});
afterEach(() => world.close());

const clocks = (name: string, many: number, startedAt?: Date) =>
  Array.from({ length: many }, (_, i) => clockNamed(`${name} ${i}`, startedAt ? { startedAt } : {}));

/** Recomputes every day and every checkpoint from the events and compares them with what was sealed. */
async function expectAllSealed() {
  const { rows } = await world.pool.query<{ day: string; hash: string }>(
    `select to_char(started_at, 'YYYY-MM-DD') as day, encode(hash, 'hex') as hash from clock_event order by position`,
  );
  const days = new Map<string, DayRoot>();
  for (const { day, hash } of rows) days.set(day, extendDayRoot(days.get(day) ?? EMPTY_DAY, [hash]));
  const checkpoints = await world.pool.query<{ number: number; at: Date; root: string; previous: string }>(
    `select number, sealed_at as at, encode(root, 'hex') as root, encode(previous_root, 'hex') as previous
       from checkpoint order by number`,
  );
  checkpoints.rows.forEach((row, i) => {
    const before = checkpoints.rows[i - 1];
    expect(row.number).toBe(i + 1);
    expect(row.previous).toBe(before?.root ?? '0'.repeat(64));
    if (before) expect(row.at.getTime()).toBeGreaterThan(before.at.getTime());
  });
  const { position: _, ...last } = (await readCheckpoint(world.pool))!;
  const list = [...days].map(([day, { events, root }]): SealedDay => [day, events, root]);
  expect(await readDays(world.pool, last.number)).toEqual(new Map([...days].sort()));
  expect({ events: last.events, daysRoot: last.daysRoot }).toEqual({ events: rows.length, daysRoot: daysRoot(list) });
  expect(verifyCheckpoint(last, signer.publicKey)).toEqual([]);
  return checkpoints.rows.length;
}

test('nothing new, no checkpoint', async () => {
  const seal = sealer({ pool: world.pool, signer });
  expect(await seal()).toBe(0);
  await world.save(clockNamed('one'));
  expect([await seal(), await seal(), await sealer({ pool: world.pool, signer })()]).toEqual([2, 0, 0]);
  expect(await expectAllSealed()).toBe(1);
});

test('each checkpoint counts on from the one before, over days old and new', async () => {
  const seal = sealer({ pool: world.pool, signer });
  for (const day of [2, 5, 2, 3])
    await world.save(...clocks(`day ${day} ${Math.random()}`, 3, new Date(Date.UTC(2026, 1, day, 23)))).then(seal);
  // A replica that starts later reads the days from the table.
  await world.save(...clocks('later', 2));
  await sealer({ pool: world.pool, signer })();
  await world.save(...clocks('again', 2));
  await seal();
  expect(await expectAllSealed()).toBe(6);
});

test('many sealers at once make each checkpoint once and seal each event once', async () => {
  const sealers = Array.from({ length: 4 }, () => sealer({ pool: world.pool, signer }));
  let [sealed, saved] = [0, 0];
  for (let round = 0; round < 15; round += 1) {
    const writing = world.save(...clocks(`round ${round}`, 7)).then(() => (saved += 14));
    const passes = await Promise.all([...sealers.map((seal) => seal()), writing.then(() => 0)]);
    sealed += passes.reduce((sum, n) => sum + n, 0);
  }
  for (const seal of sealers) sealed += await seal();
  expect({ sealed, saved }).toEqual({ sealed: 210, saved: 210 });
  await expectAllSealed();
});

const WAITING = `pg_locks where locktype = 'advisory' and not granted
  and database = (select oid from pg_database where datname = current_database())`;

/** A pass gives up after two seconds, on a busy machine before anybody has looked: the next one waits again. */
async function sealSome(seal: () => Promise<number>): Promise<number> {
  for (;;) {
    const sealed = await seal();
    if (sealed > 0) return sealed;
  }
}

test('an event that commits late is never skipped, though later positions were committed before it', async () => {
  const seal = sealer({ pool: world.pool, signer });
  const late = await world.pool.connect();
  await late.query('begin');
  await saveAdvanced(late, [clockNamed('late')]);
  await world.save(clockNamed('early'));
  // The late transaction holds the lower positions; sealing now would leave them behind for ever.
  let done = false;
  const pass = sealSome(seal).then((n) => ((done = true), n));
  await eventually(async () => expect(await count(world.pool, WAITING)).toBe(1));
  expect({ done, checkpoints: await count(world.pool, 'checkpoint') }).toEqual({ done: false, checkpoints: 0 });
  await late.query('commit');
  late.release();
  expect(await pass).toBe(4);
  await expectAllSealed();
});

test('a writer that holds on for long delays the seal, and nothing is sealed meanwhile', async () => {
  const seal = sealer({ pool: world.pool, signer });
  const late = await world.pool.connect();
  await late.query('begin');
  await saveAdvanced(late, [clockNamed('late')]);
  await world.save(clockNamed('early'));
  expect(await seal()).toBe(0);
  expect(await count(world.pool, 'checkpoint')).toBe(0);
  await late.query('rollback');
  late.release();
  expect(await seal()).toBe(2);
  await expectAllSealed();
});

test('a seal that is rolled back at any step leaves nothing, and the next one seals the same events', async () => {
  const seal = sealer({ pool: world.pool, signer });
  await world.save(...clocks('before', 3));
  await seal();
  const figures = `(select 1 from figure_now, generate_series(1, met)) as f`;
  const before = await count(world.pool, figures);
  for (const table of ['checkpoint', 'day_root', 'figure_now']) {
    await world.save(...clocks(`before ${table} failed`, 3));
    await world.pool.query(`create function fail() returns trigger language plpgsql as
      $$ begin raise exception 'power cut'; end $$`);
    await world.pool.query(`create trigger fails before insert on ${table} for each row execute function fail()`);
    const sealed = await count(world.pool, 'checkpoint');
    await expect(seal()).rejects.toThrow('power cut');
    expect(await count(world.pool, 'checkpoint')).toBe(sealed);
    await world.pool.query('drop function fail cascade');
    expect(await seal()).toBe(6);
  }
  expect(await count(world.pool, figures)).toBe(before * 4);
  await expectAllSealed();
});

test('a backlog of 20,000 events is sealed in pages, each a checkpoint', async () => {
  for (let i = 0; i < 10; i += 1) await world.save(...clocks(`backlog ${i}`, 1_000));
  const startedAt = performance.now();
  expect(await sealer({ pool: world.pool, signer })()).toBe(20_000);
  process.stderr.write(`sealed 20,000 events in ${Math.round(performance.now() - startedAt)} ms\n`);
  expect(await expectAllSealed()).toBe(4);
});

test('checkpoints and day roots refuse to be changed', async () => {
  await world.save(clockNamed('one'));
  await sealer({ pool: world.pool, signer })();
  for (const change of [
    'update checkpoint set events = 1',
    'delete from day_root',
    'update clock_event set hash = hash',
  ])
    await expect(inTransaction(world.pool, (client) => client.query(change))).rejects.toThrow('append-only');
});

import { startRedis, type ThrowAwayServer } from '@hearback/local';
import { eventually } from '@hearback/testing';
import { Redis } from 'ioredis';
import { caseNamed, trackerWorld, type TrackerWorld } from './harness';
import { brokenChains, storyOf } from './stories';

jest.setTimeout(280_000);

let world: TrackerWorld;
let redis: ThrowAwayServer;
beforeAll(async () => {
  [world, redis] = await Promise.all([trackerWorld(), startRedis()]);
}, 120_000);
afterAll(async () => {
  await world.close();
  await redis.stop();
});

test('Redis is emptied while 10,000 clocks run and 1,000 fall due: each warning and breach once, at most a sweep late', async () => {
  // Seconds; what a pass takes on a busy machine is short beside it.
  const SWEEP = 3;
  const tracker = await world.startTracker(
    { REDIS_URL: redis.address, SWEEP_SECONDS: String(SWEEP) },
    { lengthSeconds: 1_000, warnings: [500] },
  );
  const cases = Array.from({ length: 10_000 }, (_, index) => caseNamed(`one of many ${index}`));
  // Most are farther from anything than this test is long. They go first, however long they take.
  const begun = Date.now();
  await open(cases.slice(1_000), (index) => begun - (index % 200) * 1_000);
  await eventually(async () => expect(await count(`select count(*) from clock`)).toBe(9_000), 90_000);
  // 500 will be warned and 500 missed in the 6 s after this.
  const soon = Date.now() + 20_000;
  await open(cases.slice(0, 1_000), (index) => soon - (index < 500 ? 500_000 : 1_000_000) + (index % 60) * 100);
  await eventually(async () => expect(await count(`select count(*) from clock`)).toBe(10_000));
  expect(Date.now()).toBeLessThan(soon);

  const client = new Redis(redis.address);
  await eventually(() => expect(Date.now()).toBeGreaterThan(soon + 1_000), 40_000);
  await client.flushall();
  await eventually(() => expect(Date.now()).toBeGreaterThan(soon + 4_000), 40_000);
  await client.flushall();
  client.disconnect();

  const due = `select count(*) from clock_event where kind in ('warned', 'breached') and effective_at >= $1`;
  await eventually(async () => expect(await count(due, [new Date(soon)])).toBe(1_000), 60_000);
  expect(await storyOf(world.pool, cases.slice(0, 500))).toEqual({ 'activated warned': 500 });
  expect(await storyOf(world.pool, cases.slice(500, 1_000))).toEqual({ 'activated warned breached': 500 });
  expect(await storyOf(world.pool, cases.slice(1_000))).toEqual({ activated: 9_000 });
  const { rows } = await world.pool.query<{ late: number }>(
    `select max(extract(epoch from recorded_at - effective_at))::float as late from clock_event
      where kind in ('warned', 'breached') and effective_at >= $1`,
    [new Date(soon)],
  );
  // A sweep interval, and the time that a pass over what is due takes.
  expect(rows[0]!.late).toBeLessThan(SWEEP + 2.5);
  expect(await brokenChains(world.pool)).toEqual([]);
  await tracker.stop();
});

test('a tracker killed at any step, again and again, writes each event once and breaks no chain', async () => {
  const terms = { lengthSeconds: 4, warnings: [3, 1] };
  const cases = Array.from({ length: 500 }, (_, index) => caseNamed(`killed ${index}`));
  let tracker = await world.startTrackerProcess({ SWEEP_SECONDS: '1' }, terms);
  for (let round = 0; round < 5; round += 1) {
    for (const one of cases.slice(round * 100, round * 100 + 100)) await world.tell(one.opened());
    await new Promise((resolve) => setTimeout(resolve, 211 * round)); // another step each time
    await tracker.kill();
    tracker = await world.startTrackerProcess({ SWEEP_SECONDS: '1' }, terms);
  }
  await eventually(
    async () => expect(await storyOf(world.pool, cases)).toEqual({ 'activated warned warned breached': 500 }),
    60_000,
  );
  expect(await brokenChains(world.pool)).toEqual([]);
  const unsealed = `select count(*) from clock_event where position > (select coalesce(max(position), 0) from checkpoint)`;
  await eventually(async () => expect(await count(unsealed)).toBe(0), 30_000);
  await tracker.kill();
});

async function open(cases: readonly ReturnType<typeof caseNamed>[], startOf: (index: number) => number) {
  const opened = cases.map((one, index) => one.opened(new Date(startOf(index))));
  for (let from = 0; from < opened.length; from += 1_000) await world.tell(...opened.slice(from, from + 1_000));
}

async function count(sql: string, values: unknown[] = []): Promise<number> {
  const { rows } = await world.pool.query<{ count: string }>(sql, values);
  return Number(rows[0]!.count);
}

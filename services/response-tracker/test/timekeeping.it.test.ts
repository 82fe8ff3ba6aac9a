import { connectRedis, type Redis } from '@hearback/redis';
import { startTelemetry } from '@hearback/telemetry';
import { eventually, lowPort, testServers } from '@hearback/testing';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { caseNamed, trackerWorld, type Terms, type TrackerWorld } from './harness';

jest.setTimeout(180_000);

// A promise of seconds, so that its whole life passes in a test.
const terms: Terms = { lengthSeconds: 3, warnings: [2, 1] };
const NOWHERE = 'redis://127.0.0.1:1';
// Longer than any test: whatever happens is the work of wake-ups.
const NO_SWEEP = { SWEEP_SECONDS: '3600' };

let world: TrackerWorld;
beforeAll(async () => {
  world = await trackerWorld();
});
afterAll(() => world.close());

interface EventRow {
  kind: string;
  threshold: number | null;
  after_start: number;
  late: number;
}

/** The events of a case's clocks: what, how long after the start it took effect (s), and how late it was written (s). */
async function eventsOf(caseId: string): Promise<EventRow[]> {
  const { rows } = await world.pool.query<EventRow>(
    `select clock_event.kind, (data->>'secondsLeft')::int as threshold,
            extract(epoch from effective_at - clock.started_at)::float as after_start,
            extract(epoch from recorded_at - effective_at)::float as late
       from clock_event join clock using (clock_id) where case_id = $1 order by clock_id, clock_event.sequence`,
    [caseId],
  );
  return rows;
}

const WHOLE_LIFE = [
  { kind: 'activated', threshold: null, after_start: 0 },
  { kind: 'warned', threshold: 2, after_start: 1 },
  { kind: 'warned', threshold: 1, after_start: 2 },
  { kind: 'breached', threshold: null, after_start: 3 },
];

async function expectWholeLife(caseId: string) {
  const events = await eventsOf(caseId);
  expect(events.map(({ kind, threshold, after_start }) => ({ kind, threshold, after_start }))).toEqual(WHOLE_LIFE);
  return Math.max(...events.slice(1).map(({ late }) => late));
}

/** A start ahead, so that on a busy machine too the tracker knows of a case before anything of it falls due. */
const ahead = (seconds = 4) => new Date(Date.now() + seconds * 1_000);
const casesNamed = (name: string, count: number) => Array.from({ length: count }, (_, i) => caseNamed(`${name} ${i}`));

test('woken by Redis, every warning and the breach are written once and promptly', async () => {
  const tracker = await world.startTracker(NO_SWEEP, terms);
  const prompt = caseNamed('prompt');
  await world.tell(prompt.opened(ahead()));
  await eventually(() => expectWholeLife(prompt.caseId), 30_000);
  expect(await expectWholeLife(prompt.caseId)).toBeLessThan(1.5);
  await tracker.stop();
});

test('without Redis the sweep alone writes each of them once, at most one interval late', async () => {
  const tracker = await world.startTracker({ REDIS_URL: NOWHERE, SWEEP_SECONDS: '0.5' }, terms);
  const swept = caseNamed('swept');
  await world.tell(swept.opened(ahead()));
  await eventually(() => expectWholeLife(swept.caseId), 30_000);
  expect(await expectWholeLife(swept.caseId)).toBeLessThan(1.5);
  await tracker.stop();
});

test('an emptied Redis loses nothing and doubles nothing', async () => {
  const tracker = await world.startTracker({ SWEEP_SECONDS: '1' }, terms);
  const cases = casesNamed('emptied', 30);
  await world.tell(...cases.map((one) => one.opened()));
  await eventually(async () => expect(await eventsOf(cases.at(-1)!.caseId)).not.toEqual([]));
  expect(await emptyRedis()).toBeGreaterThan(0);
  for (const { caseId } of cases) await eventually(() => expectWholeLife(caseId), 30_000);
  await tracker.stop();
});

test('two trackers side by side write one of each', async () => {
  const both = [await world.startTracker({ SWEEP_SECONDS: '0.2' }, terms)];
  both.push(await world.startTracker({ SWEEP_SECONDS: '0.2' }, terms));
  const cases = casesNamed('side by side', 40);
  await world.tell(...cases.map((one) => one.opened()));
  for (const { caseId } of cases) await eventually(() => expectWholeLife(caseId), 30_000);
  for (const tracker of both) await tracker.stop();
});

test('what fell due while no tracker ran is written once after the start, with its own times', async () => {
  const first = await world.startTracker(NO_SWEEP, terms);
  const left = caseNamed('left alone');
  await world.tell(left.opened(ahead()));
  await eventually(async () => expect(await eventsOf(left.caseId)).toHaveLength(1));
  await first.stop();
  const { rows } = await world.pool.query('select due_at from clock where case_id = $1', [left.caseId]);
  await eventually(() => expect(Date.now()).toBeGreaterThan(rows[0].due_at.getTime() + 500), 30_000);
  const second = await world.startTracker({ ...NO_SWEEP, REDIS_URL: NOWHERE }, terms);
  await eventually(() => expectWholeLife(left.caseId), 30_000);
  await second.stop();
});

test('Redis may go away and come back while clocks run', async () => {
  const proxy = await redisProxy();
  const tracker = await world.startTracker({ REDIS_URL: proxy.url, SWEEP_SECONDS: '1' }, terms);
  await proxy.cut();
  const away = casesNamed('away', 5);
  await world.tell(...away.map((one) => one.opened()));
  for (const { caseId } of away) await eventually(() => expectWholeLife(caseId), 30_000);
  await proxy.mend();
  const back = caseNamed('back');
  // Later than the longest pause before the tracker tries Redis again, 5 s.
  await world.tell(back.opened(ahead(8)));
  await eventually(async () => expect(await keysInRedis()).toContainEqual(expect.stringContaining(':slot-')), 30_000);
  await eventually(() => expectWholeLife(back.caseId), 30_000);
  await tracker.stop();
  await proxy.close();
});

test('a policy version that changes its meaning is refused at the start', async () => {
  await expect(world.startTracker({ HEARBACK_POLICY: '/nowhere/policy.json' })).rejects.toThrow('cannot be read');
  const other = {
    version: 'bank-promise-2',
    firstReply: { lengthSeconds: 1, warnings: [], kinds: 'all', channels: 'all' },
  };
  await world.pool.query(`insert into policy values (now(), 'bank-promise-2', $1)`, [other]);
  await expect(world.startTracker()).rejects.toThrow('bank-promise-2 is in force with other terms');
});

async function keysInRedis(): Promise<string[]> {
  return withRedis((redis) => redis.keys(`${world.connection.topic('response')}*`));
}

/** Removes every key of this world's trackers, as FLUSHALL would. @returns how many there were */
async function emptyRedis(): Promise<number> {
  const keys = await keysInRedis();
  return keys.length > 0 ? withRedis((redis) => redis.del(keys)) : 0;
}

async function withRedis<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
  const telemetry = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });
  const redis = connectRedis({ url: testServers().redisUrl, telemetry, name: 'test', whenDown: 'wait' });
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

/** A way to the real Redis that can be cut. */
async function redisProxy() {
  const target = new URL(testServers().redisUrl);
  const sockets = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [one, other] of [[near, far], [far, near]] as const) // prettier-ignore
      one.on('error', () => other.destroy()).on('close', () => other.destroy()).pipe(other); // prettier-ignore
    sockets.add(near);
  });
  // No outgoing connection takes this port while the proxy is away.
  const port = await lowPort();
  const mend = () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const cut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      sockets.forEach((socket) => socket.destroy());
      sockets.clear();
    });
  await mend();
  return { url: `redis://127.0.0.1:${port}`, cut, mend, close: cut };
}

import type { CaseChange } from '@hearback/contracts';
import { inTransaction } from '@hearback/postgres';
import { saveAdvanced } from '../src/io/clock-store';
import { readBacklog } from '../src/io/figure-backlog';
import { readMovedDates, readWarnings } from '../src/io/figure-lists';
import { readReplyTimes } from '../src/io/figure-times';
import { figureWorld, HOUR, met, restated, started, then, type FigureWorld } from './figure-world';

jest.setTimeout(60_000);

let world: FigureWorld;
beforeAll(async () => {
  world = await figureWorld();
});
afterAll(() => world.close());

const ORIGIN = Date.parse('2026-02-16T00:00:00.000Z');
const h = (hours: number) => new Date(ORIGIN + hours * HOUR);

test('times to the first reply are told by the wall and by working time, and leave out who still waits', async () => {
  const seconds = [60, 120, 180, 240, 6_000];
  for (const [index, taken] of seconds.entries()) {
    const { clock, steps } = started({ startedAt: h(0), channel: index === 4 ? 'social' : 'hotline' });
    const answered = then(clock, met(new Date(ORIGIN + taken * 1_000)), h(2));
    const both = { clock: answered.clock, steps: [...steps, ...answered.steps] };
    await inTransaction(world.pool, (client) => saveAdvanced(client, [both], { workingSecondsOf: () => taken / 2 }));
  }
  await world.save(started({ startedAt: h(1), channel: 'social' }), started({ startedAt: h(1), promise: 'legal' }));
  const times = await readReplyTimes(world.pool, { from: h(0), to: h(2), by: 'channel' });
  expect(times.total).toEqual({
    count: 5,
    unanswered: 1,
    wallClock: { mean: 1_320, p50: 180, p90: 3_696, p95: 4_848, p99: 5_769.6 },
    working: { mean: 660, p50: 90, p90: 1_848, p95: 2_424, p99: 2_884.8 },
  });
  expect(times.by.map(({ key, count, unanswered, wallClock }) => [key, count, unanswered, wallClock.p50])).toEqual([
    ['hotline', 4, 0, 150],
    ['social', 1, 1, 6_000],
  ]);
  const empty = await readReplyTimes(world.pool, { from: h(-9), to: h(-8), by: 'total' });
  const none = { mean: null, p50: null, p90: null, p95: null, p99: null };
  expect(empty).toMatchObject({ total: { count: 0, unanswered: 0, wallClock: none, working: none }, by: [] });
});

test('the backlog tells ages and when promises fall due, by whom has the case now', async () => {
  const old = started({ startedAt: h(100), promise: 'next-reply', channel: 'branch' });
  const young = started({ startedAt: h(119.5), promise: 'next-reply', channel: 'social' });
  const over = started({ startedAt: h(90), promise: 'next-reply' });
  await world.save(old, young, over);
  const assigned = { kind: 'assigned', assignee: 'an', by: 'an' } as const satisfies CaseChange;
  await world.pool.query('insert into case_fact (case_id, case_version, changed_at, data) values ($1, 2, $2, $3)', [
    old.clock.caseId,
    h(101),
    JSON.stringify({ change: assigned }),
  ]);
  const ask = (by: 'promise' | 'channel' | 'owner', hours = 48) =>
    readBacklog(world.pool, { promises: ['next-reply'], by, hours }, h(120));
  const backlog = await ask('channel');
  expect(backlog).toMatchObject({ running: 2, ages: { '<1h': 1, '16-24h': 1, '1-4h': 0 } });
  expect(backlog.atRisk).toEqual([
    { hour: h(124).toISOString(), count: 1 },
    { hour: h(143).toISOString(), count: 1 },
  ]);
  expect(backlog.by.map(({ key, running }) => [key, running])).toEqual([
    ['branch', 1],
    ['social', 1],
  ]);
  expect((await ask('owner')).by.map(({ key, atRisk }) => [key, atRisk[0]!.hour])).toEqual([
    ['', h(143).toISOString()],
    ['an', h(124).toISOString()],
  ]);
  expect((await ask('promise', 5)).atRisk).toHaveLength(1);
});

test('warnings are listed newest first, for one role, from a time on, page by page', async () => {
  const { clock, steps } = started({ startedAt: h(200) });
  await world.save({ clock, steps });
  let last = clock;
  for (const [hours, to] of [
    [212, 'owner'],
    [220, 'supervisor'],
    [223, 'head'],
  ] as const) {
    const secondsLeft = (224 - hours) * 3_600;
    const warned = then(last, { kind: 'warned', data: { secondsLeft, to }, effectiveAt: h(hours) }, h(hours));
    await world.save(warned);
    await world.seal(h(hours + 0.1));
    last = warned.clock;
  }
  const list = async (page: Partial<Parameters<typeof readWarnings>[1]>) => {
    const { items, next } = await readWarnings(world.pool, { limit: 10, ...page });
    return { next, roles: items.map(({ to }) => to) };
  };
  expect(await list({})).toEqual({ roles: ['head', 'supervisor', 'owner'], next: null });
  expect(await list({ since: h(220) })).toEqual({ roles: ['head', 'supervisor'], next: null });
  expect(await list({ to: 'owner' })).toEqual({ roles: ['owner'], next: null });
  const first = await list({ limit: 2 });
  expect(first.roles).toEqual(['head', 'supervisor']);
  expect(await list({ limit: 2, after: first.next! })).toEqual({ roles: ['owner'], next: null });
  const { items } = await readWarnings(world.pool, { limit: 1 });
  expect(items[0]).toMatchObject({
    caseId: clock.caseId,
    to: 'head',
    secondsLeft: 3_600,
    at: h(223).toISOString(),
    dueAt: h(224).toISOString(),
    owner: null,
  });
});

test('a due date that a calendar moved is listed with both dates', async () => {
  const { clock, steps } = started({ startedAt: h(300), promise: 'resolution' });
  await world.save({ clock, steps });
  const moved = then(clock, restated(clock, h(301), { dueAt: h(400) }), h(301));
  await world.save(moved);
  const renamed = then(moved.clock, restated(moved.clock, h(302), { product: 'loan' }), h(302));
  await world.save(renamed);
  expect(await readMovedDates(world.pool, { limit: 5 })).toEqual({
    items: [
      {
        clockId: clock.clockId,
        caseId: clock.caseId,
        promise: 'resolution',
        term: 'resolution',
        from: h(324).toISOString(),
        to: h(400).toISOString(),
        provisional: false,
        calendarVersion: null,
        recordedAt: h(301).toISOString(),
      },
    ],
    next: null,
  });
});

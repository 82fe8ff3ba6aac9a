import { eventually } from '@hearback/testing';
import { caseNamed, trackerWorld, type Tracker, type TrackerWorld } from './harness';

jest.setTimeout(90_000);

let world: TrackerWorld;
let tracker: Tracker;
beforeAll(async () => {
  world = await trackerWorld();
  tracker = await world.startTracker();
});
afterAll(() => world.close());

const HOUR = 3_600_000;
const START = Date.parse('2025-04-03T00:00:00Z');
const h = (hours: number) => new Date(START + hours * HOUR);
const PERIOD = 'from=2025-04-03&to=2025-04-05&zone=UTC';

interface Rate {
  total: { met: number; missed: number; withdrawn: number; confirmed: number; rateText: string };
  excluded: { reason: string; count: number }[];
  checkpoint: { number: number };
  beside: Record<string, { count: number }>;
}
const rate = (rest = '') => tracker.get<Rate>(`/v1/response-rate?${PERIOD}${rest}`);

test('a reply backdated by hand, and a withdrawal after the due time, leave every miss in the figure', async () => {
  const honest = caseNamed('honest');
  const backdated = caseNamed('backdated');
  const withdrawn = caseNamed('withdrawn-late');
  const inTime = caseNamed('withdrawn-in-time');
  await world.tell(honest.opened(h(1)), honest.replied(2, h(2)));
  await world.tell(backdated.opened(h(1)), withdrawn.opened(h(1)), inTime.opened(h(1)));
  const logged = backdated.replied(2, h(3), new Date());
  await world.tell({ ...logged, change: { ...logged.change, origin: 'logged' } } as typeof logged);
  for (const [one, changedAt] of [
    [withdrawn, h(30)],
    [inTime, h(5)],
  ] as const)
    await world.tell({
      ...one.opened(h(1)),
      caseVersion: 2,
      changedAt: changedAt.toISOString(),
      change: { kind: 'withdrawn', reason: 'spam', by: 'agent-1' },
    });
  const total = { met: 1, confirmed: 0, missed: 2, withdrawn: 1, rateText: '33.33 %' };
  await eventually(async () => {
    const answer = await rate();
    expect(answer.total).toMatchObject(total);
    expect(answer.excluded).toEqual([{ reason: 'spam', count: 1 }]);
  });
  await eventually(async () => expect((await rate(`&asOf=${new Date().toISOString()}`)).total).toMatchObject(total));
});

test('before and after a restatement the figure as of each time is the one that was published then', async () => {
  const late = caseNamed('found-later', 'social');
  await world.tell(late.opened(h(26)));
  const ask = (asOf: string) => rate(`&by=channel&asOf=${asOf}`).then(({ total }) => total.missed);
  let before = '';
  await eventually(async () => {
    before = new Date().toISOString();
    expect(await ask(before)).toBe(3);
  });
  await world.tell(late.replied(2, h(27), new Date()));
  let after = '';
  await eventually(async () => {
    after = new Date().toISOString();
    expect(await ask(after)).toBe(2);
  });
  expect(await ask(before)).toBe(3);
  expect(await ask('2025-04-04T00:00:00Z')).toBe(0);
});

test('the rate by channel counts met, missed and running apart, live and as recorded', async () => {
  const start = new Date('2025-03-01T00:00:00Z');
  const at = (hours: number) => new Date(start.getTime() + hours * HOUR);
  const cases = [
    [caseNamed('r1', 'web-form'), at(0), at(24)],
    [caseNamed('r2', 'web-form'), at(1), null],
    [caseNamed('r3', 'web-form'), at(2), null],
    [caseNamed('r4', 'app-rating'), at(3), at(4)],
    [caseNamed('outside', 'app-rating'), at(48), at(49)],
  ] as const;
  for (const [ofCase, openedAt, repliedAt] of cases) {
    await world.tell(ofCase.opened(openedAt));
    if (repliedAt) await world.tell(ofCase.replied(2, repliedAt));
  }
  const query = `from=${start.toISOString()}&to=${at(48).toISOString()}&by=channel`;
  const expected = {
    from: start.toISOString(),
    to: at(48).toISOString(),
    promise: 'response',
    policyVersion: 'bank-promise-2+china-2020-1',
    total: { met: 2, missed: 2, running: 0, rate: 0.5, rateText: '50.00 %' },
    by: [
      { key: 'app-rating', met: 1, missed: 0, running: 0, rate: 1, rateText: '100 %' },
      { key: 'web-form', met: 1, missed: 2, running: 0, rate: 1 / 3, rateText: '33.33 %' },
    ],
    excluded: [],
  };
  const rate = (rest: string) => tracker.get<typeof expected>(`/v1/response-rate?${query}${rest}`);
  await eventually(async () => expect(await rate('')).toMatchObject(expected));
  // What was told is known as of a past time once it is sealed.
  let asOf = '';
  await eventually(async () => {
    asOf = new Date().toISOString();
    expect(await rate(`&asOf=${asOf}`)).toMatchObject(expected);
  });
  await world.tell(caseNamed('r2', 'web-form').replied(2, at(5), new Date()));
  await eventually(async () =>
    expect((await rate('')).total).toMatchObject({ met: 3, missed: 1, rateText: '75.00 %' }),
  );
  expect(await rate(`&asOf=${asOf}`)).toMatchObject(expected);
  expect((await rate('&asOf=2025-06-01T00:00:00Z')).total).toMatchObject({ met: 0, missed: 0, rate: null });
});

test('every promise has its rate, and times, backlog, warnings and moved dates are told', async () => {
  const { promises } = await tracker.get<{ promises: { promise: string; met: number; missed: number }[] }>(
    `/v1/promise-rates?${PERIOD}`,
  );
  expect(promises).toHaveLength(7);
  expect(promises[0]).toMatchObject({ promise: 'first-reply', met: 2, missed: 2 });
  expect(await tracker.get(`/v1/reply-times?${PERIOD}&by=channel`)).toMatchObject({
    total: { count: 2, unanswered: 2, wallClock: { p50: 3_600 }, working: { p50: expect.any(Number) } },
    by: [{ key: 'hotline' }, { key: 'social' }],
  });
  await world.tell(caseNamed('waiting').opened(new Date()));
  await eventually(async () =>
    expect(await tracker.get('/v1/backlog?promise=response&by=channel')).toMatchObject({
      running: 1,
      ages: { '<1h': 1 },
      atRisk: [{ count: 1 }],
    }),
  );
  const warnings = await tracker.get<{ items: { to: string }[] }>('/v1/warnings?to=owner&limit=1');
  expect(warnings.items).toMatchObject([{ to: 'owner' }]);
  expect(await tracker.get('/v1/moved-dates')).toEqual({ items: [], next: null });
});

test.each(['/v1/backlog?by=mood', '/v1/warnings?to=nobody', '/v1/reply-times?zone=Nowhere', '/v1/moved-dates?after=x'])(
  '%s is refused with its faults',
  async (path) => {
    expect(await tracker.get(path)).toMatchObject({ status: 400, type: '/problems/query' });
  },
);

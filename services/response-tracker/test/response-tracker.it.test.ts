import {
  caseChanged,
  feedbackRefused,
  refusalClosed,
  parkedTopic,
  PARKED_HEADERS,
  feedbackReceived,
  responseChanged,
} from '@hearback/contracts';
import { readToEnd } from '@hearback/kafka';
import { eventually } from '@hearback/testing';
import { caseNamed, trackerWorld, type Tracker, type TrackerWorld } from './harness';
import { openStream } from './open-stream';

jest.setTimeout(90_000);

let world: TrackerWorld;
let tracker: Tracker;

beforeAll(async () => {
  world = await trackerWorld();
  tracker = await world.startTracker();
});
afterAll(() => world.close());

const HOUR = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR);
const clocksOf = async (feedbackId: string) =>
  (await tracker.get<{ items: { clockId: string; state: string }[] }>(`/v1/clocks?feedbackId=${feedbackId}`)).items;
const eventsOf = async (feedbackId: string) => {
  const [clock] = await clocksOf(feedbackId);
  return (await tracker.get<{ events: { kind: string }[] }>(`/v1/clocks/${clock!.clockId}`)).events.map((e) => e.kind);
};

test('an opened case starts a clock of 24 hours', async () => {
  const opened = caseNamed('opened');
  const receivedAt = new Date();
  await world.tell(opened.opened(receivedAt));
  await eventually(async () => {
    expect(await clocksOf(opened.feedbackId)).toEqual([
      {
        clockId: expect.any(String),
        caseId: opened.caseId,
        feedbackId: opened.feedbackId,
        kind: 'first-reply',
        promise: 'first-reply',
        term: 'first-reply',
        instance: 0,
        policyVersion: 'bank-promise-2',
        channel: 'hotline',
        branch: null,
        startedAt: receivedAt.toISOString(),
        dueAt: new Date(receivedAt.getTime() + 24 * HOUR).toISOString(),
        provisional: false,
        calendarVersion: null,
        state: 'running',
        fulfilledAt: null,
        confirmed: false,
        withdrawnReason: null,
        owner: null,
        team: null,
        bindsNext: true,
        warnings: [],
      },
    ]);
  });
});

test('a reply meets it, also when it arrives before the case was opened', async () => {
  const early = caseNamed('reply-first');
  await world.tell(early.replied(2, hoursAgo(1)));
  await world.tell(early.opened(hoursAgo(2)));
  await eventually(async () => expect(await eventsOf(early.feedbackId)).toEqual(['activated', 'fulfilled']));
  expect((await clocksOf(early.feedbackId))[0]!.state).toBe('met');
});

test('a feedback that joined is found under the promise that answers for it', async () => {
  const joined = caseNamed('joined');
  await world.tell(joined.opened(hoursAgo(3)), joined.joined(2, 'joined-later', hoursAgo(2)));
  await eventually(async () => {
    const [clock] = await clocksOf(caseNamed('joined-later').feedbackId);
    expect(clock).toMatchObject({ feedbackId: joined.feedbackId, state: 'running' });
  });
});

test('a clock that was missed long ago tells its warnings and its breach, and a reply found later restates it', async () => {
  const late = caseNamed('restated', 'social');
  await world.tell(late.opened(hoursAgo(30)));
  const story = ['activated', 'warned', 'warned', 'warned', 'warned', 'breached'];
  await eventually(async () => expect(await eventsOf(late.feedbackId)).toEqual(story));
  await world.tell(late.replied(2, hoursAgo(20), new Date()));
  await eventually(async () => expect(await eventsOf(late.feedbackId)).toEqual([...story, 'restated']));
  expect((await clocksOf(late.feedbackId))[0]!.state).toBe('met');
});

test('a whole replay of the topic changes nothing', async () => {
  const rows = async () => {
    const clock = await world.pool.query('select * from clock order by clock_id');
    const event = await world.pool.query('select * from clock_event order by clock_id, sequence');
    return { clocks: clock.rows, events: event.rows };
  };
  const before = await rows();
  const { rows: facts } = await world.pool.query('select count(*)::int as count from case_fact');
  const all: ReturnType<ReturnType<typeof caseNamed>['opened']>[] = [];
  await readToEnd(world.connection, caseChanged.topic, (record) => {
    all.push(JSON.parse(record.value!.toString()));
  });
  expect(all.length).toBe(facts[0].count);
  await world.tell(...all.reverse());
  const marker = caseNamed('after-the-replay');
  await world.tell(marker.opened());
  await eventually(async () => expect(await clocksOf(marker.feedbackId)).toHaveLength(1));
  const after = await rows();
  expect(after.clocks.filter((row) => row.case_id !== marker.caseId)).toEqual(before.clocks);
  expect(after.events).toHaveLength(before.events.length + 1);
});

test('every event of a clock is announced once it is committed', async () => {
  const announced: { change: string; sequence: number }[] = [];
  const { feedbackId } = caseNamed('restated');
  await eventually(async () => {
    announced.length = 0;
    await readToEnd(world.connection, responseChanged.topic, (record) => {
      const data = JSON.parse(record.value!.toString());
      if (data.feedbackId === feedbackId) announced.push(data);
    });
    expect(announced.map(({ sequence, change }) => [sequence, change])).toEqual([
      [1, 'activated'],
      [2, 'warned'],
      [3, 'warned'],
      [4, 'warned'],
      [5, 'warned'],
      [6, 'breached'],
      [7, 'restated'],
    ]);
  });
});

test('the events of clocks can be neither changed nor removed', async () => {
  for (const sql of ['update clock_event set kind = kind', 'delete from clock_event', 'truncate clock_event'])
    await expect(world.pool.query(sql)).rejects.toThrow('clock_event is append-only');
});

test('lists of running, at-risk and missed clocks page by due time', async () => {
  for (const [name, hours] of [
    ['p1', 13],
    ['p2', 21],
    ['p3', 1],
  ] as const)
    // prettier-ignore
    await world.tell(caseNamed(name, 'branch').opened(hoursAgo(hours)));
  const list = (query: string) =>
    tracker.get<{ items: { feedbackId: string; warnings: unknown[] }[]; next: string }>(`/v1/clocks?${query}`);
  const risky = [caseNamed('p2').feedbackId, caseNamed('p1').feedbackId];
  await eventually(async () => {
    const { items } = await list('state=at-risk');
    expect(items.map(({ feedbackId }) => feedbackId)).toEqual(risky);
    expect(items.map(({ warnings }) => warnings.length)).toEqual([2, 1]);
  });
  const first = await list('state=running&limit=1');
  const second = await list(`state=running&limit=1&after=${first.next}`);
  expect([...first.items, ...second.items].map(({ feedbackId }) => feedbackId)).toEqual(risky);
  expect((await list('state=missed')).items.map(({ feedbackId }) => feedbackId)).not.toContain(risky[0]);
});

test('what was refused or parked, and what is on its way, stands beside the figure', async () => {
  const refusedId = '5b6e0a52-92f5-5a5e-9d8f-0c4b8b5b7b01';
  const receivedAt = hoursAgo(1).toISOString();
  await world.publisher.publish(feedbackRefused, {
    refusedId,
    sourceId: 'forms',
    channel: 'web-form',
    receivedAt,
    format: 'hearback/v1',
    serviceVersion: '0',
    originalEncrypted: 'x',
    headers: {},
    reasons: [{ path: 'text', reason: 'required', detail: 'text is missing' }],
  });
  const headers = {
    ce_id: 'e-parked',
    ce_subject: caseNamed('parked').feedbackId,
    [PARKED_HEADERS.topic]: feedbackReceived.topic,
    [PARKED_HEADERS.reason]: 'unreadable',
    [PARKED_HEADERS.at]: hoursAgo(2).toISOString(),
  };
  await world.publisher.publishRaw({ topic: parkedTopic('deduplicator'), key: null, value: Buffer.from('?'), headers });
  const beside = async () => (await tracker.get<{ beside: Record<string, { count: number; oldestSeconds: number }> }>('/v1/response-rate')).beside; // prettier-ignore
  await eventually(async () => {
    const { refusedOpen, parked, inFlight } = await beside();
    expect([refusedOpen!.count, parked!.count]).toEqual([1, 1]);
    expect(Math.abs(refusedOpen!.oldestSeconds - 3_600)).toBeLessThan(30);
    expect(Math.abs(parked!.oldestSeconds - 7_200)).toBeLessThan(30);
    expect(inFlight).toEqual({ count: 0, oldestSeconds: null });
  });
  // Nobody reads this topic here, so what lies on it is on its way for ever.
  await world.publisher.publishRaw({ topic: feedbackReceived.topic, key: 'k', value: Buffer.from('{}'), headers: {} });
  await eventually(async () => {
    const { inFlight } = await beside();
    expect(inFlight!.count).toBe(1);
    expect(inFlight!.oldestSeconds).toBeLessThan(30);
  });
  // Its case appears, so it is parked no longer.
  await world.tell(caseNamed('parked').opened());
  await eventually(async () => expect((await beside()).parked).toEqual({ count: 0, oldestSeconds: null }));
});

test('a refusal counts until it is closed, in whatever order that is heard, and as it was then', async () => {
  const refusal = (refusedId: string) => ({
    refusedId,
    sourceId: 'forms',
    channel: 'web-form' as const,
    receivedAt: hoursAgo(3).toISOString(),
  });
  const [first, second] = ['5b6e0a52-92f5-5a5e-9d8f-0c4b8b5b7b02', '5b6e0a52-92f5-5a5e-9d8f-0c4b8b5b7b03'] as const;
  const openAt = async (asOf: Date) => {
    const path = `/v1/response-rate?asOf=${asOf.toISOString()}`;
    return (await tracker.get<{ beside: { refusedOpen: { count: number } } }>(path)).beside.refusedOpen.count;
  };
  const before = await openAt(hoursAgo(2));
  const close = (refusedId: string) =>
    world.publisher.publish(refusalClosed, {
      ...refusal(refusedId),
      closedAt: hoursAgo(1).toISOString(),
      how: 'replayed',
      feedbackIds: [],
    });
  const refuse = (refusedId: string) =>
    world.publisher.publish(feedbackRefused, {
      ...refusal(refusedId),
      format: 'hearback/v1',
      serviceVersion: '0',
      originalEncrypted: 'x',
      headers: {},
      reasons: [{ path: 'text', reason: 'required', detail: 'text is missing' }],
    });
  await close(first);
  await eventually(async () => expect(await openAt(hoursAgo(2))).toBe(before + 1));
  await refuse(first);
  await refuse(second);
  await eventually(async () => expect(await openAt(hoursAgo(2))).toBe(before + 2));
  await close(second);
  await close(second);
  await eventually(async () => expect([await openAt(hoursAgo(2)), await openAt(new Date())]).toEqual([before + 2, 1]));
});

test('a screen hears of a change and of the new figures within two seconds, and resumes where it left off', async () => {
  const first = await openStream(tracker.url);
  await eventually(() => expect(first.rates()).toBeGreaterThan(0), 15_000, 20);
  const took: number[] = [];
  // A machine that is busy for a moment makes one of the times long, not all of them.
  for (const name of ['streamed', 'streamed next', 'streamed last']) {
    const [rates, since] = [first.rates(), Date.now()];
    await world.tell(caseNamed(name).opened());
    await eventually(() => expect(first.text()).toContain(caseNamed(name).caseId), 15_000, 20);
    await eventually(() => expect(first.rates()).toBeGreaterThan(rates), 15_000, 20);
    took.push(Date.now() - since);
  }
  expect(Math.min(...took)).toBeLessThan(2_000);
  first.close();
  const missed = caseNamed('while-away');
  await world.tell(missed.opened());
  await eventually(async () => expect(await clocksOf(missed.feedbackId)).toHaveLength(1));
  const again = await openStream(tracker.url, first.lastId());
  await eventually(() => expect(again.text()).toContain(missed.caseId), 15_000, 20);
  expect(again.text()).not.toContain(caseNamed('streamed').caseId);
  again.close();
});

test.each([
  ['/v1/response-rate?from=yesterday', 400],
  ['/v1/response-rate?by=mood', 400],
  ['/v1/clocks', 400],
  ['/v1/clocks?state=lost', 400],
  ['/v1/clocks?state=running&after=nonsense', 400],
  ['/v1/clocks/00000000-0000-4000-8000-000000000000', 404],
  ['/v1/clocks/nonsense', 404],
])('%s is answered %i with a problem document', async (path, status) => {
  expect(await tracker.get(path)).toMatchObject({ status, title: expect.any(String) });
});

test('without a token nothing is told', async () => {
  for (const path of ['/v1/response-rate', '/v1/clocks?state=running', '/v1/stream'])
    expect((await fetch(`${tracker.url}${path}`)).status).toBe(401);
});

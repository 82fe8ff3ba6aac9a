import { eventually } from '@hearback/testing';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caseNamed, trackerWorld, type Tracker, type TrackerWorld } from './harness';

jest.setTimeout(90_000);

interface Clock {
  clockId: string;
  promise: string;
  term: string;
  instance: number;
  state: string;
  startedAt: string;
  dueAt: string;
  provisional: boolean;
  calendarVersion: string | null;
  withdrawnReason: string | null;
  bindsNext: boolean;
}

let world: TrackerWorld;
let tracker: Tracker;
beforeAll(async () => {
  world = await trackerWorld();
  tracker = await world.startTracker();
});
afterAll(() => world.close());

const HOUR = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR);
const clocksOf = async (caseId: string) => (await tracker.get<{ items: Clock[] }>(`/v1/clocks?caseId=${caseId}`)).items;
const statesOf = async (caseId: string) =>
  Object.fromEntries((await clocksOf(caseId)).map(({ term, instance, state }) => [`${term} ${instance}`, state]));

test('a complaint runs every promise at once, and the first that is due binds next', async () => {
  const complaint = caseNamed('complaint', 'hotline', 'complaint');
  await world.tell(complaint.opened());
  await eventually(async () => expect(await clocksOf(complaint.caseId)).toHaveLength(4));
  const clocks = await clocksOf(complaint.caseId);
  expect(clocks.map(({ promise, state, bindsNext }) => [promise, state, bindsNext])).toEqual([
    ['first-reply', 'running', true],
    ['progress-update', 'running', false],
    ['resolution', 'running', false],
    ['legal', 'running', false],
  ]);
});

test('the life of a complaint: answered, resolved, visited, dissatisfied, opened again', async () => {
  const life = caseNamed('life', 'web-form', 'complaint');
  const visitId = 'd0000000-0000-4000-8000-000000000001';
  await world.tell(life.opened(hoursAgo(30)));
  await world.tell(life.replied(2, hoursAgo(29)));
  await world.tell(life.changed(3, { kind: 'resolved', by: 'wang' }, hoursAgo(20)));
  await world.tell(
    life.changed(
      4,
      { kind: 'followed-up', visitId, outcome: 'dissatisfied', visitedAt: hoursAgo(10).toISOString(), by: 'wang' },
      hoursAgo(10),
    ),
  );
  await eventually(async () =>
    expect(await statesOf(life.caseId)).toMatchObject({
      'first-reply 0': 'met',
      'resolution 0': 'met',
      'follow-up-visit 0': 'met',
      'resolution 1': 'running',
    }),
  );
});

test('withdrawing a case ends what is not due yet, and leaves what was missed', async () => {
  const withdrawn = caseNamed('withdrawn', 'social', 'complaint');
  await world.tell(withdrawn.opened(hoursAgo(30)));
  await world.tell(withdrawn.changed(2, { kind: 'withdrawn', by: 'wang', reason: 'spam' }));
  await eventually(async () =>
    expect(await statesOf(withdrawn.caseId)).toMatchObject({ 'first-reply 0': 'missed', 'resolution 0': 'withdrawn' }),
  );
  const reasons = (await clocksOf(withdrawn.caseId)).map(({ term, withdrawnReason }) => [term, withdrawnReason]);
  expect(reasons).toContainEqual(['resolution', 'spam']);
});

test('a new version of the calendar moves the dates of what runs, and says which', async () => {
  const moving = caseNamed('moving', 'branch', 'complaint');
  await world.tell(moving.opened());
  const resolution = async () => (await clocksOf(moving.caseId)).find(({ term }) => term === 'resolution');
  await eventually(async () => expect(await resolution()).toBeDefined());
  const before = (await resolution())!;
  await tracker.stop();
  tracker = await world.startTracker({ HEARBACK_CALENDARS: await closedFor('test-closed', before.dueAt) });
  await eventually(async () => expect((await resolution())!.calendarVersion).toBe('cn-bank@test-closed'));
  const after = (await resolution())!;
  expect(Date.parse(after.dueAt)).toBeGreaterThan(Date.parse(before.dueAt));
  expect(after.clockId).toBe(before.clockId);
  const { events } = await tracker.get<{ events: { kind: string; data: object }[] }>(`/v1/clocks/${after.clockId}`);
  expect(events.at(-1)).toMatchObject({ kind: 'restated', data: { reason: 'calendar', dueAt: after.dueAt } });
});

test('a calendar version that changes its days is refused at the start', async () => {
  const later = new Date(Date.now() + 90 * 24 * HOUR).toISOString();
  const file = await closedFor('test-closed', later);
  await expect(world.startTracker({ HEARBACK_CALENDARS: file })).rejects.toThrow(
    'calendar cn-bank test-closed is known with other days',
  );
});

/** The shipped calendar with the day closed on which something would fall due. */
async function closedFor(version: string, dueAt: string): Promise<string> {
  const shipped = JSON.parse(await readFile(join(__dirname, '../src/calendars/cn-bank.json'), 'utf8'));
  // Due at the end of its last day, so that day is the one before in UTC.
  const date = new Date(Date.parse(dueAt) - HOUR).toISOString().slice(0, 10);
  const overrides = [{ date, hours: [], reason: 'typhoon' }];
  const file = join(await mkdtemp(join(tmpdir(), 'hearback-calendar-')), 'calendar.json');
  await writeFile(file, JSON.stringify({ ...shipped, version, overrides }));
  return file;
}

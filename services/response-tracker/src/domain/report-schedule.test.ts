import { nextRun, periodOfRun, scheduleSchema, type Rhythm } from './report-schedule';

const daily = (time: string, zone: string): Rhythm => ({ on: { every: 'day' }, time, zone });
const monthly = (day: number): Rhythm => ({ on: { every: 'month', day }, time: '06:00', zone: 'Asia/Shanghai' });

function runs(rhythm: Rhythm, after: string, count: number): string[] {
  const found: string[] = [];
  for (let at = new Date(after); found.length < count; found.push(at.toISOString())) at = nextRun(rhythm, at);
  return found;
}

test('a daily run is at the same local time each day, and the next one is strictly later', () => {
  expect(runs(daily('07:30', 'Asia/Shanghai'), '2026-02-15T23:30:00.000Z', 2)).toEqual([
    '2026-02-16T23:30:00.000Z',
    '2026-02-17T23:30:00.000Z',
  ]);
});

test('a time that a change of the clocks skips runs at the change, and is not lost', () => {
  expect(runs(daily('02:30', 'Europe/London'), '2026-03-27T12:00:00.000Z', 3)).toEqual([
    '2026-03-28T02:30:00.000Z',
    '2026-03-29T01:30:00.000Z',
    '2026-03-30T01:30:00.000Z',
  ]);
  expect(runs(daily('01:30', 'Europe/London'), '2026-03-28T12:00:00.000Z', 2)).toEqual([
    '2026-03-29T01:00:00.000Z',
    '2026-03-30T00:30:00.000Z',
  ]);
});

test('a time that comes twice runs once, at the first', () => {
  expect(runs(daily('01:30', 'Europe/London'), '2026-10-24T12:00:00.000Z', 2)).toEqual([
    '2026-10-25T00:30:00.000Z',
    '2026-10-26T01:30:00.000Z',
  ]);
});

test('a month without the day runs on its last one, also in a leap year', () => {
  expect(runs(monthly(31), '2026-01-15T00:00:00.000Z', 4)).toEqual([
    '2026-01-30T22:00:00.000Z',
    '2026-02-27T22:00:00.000Z',
    '2026-03-30T22:00:00.000Z',
    '2026-04-29T22:00:00.000Z',
  ]);
  expect(runs(monthly(30), '2028-02-01T00:00:00.000Z', 1)).toEqual(['2028-02-28T22:00:00.000Z']);
});

test('a weekly run is on its weekday', () => {
  const rhythm: Rhythm = { on: { every: 'week', weekday: 'mon' }, time: '00:00', zone: 'Asia/Shanghai' };
  expect(runs(rhythm, '2026-02-15T15:59:59.999Z', 2)).toEqual(['2026-02-15T16:00:00.000Z', '2026-02-22T16:00:00.000Z']);
});

test('periods are whole local days, weeks from Monday, and months', () => {
  const at = new Date('2026-03-01T22:00:00.000Z'); // Monday 2 March, 06:00 in Shanghai
  const told = (rule: Parameters<typeof periodOfRun>[0], zone = 'Asia/Shanghai') => {
    const { from, to } = periodOfRun(rule, zone, at);
    return [from.toISOString(), to.toISOString()];
  };
  expect(told('previous-day')).toEqual(['2026-02-28T16:00:00.000Z', '2026-03-01T16:00:00.000Z']);
  expect(told('previous-week')).toEqual(['2026-02-22T16:00:00.000Z', '2026-03-01T16:00:00.000Z']);
  expect(told('previous-month')).toEqual(['2026-01-31T16:00:00.000Z', '2026-02-28T16:00:00.000Z']);
  expect(told('previous-day', 'America/New_York')).toEqual(['2026-02-28T05:00:00.000Z', '2026-03-01T05:00:00.000Z']);
});

test('a day on which the clocks change is as long as it was', () => {
  const { from, to } = periodOfRun('previous-day', 'Europe/London', new Date('2026-03-30T06:00:00.000Z'));
  expect(to.getTime() - from.getTime()).toBe(23 * 3_600_000);
});

test('a schedule says what is wrong with it', () => {
  const faults = scheduleSchema.safeParse({ name: 'x', on: { every: 'month', day: 32 }, time: '24:00', zone: 'Mars' });
  expect(faults.error?.issues.map(({ path }) => path.join('.'))).toEqual(
    expect.arrayContaining(['on.day', 'time', 'zone', 'period', 'language', 'format']),
  );
});

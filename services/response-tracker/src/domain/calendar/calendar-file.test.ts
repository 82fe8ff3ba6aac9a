import england from '../../calendars/uk-england.json';
import chinaBank from '../../calendars/cn-bank.json';
import { readCalendar, readNotice } from './calendar-file';
import { hoursOfDay } from './day-hours';
import { dayNumberOf } from './local-date';
import { shippedNotices } from './shipped-calendars';

const known = shippedNotices();
const faults = (change: object) => {
  const result = readCalendar({ ...england, ...change }, known);
  return result.ok ? [] : result.faults;
};
const monday = (hours: unknown) => ({ week: { ...england.week, mon: hours } });

test('a calendar may name notices that come with Hearback', () => {
  const result = readCalendar(chinaBank, known);
  expect(result.ok && result.calendar.notices.map(({ id }) => id)).toEqual(chinaBank.notices);
});

test('several spans a day are read as minutes, 24:00 as the end of the day', () => {
  const result = readCalendar({ ...england, ...monday(['00:00-08:15', '20:00-24:00']) }, known);
  expect(result.ok && hoursOfDay(result.calendar, dayNumberOf('2026-03-02'))).toEqual([
    { from: 0, until: 495 },
    { from: 1_200, until: 1_440 },
  ]);
});

test.each([
  ['a span that ends before it starts', monday(['12:00-09:00']), 'week.mon.0: ends before it starts'],
  ['an empty span', monday(['09:00-09:00']), 'week.mon.0: ends before it starts'],
  ['spans that overlap', monday(['09:00-12:00', '11:00-18:00']), 'week.mon.1: does not start after the last ended'],
  ['spans that touch', monday(['09:00-12:00', '12:00-18:00']), 'week.mon.1: does not start after the last ended'],
  ['24:00 as a start', monday(['24:00-24:00']), 'week.mon.0: expected a span like 09:00-12:00; 24:00 may be its end'],
  ['an unknown zone', { timeZone: 'Asia/Atlantis' }, 'timeZone: not an IANA time zone'],
  ['an unknown notice', { notices: ['cn-state-council-1999'] }, 'notices: no notice is named cn-state-council-1999'],
  [
    'a day that does not exist',
    { publishedThrough: '2027-02-29' },
    'publishedThrough: expected a day that exists, like 2026-02-14',
  ],
  ['an end before the start', { publishedThrough: '2020-01-01' }, 'publishedThrough: lies before publishedFrom'],
  [
    'the same override twice',
    { overrides: [1, 2].map(() => ({ date: '2026-03-02', hours: [], reason: 'x' })) },
    'overrides.1.date: the day stands twice',
  ],
  ['an unknown word', { holidays: [] }, '(file): Unrecognized key: "holidays"'],
])('%s is named', (_what, change, fault) => {
  expect(faults(change)).toEqual([fault]);
});

test('all faults are named at once', () => {
  expect(faults({ version: '', timeZone: 'x' }).length).toBe(2);
});

test('a file that is no calendar at all is refused', () => {
  expect([readCalendar(null, known).ok, readCalendar([], known).ok, readCalendar({}, known).ok]).toEqual([
    false,
    false,
    false,
  ]);
});

test('a notice with a holiday that ends before it starts is refused', () => {
  const bad = { ...known[0], daysOff: [{ name: 'x', from: '2024-02-02', through: '2024-02-01' }] };
  expect(() => readNotice(bad)).toThrow('daysOff.0.through: lies before from');
});

import fc from 'fast-check';
import { addWorkingTime } from './add-working-time';
import type { BusinessCalendar } from './business-calendar';
import { shippedCalendars } from './shipped-calendars';
import { workingSecondsBetween } from './working-seconds-between';

const calendars = shippedCalendars();
const china = calendars.get('cn-bank')!;
const always = ['00:00-24:00'];
const aroundTheClock: BusinessCalendar = {
  ...calendars.get('uk-england')!,
  week: { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always },
  notices: [],
};
const night: BusinessCalendar = {
  ...aroundTheClock,
  week: { ...aroundTheClock.week, sun: ['00:30-01:30', '01:45-03:00'], sat: [], mon: [] },
};
const withOverride: BusinessCalendar = {
  ...china,
  overrides: [
    { date: '2026-03-03', hours: [], reason: 'annual meeting' },
    { date: '2026-03-07', hours: ['10:00-11:00'], reason: 'open day' },
  ],
};

// Shanghai is eight hours ahead: 09:00-12:00 is 01:00-04:00 UTC, 13:30-18:00 is 05:30-10:00 UTC.
test.each([
  ['within a span', china, '2026-03-02T01:00:00Z', 3_600, '2026-03-02T02:00:00Z', false],
  [
    'the last second of the morning is still the morning',
    china,
    '2026-03-02T01:00:00Z',
    10_800,
    '2026-03-02T04:00:00Z',
    false,
  ],
  ['one second more is in the afternoon', china, '2026-03-02T01:00:00Z', 10_801, '2026-03-02T05:30:01Z', false],
  ['received in the lunch break', china, '2026-03-02T04:30:00Z', 60, '2026-03-02T05:31:00Z', false],
  ['received in the last minute of the day', china, '2026-03-02T09:59:00Z', 60, '2026-03-02T10:00:00Z', false],
  ['received in the last minute, two minutes long', china, '2026-03-02T09:59:00Z', 120, '2026-03-03T01:01:00Z', false],
  ['received at closing time', china, '2026-03-02T10:00:00Z', 1, '2026-03-03T01:00:01Z', false],
  ['received at midnight', china, '2026-03-02T16:00:00Z', 1, '2026-03-03T01:00:01Z', false],
  ['a whole day of both spans', china, '2026-03-02T01:00:00Z', 27_000, '2026-03-02T10:00:00Z', false],
  ['over a weekend', china, '2026-03-06T09:00:00Z', 7_200, '2026-03-09T02:00:00Z', false],
  ['over a shifted Saturday', china, '2026-02-13T09:00:00Z', 7_200, '2026-02-14T02:00:00Z', false],
  ['over the Spring Festival', china, '2026-02-14T09:00:00Z', 7_200, '2026-02-24T02:00:00Z', false],
  ['no time at all', china, '2026-03-08T03:00:00Z', 0, '2026-03-08T03:00:00Z', false],
  ['into days without a notice', china, '2026-12-25T09:59:00Z', 120, '2026-12-28T01:01:00Z', true],
  ['1 January is assumed to be off', china, '2026-12-31T09:00:00Z', 7_200, '2027-01-04T02:00:00Z', true],
  ['the bank closes on a working day', withOverride, '2026-03-02T09:00:00Z', 7_200, '2026-03-04T02:00:00Z', false],
  ['the bank opens on a Saturday', withOverride, '2026-03-06T10:00:00Z', 3_600, '2026-03-07T03:00:00Z', false],
  [
    '24 h of real time over the hour that London skips',
    aroundTheClock,
    '2026-03-28T12:00:00Z',
    86_400,
    '2026-03-29T12:00:00Z',
    false,
  ],
  [
    '24 h of real time over the hour that London repeats',
    aroundTheClock,
    '2026-10-24T12:00:00Z',
    86_400,
    '2026-10-25T12:00:00Z',
    false,
  ],
  [
    'of 00:30-01:30 only half an hour exists when 01:00-02:00 is skipped',
    night,
    '2026-03-29T00:00:00Z',
    1_800,
    '2026-03-29T01:00:00Z',
    false,
  ],
  [
    'and 01:45-03:00 starts when the clocks have changed',
    night,
    '2026-03-29T00:00:00Z',
    1_801,
    '2026-03-29T01:00:01Z',
    false,
  ],
])('%s', (_why, ...[calendar, from, seconds, dueAt, provisional]) => {
  expect(addWorkingTime(calendar, new Date(from), seconds)).toEqual({ dueAt: new Date(dueAt), provisional });
});

test.each([
  ['a whole Monday', '2026-03-01T16:00:00Z', '2026-03-02T16:00:00Z', 27_000],
  ['the lunch break', '2026-03-02T04:00:00Z', '2026-03-02T05:30:00Z', 0],
  ['a weekend', '2026-03-06T10:00:00Z', '2026-03-09T01:00:00Z', 0],
  ['half a second', '2026-03-02T02:00:00.250Z', '2026-03-02T02:00:00.750Z', 0.5],
  ['the wrong way round', '2026-03-03T02:00:00Z', '2026-03-02T02:00:00Z', 0],
  ['the week of 28 February 2026, which is worked', '2026-02-22T16:00:00Z', '2026-03-01T16:00:00Z', 5 * 27_000],
])('open time of %s', (_what, ...[from, until, seconds]) => {
  expect(workingSecondsBetween(china, new Date(from), new Date(until))).toBe(seconds);
});

test('negative time is refused', () => {
  expect(() => addWorkingTime(china, new Date('2026-03-02T02:00:00Z'), -1)).toThrow(RangeError);
});

test('working time that was added is found again between the two instants', () => {
  const anyCalendar = fc.constantFrom(...calendars.values(), aroundTheClock, night, withOverride);
  const instant = fc.integer({ min: Date.parse('2023-06-01'), max: Date.parse('2028-06-01') });
  fc.assert(
    fc.property(anyCalendar, instant, fc.integer({ min: 0, max: 1_000_000 }), (calendar, ms, seconds) => {
      const at = new Date(ms);
      expect(workingSecondsBetween(calendar, at, addWorkingTime(calendar, at, seconds).dueAt)).toBe(seconds);
    }),
  );
});

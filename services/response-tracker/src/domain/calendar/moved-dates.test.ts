import type { BusinessCalendar, Notice } from './business-calendar';
import { isWorkingDay } from './day-hours';
import { movedDates } from './moved-dates';
import { shippedCalendars } from './shipped-calendars';

const china = shippedCalendars().get('cn-bank')!;
const fifteen = { workingDays: 15 };

// Invented: nobody here knows the notice of 2027.
const invented: Notice = {
  id: 'invented-2027',
  rules: { from: '2026-12-28', through: '2027-12-27' },
  source: { title: 'an invented notice' },
  daysOff: [
    { name: '元旦', from: '2027-01-01', through: '2027-01-04' },
    { name: '春节', from: '2027-02-05', through: '2027-02-11' },
  ],
  workdays: [{ name: '元旦', date: '2026-12-27', follows: 'mon' }],
};
const next: BusinessCalendar = {
  ...china,
  version: '2027.1',
  publishedThrough: '2027-12-27',
  notices: [...china.notices, invented],
};

test('a notice that arrives moves due dates both ways and settles them', () => {
  const promises = [
    { id: 'long settled', startedAt: new Date('2026-03-02T04:00:00Z'), length: fifteen },
    // 27 December is worked now: one day earlier.
    { id: 'earlier', startedAt: new Date('2026-12-10T04:00:00Z'), length: fifteen },
    // One day won in December, Monday 4 January lost: the same day as before.
    { id: 'the same', startedAt: new Date('2026-12-18T04:00:00Z'), length: fifteen },
    { id: 'later', startedAt: new Date('2026-12-28T04:00:00Z'), length: fifteen },
    { id: 'calendar days', startedAt: new Date('2026-12-28T04:00:00Z'), length: { calendarDays: 15 } },
    { id: 'seconds', startedAt: new Date('2026-12-28T04:00:00Z'), length: { seconds: 86_400 } },
  ];
  expect(movedDates(china, next, promises)).toEqual([
    { id: 'earlier', from: new Date('2026-12-31T16:00:00Z'), to: new Date('2026-12-30T16:00:00Z'), wasProvisional: true, isProvisional: false }, // prettier-ignore
    { id: 'later', from: new Date('2027-01-19T16:00:00Z'), to: new Date('2027-01-20T16:00:00Z'), wasProvisional: true, isProvisional: false }, // prettier-ignore
  ]);
});

test('a notice may rule a day of the year before that another notice left alone', () => {
  expect([isWorkingDay(china, '2026-12-27'), isWorkingDay(next, '2026-12-27')]).toEqual([false, true]);
});

test('a bank that closes for a day moves dates that were never provisional', () => {
  const closed = { ...china, version: '2026.2', overrides: [{ date: '2026-03-10', hours: [], reason: 'relocation' }] };
  expect(
    movedDates(china, closed, [{ id: 'a', startedAt: new Date('2026-03-09T04:00:00Z'), length: { workingDays: 1 } }]),
  ).toEqual([
    { id: 'a', from: new Date('2026-03-10T16:00:00Z'), to: new Date('2026-03-11T16:00:00Z'), wasProvisional: false, isProvisional: false }, // prettier-ignore
  ]);
});

test('what the bank decides wins over a notice, both ways', () => {
  const own: BusinessCalendar = {
    ...china,
    overrides: [
      { date: '2026-10-01', hours: ['09:00-24:00'], reason: 'hotline on the National Day' },
      { date: '2026-10-10', hours: [], reason: 'this bank does not work the shifted Saturday' },
    ],
  };
  expect([isWorkingDay(own, '2026-10-01'), isWorkingDay(own, '2026-10-10')]).toEqual([true, false]);
});

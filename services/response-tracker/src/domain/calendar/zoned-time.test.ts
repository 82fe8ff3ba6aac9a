import fc from 'fast-check';
import { addCalendarDays } from './add-calendar-days';
import { dayNumberOf, localDateOfDay } from './local-date';
import { isTimeZone, localDateOf, startOfLocalDay } from './zoned-time';

test.each([
  ['Asia/Shanghai', '2026-02-13T16:00:00Z', '2026-02-14', 'midnight belongs to the new day'],
  ['Asia/Shanghai', '2026-02-13T15:59:59.999Z', '2026-02-13', 'the millisecond before does not'],
  ['Asia/Shanghai', '2024-02-28T16:00:00Z', '2024-02-29', 'leap day'],
  ['Asia/Shanghai', '2026-12-31T16:00:00Z', '2027-01-01', 'the year turns eight hours before UTC'],
  ['Europe/London', '2026-06-07T23:30:00Z', '2026-06-08', 'summer time'],
  ['Europe/London', '2026-12-07T23:30:00Z', '2026-12-07', 'winter time'],
  ['America/New_York', '2026-01-01T04:59:59Z', '2025-12-31', 'the year turns five hours after UTC'],
  ['Asia/Kolkata', '2026-01-01T18:30:00Z', '2026-01-02', 'an offset of half an hour'],
  ['Pacific/Kiritimati', '2026-01-01T10:00:00Z', '2026-01-02', 'fourteen hours ahead'],
  ['America/New_York', '1969-12-31T23:00:00Z', '1969-12-31', 'before 1970'],
])('in %s at %s it is %s: %s', (zone, instant, date) => {
  expect(localDateOf(zone, new Date(instant))).toBe(date);
});

test.each([
  ['Asia/Shanghai', '2026-02-14', '2026-02-13T16:00:00Z', 'no clock changes'],
  ['Europe/London', '2026-03-29', '2026-03-29T00:00:00Z', 'the day on which clocks go forward starts in winter time'],
  ['Europe/London', '2026-03-30', '2026-03-29T23:00:00Z', 'and lasts 23 hours'],
  ['Europe/London', '2026-10-25', '2026-10-24T23:00:00Z', 'the day on which clocks go back starts in summer time'],
  ['Europe/London', '2026-10-26', '2026-10-26T00:00:00Z', 'and lasts 25 hours'],
  ['America/New_York', '2026-03-08', '2026-03-08T05:00:00Z', 'forward'],
  ['America/New_York', '2026-03-09', '2026-03-09T04:00:00Z', 'after it'],
  ['America/New_York', '2026-11-01', '2026-11-01T04:00:00Z', 'back'],
  ['America/New_York', '2026-11-02', '2026-11-02T05:00:00Z', 'after it'],
  ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00Z', 'clocks jump from 00:00 to 01:00: the day starts at 01:00'],
  ['America/Havana', '2025-11-02', '2025-11-02T04:00:00Z', 'midnight comes twice: the first one starts the day'],
  ['Australia/Lord_Howe', '2026-04-06', '2026-04-05T13:30:00Z', 'a change of half an hour'],
  ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00Z', 'a day that never was starts with the next'],
])('in %s %s starts at %s: %s', (zone, date, instant) => {
  expect(startOfLocalDay(zone, date).toISOString()).toBe(new Date(instant).toISOString());
});

test.each([
  ['Asia/Shanghai', '2026-02-10T04:00:00Z', 15, '2026-02-25T16:00:00Z', 'holidays count'],
  ['Asia/Shanghai', '2024-02-14T04:00:00Z', 15, '2024-02-29T16:00:00Z', 'ends with the leap day'],
  ['Asia/Shanghai', '2023-02-14T04:00:00Z', 15, '2023-03-01T16:00:00Z', 'no leap day'],
  ['Asia/Shanghai', '2028-02-28T16:00:00Z', 1, '2028-03-01T16:00:00Z', 'received on the leap day'],
  [
    'Asia/Shanghai',
    '2026-02-09T16:00:00Z',
    1,
    '2026-02-11T16:00:00Z',
    'received at midnight: the new day is not counted',
  ],
  ['Europe/London', '2026-03-20T12:00:00Z', 10, '2026-03-30T23:00:00Z', 'clocks go forward on the way'],
  ['Europe/London', '2026-10-20T12:00:00Z', 10, '2026-10-31T00:00:00Z', 'clocks go back on the way'],
  ['America/New_York', '2026-03-01T12:00:00Z', 15, '2026-03-17T04:00:00Z', 'clocks go forward on the way'],
  ['America/New_York', '2026-10-25T12:00:00Z', 15, '2026-11-10T05:00:00Z', 'clocks go back on the way'],
  ['Asia/Shanghai', '2026-12-20T04:00:00Z', 60, '2027-02-18T16:00:00Z', 'across the year'],
])('in %s %s and %i calendar days are due at %s: %s', (zone, ...[instant, days, dueAt]) => {
  expect(addCalendarDays(zone, new Date(instant), days).toISOString()).toBe(new Date(dueAt).toISOString());
});

test('a zone that does not exist is known as such', () => {
  expect([isTimeZone('Asia/Shanghai'), isTimeZone('Asia/Atlantis')]).toEqual([true, false]);
});

test('in every zone the start of a day is its first millisecond', () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
  const days = fc.integer({ min: dayNumberOf('1990-01-01'), max: dayNumberOf('2035-12-31') });
  fc.assert(
    fc.property(zones, days, (zone, day) => {
      const date = localDateOfDay(day);
      const start = startOfLocalDay(zone, date);
      // Days that a zone jumped over when it changed sides of the date line have no millisecond.
      fc.pre(localDateOf(zone, start) <= date);
      const asked = (ms: number) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(ms);
      expect([asked(start.getTime()), asked(start.getTime() - 1) < date]).toEqual([date, true]);
    }),
  );
});

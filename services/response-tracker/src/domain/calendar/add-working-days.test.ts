import fc from 'fast-check';
import { addWorkingDays } from './add-working-days';
import { isWorkingDay } from './day-hours';
import { shippedCalendars } from './shipped-calendars';
import { localDateOf } from './zoned-time';
import examples from './working-day-examples.json';

const calendars = shippedCalendars();
const china = calendars.get('cn-bank')!;

test.each(examples)('$calendar $at + $days: $why', ({ calendar, at, days, dueAt, last, provisional = false }) => {
  const counted = addWorkingDays(calendars.get(calendar)!, new Date(at), days);
  expect([counted.dueAt.toISOString(), counted.countedDays.at(-1), counted.provisional]).toEqual([
    new Date(dueAt).toISOString(),
    last,
    provisional,
  ]);
  expect(counted.countedDays.length).toBe(days);
});

test('the counted days are told, so that a due date can be explained', () => {
  expect(addWorkingDays(china, new Date('2025-09-26T04:00:00Z'), 6).countedDays).toEqual([
    '2025-09-28',
    '2025-09-29',
    '2025-09-30',
    '2025-10-09',
    '2025-10-10',
    '2025-10-11',
  ]);
});

test('a calendar that knows holidays but no shifted workdays is wrong for more than a quarter of receipt dates', () => {
  const naive = { ...china, notices: china.notices.map((notice) => ({ ...notice, workdays: [] })) };
  const noons = Array.from(
    { length: 730 },
    (_, day) => new Date(Date.parse('2025-01-01T04:00:00Z') + day * 86_400_000),
  );
  const due = (calendar: typeof china, at: Date) => addWorkingDays(calendar, at, 15).dueAt.getTime();
  const wrong = noons.filter((at) => due(naive, at) !== due(china, at)).length;
  expect(Math.round((wrong / noons.length) * 100)).toBe(28);
});

test.each([0, -1, 1.5, NaN])('%p days are refused', (days) => {
  expect(() => addWorkingDays(china, new Date('2026-01-05T00:00:00Z'), days)).toThrow(RangeError);
});

test('a bank that never opens again is an error, not an endless count', () => {
  const closing = { ...china, week: { ...china.week, mon: [], tue: [], wed: [], thu: [], fri: [] }, notices: [] };
  expect(() => addWorkingDays(closing, new Date('2026-01-05T00:00:00Z'), 1)).toThrow('no working day');
});

const instant = fc.integer({ min: Date.parse('2023-06-01'), max: Date.parse('2028-06-01') }).map((ms) => new Date(ms));
const oneTo40 = fc.integer({ min: 1, max: 40 });
const anyCalendar = fc.constantFrom(...calendars.values());

test('a later receipt is never due earlier, and one more day never either', () => {
  fc.assert(
    fc.property(anyCalendar, fc.tuple(instant, instant), oneTo40, (calendar, pair, days) => {
      const [first, second] = pair.sort((a, b) => a.getTime() - b.getTime());
      const due = addWorkingDays(calendar, first, days).dueAt;
      expect(addWorkingDays(calendar, second, days).dueAt >= due).toBe(true);
      expect(addWorkingDays(calendar, first, days + 1).dueAt > due).toBe(true);
    }),
  );
});

test('what is counted are exactly the working days between the day of receipt and the due time', () => {
  fc.assert(
    fc.property(anyCalendar, instant, oneTo40, (calendar, at, days) => {
      const { countedDays, dueAt } = addWorkingDays(calendar, at, days);
      expect(countedDays.every((date) => isWorkingDay(calendar, date))).toBe(true);
      expect([...countedDays].sort()).toEqual(countedDays);
      expect(countedDays[0]! > localDateOf(calendar.timeZone, at)).toBe(true);
      expect(localDateOf(calendar.timeZone, new Date(dueAt.getTime() - 1))).toBe(countedDays.at(-1));
      expect(localDateOf(calendar.timeZone, dueAt) > countedDays.at(-1)!).toBe(true);
    }),
  );
});

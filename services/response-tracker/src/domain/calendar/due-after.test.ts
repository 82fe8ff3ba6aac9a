import { dueAfter, lengthSchema, type Length } from './due-after';
import { shippedCalendars } from './shipped-calendars';

const calendars = shippedCalendars();

test.each<[string, string, string, Length, string]>([
  ['a wall clock knows no holiday', 'cn-bank', '2026-02-16T04:00:00Z', { seconds: 86_400 }, '2026-02-17T04:00:00Z'],
  [
    'a wall clock knows no clock change',
    'uk-england',
    '2026-03-28T12:00:00Z',
    { seconds: 86_400 },
    '2026-03-29T12:00:00Z',
  ],
  [
    'working seconds pause at night',
    'cn-bank',
    '2026-03-02T09:00:00Z',
    { workingSeconds: 7_200 },
    '2026-03-03T02:00:00Z',
  ],
  ['working days until midnight', 'uk-england', '2026-06-01T12:00:00Z', { workingDays: 3 }, '2026-06-04T23:00:00Z'],
  [
    'or until the bank closes',
    'uk-england',
    '2026-06-01T12:00:00Z',
    { workingDays: 3, until: 'close-of-business' },
    '2026-06-04T16:00:00Z',
  ],
  ['calendar days', 'cn-bank', '2026-02-10T04:00:00Z', { calendarDays: 15 }, '2026-02-25T16:00:00Z'],
  [
    'eight weeks over the end of summer time',
    'uk-england',
    '2026-09-01T12:00:00Z',
    { weeks: 8 },
    '2026-10-28T00:00:00Z',
  ],
])('%s', (_why, ...[calendar, from, length, dueAt]) => {
  expect(dueAfter(calendars.get(calendar)!, new Date(from), length)).toEqual({
    dueAt: new Date(dueAt),
    provisional: false,
  });
});

test.each([{}, { seconds: 0 }, { seconds: 1.5 }, { workingDays: 0 }, { seconds: 1, weeks: 1 }, { months: 1 }])(
  '%j is no length',
  (length) => expect(lengthSchema.safeParse(length).success).toBe(false),
);

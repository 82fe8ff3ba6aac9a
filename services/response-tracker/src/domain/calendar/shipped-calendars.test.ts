import { isWorkingDay } from './day-hours';
import { dayNumberOf, localDateOfDay, weekdayIndexOf, WEEKDAYS } from './local-date';
import { shippedCalendars, shippedNotices } from './shipped-calendars';

const calendars = shippedCalendars();
const chinese = shippedNotices();
const weekdayOf = (date: string) => WEEKDAYS[weekdayIndexOf(dayNumberOf(date))]!;
const isWeekend = (date: string) => weekdayOf(date).startsWith('s');
const daysOf = (year: number) => {
  const days: string[] = [];
  for (let day = dayNumberOf(`${year}-01-01`); day <= dayNumberOf(`${year}-12-31`); day += 1)
    days.push(localDateOfDay(day));
  return days;
};
const workingDays = (id: string, year: number) =>
  daysOf(year).filter((date) => isWorkingDay(calendars.get(id)!, date)).length;

test.each(chinese)('$id: each shifted workday is a Saturday or Sunday that is not off', ({ workdays, daysOff }) => {
  for (const { date } of workdays) {
    expect([date, isWeekend(date)]).toEqual([date, true]);
    expect(daysOff.filter((off) => off.from <= date && date <= off.through)).toEqual([]);
  }
});

test.each(chinese)(
  '$id: each shifted workday makes up for a weekday that its holiday took',
  ({ workdays, daysOff }) => {
    const madeUp = workdays.map(({ name, follows }) => {
      const block = daysOff.find((off) => off.name === name)!;
      const days = daysOf(Number(block.from.slice(0, 4))).filter((date) => block.from <= date && date <= block.through);
      return days.map(weekdayOf).includes(follows);
    });
    expect(madeUp).toEqual(workdays.map(() => true));
  },
);

test.each(chinese)(
  '$id: holidays come in order, do not touch, and lie in what the notice rules',
  ({ daysOff, rules }) => {
    let last = rules.from;
    for (const { from, through } of daysOff) {
      expect(from >= last).toBe(true);
      last = localDateOfDay(dayNumberOf(through) + 2);
    }
    expect(daysOff.at(-1)!.through <= rules.through).toBe(true);
  },
);

test('the Chinese notices rule every day one after the other', () => {
  const ends = chinese.map(({ rules }) => [rules.from, localDateOfDay(dayNumberOf(rules.through) + 1)]);
  expect(ends).toEqual([
    ['2024-01-01', '2024-12-28'],
    ['2024-12-28', '2025-12-28'],
    ['2025-12-28', '2026-12-28'],
  ]);
});

// 全体公民放假 11 days by the rules of 2013, 13 by those of November 2024: days of the year less weekends less these.
test.each([
  [2024, 366 - 104 - 11],
  [2025, 365 - 104 - 13],
  [2026, 365 - 104 - 13],
])('in %i a Chinese bank has as many working days as the law leaves: %i', (year, days) => {
  expect(workingDays('cn-bank', year)).toBe(days);
});

test.each([
  ['cn-state-council-2024', [1, 8, 3, 5, 1, 3, 7]],
  ['cn-state-council-2025', [1, 8, 3, 5, 3, 8]],
  ['cn-state-council-2026', [3, 9, 3, 5, 3, 3, 7]],
])('%s: the holidays are as long as the notice says', (id, lengths) => {
  const { daysOff } = chinese.find((notice) => notice.id === id)!;
  expect(daysOff.map(({ from, through }) => dayNumberOf(through) - dayNumberOf(from) + 1)).toEqual(lengths);
});

test.each([2024, 2025, 2026, 2027])(
  'England has eight bank holidays in %i, all on weekdays, Easter among them',
  (year) => {
    const { daysOff } = calendars.get('uk-england')!.notices.find(({ id }) => id === `uk-england-${year}`)!;
    const dates = daysOff.map(({ from }) => from);
    expect(dates.length).toBe(8);
    expect(dates.filter(isWeekend)).toEqual([]);
    const easter = { 2024: '2024-03-31', 2025: '2025-04-20', 2026: '2026-04-05', 2027: '2027-03-28' }[year]!;
    expect(dates.slice(1, 3)).toEqual([-2, 1].map((days) => localDateOfDay(dayNumberOf(easter) + days)));
    const mondays = [...dates.slice(2, 6)].map(weekdayOf);
    expect(mondays).toEqual(['mon', 'mon', 'mon', 'mon']);
  },
);

test.each([
  [2024, 11],
  [2025, 11],
  [2026, 11],
  [2027, 12],
])(
  'the United States have their holidays of %i on weekdays: %i, with an in-lieu day of the next New Year',
  (year, count) => {
    const { daysOff } = calendars.get('us-federal')!.notices.find(({ id }) => id === `us-federal-${year}`)!;
    const dates = daysOff.map(({ from }) => from);
    expect([dates.length, dates.filter(isWeekend)]).toEqual([count, []]);
    const moving = daysOff.filter(({ name }) => /Martin|Washington|Memorial|Labor|Columbus|Thanksgiving/.test(name));
    expect(moving.map(({ from }) => weekdayOf(from))).toEqual(['mon', 'mon', 'mon', 'mon', 'mon', 'thu']);
  },
);

test('no shipped calendar knows the days of 2028, and the Chinese one not the end of 2026', () => {
  expect([...calendars.values()].map(({ id, publishedThrough }) => [id, publishedThrough])).toEqual([
    ['cn-bank', '2026-12-27'],
    ['uk-england', '2027-12-31'],
    ['us-federal', '2027-12-31'],
  ]);
});

import type { BusinessCalendar } from './business-calendar';
import { WEEKDAYS, dayNumberOf, weekdayIndexOf, type DayNumber, type LocalDate } from './local-date';
import { spansOf, type Span } from './opening-hours';

/** A calendar made ready for counting. */
interface Prepared {
  /** By the order of WEEKDAYS. */
  week: readonly (readonly Span[])[];
  /** Days whose hours are not those of their weekday. */
  special: ReadonlyMap<DayNumber, readonly Span[]>;
  from: DayNumber;
  through: DayNumber;
}

// A calendar is never changed after it was read, so what was prepared of it stays true; it goes with the calendar.
const preparedCalendars = new WeakMap<BusinessCalendar, Prepared>();
const CLOSED: readonly Span[] = [];

/** The hours of a day; none on a day off. The bank's override wins, then the notices, then the week. */
export function hoursOfDay(calendar: BusinessCalendar, day: DayNumber): readonly Span[] {
  const prepared = prepare(calendar);
  const special = prepared.special.get(day);
  if (special) return special;
  if ((day < prepared.from || day > prepared.through) && isNewYear(day)) return CLOSED;
  return prepared.week[weekdayIndexOf(day)]!;
}

/** Whether notices rule this day; if not, what hours it has is an assumption. */
export function isPublished(calendar: BusinessCalendar, day: DayNumber): boolean {
  const { from, through } = prepare(calendar);
  return day >= from && day <= through;
}

/** Whether the bank works on a day at all. */
export function isWorkingDay(calendar: BusinessCalendar, date: LocalDate): boolean {
  return hoursOfDay(calendar, dayNumberOf(date)).length > 0;
}

function isNewYear(day: DayNumber): boolean {
  const date = new Date(day * 86_400_000);
  return date.getUTCMonth() === 0 && date.getUTCDate() === 1;
}

function prepare(calendar: BusinessCalendar): Prepared {
  let prepared = preparedCalendars.get(calendar);
  if (!prepared) {
    const week = WEEKDAYS.map((weekday) => spansOf(calendar.week[weekday]));
    const from = dayNumberOf(calendar.publishedFrom);
    prepared = { week, special: specialDays(calendar, week), from, through: dayNumberOf(calendar.publishedThrough) };
    preparedCalendars.set(calendar, prepared);
  }
  return prepared;
}

function specialDays(calendar: BusinessCalendar, week: readonly (readonly Span[])[]): Map<DayNumber, readonly Span[]> {
  const special = new Map<DayNumber, readonly Span[]>();
  for (const { daysOff, workdays } of calendar.notices) {
    for (const { from, through } of daysOff)
      for (let day = dayNumberOf(from); day <= dayNumberOf(through); day += 1) special.set(day, CLOSED);
    for (const { date, follows } of workdays) special.set(dayNumberOf(date), week[WEEKDAYS.indexOf(follows)]!);
  }
  for (const { date, hours } of calendar.overrides) special.set(dayNumberOf(date), spansOf(hours));
  return special;
}

import { z } from 'zod';
import { dayNumberOf, localDateOfDay, weekdayIndexOf, WEEKDAYS, type DayNumber } from './calendar/local-date';
import { dayNumberAt, isTimeZone, localTimeMs, startOfLocalDay } from './calendar/zoned-time';
import { reportFormat, reportLanguage } from './report-question';

export const PERIOD_RULES = ['previous-day', 'previous-week', 'previous-month'] as const;
export type PeriodRule = (typeof PERIOD_RULES)[number];

const every = z.discriminatedUnion(
  'every',
  [
    z.strictObject({ every: z.literal('day') }),
    z.strictObject({
      every: z.literal('week'),
      weekday: z.enum(WEEKDAYS, { error: `expected ${WEEKDAYS.join(', ')}` }),
    }),
    /** A month without that day has its run on its last one. */
    z.strictObject({ every: z.literal('month'), day: z.int('expected a day of the month').min(1).max(31) }),
  ],
  { error: 'expected {"every":"day"}, {"every":"week","weekday":"mon"} or {"every":"month","day":1}' },
);

/** When runs are, by the clock on the wall of a zone. */
export const rhythmSchema = z.strictObject({
  on: every,
  time: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day such as 07:30'),
  zone: z.string().refine(isTimeZone, 'expected a time zone such as Asia/Shanghai').default('Asia/Shanghai'),
});
export type Rhythm = z.output<typeof rhythmSchema>;

/** What POST /v1/report-schedules takes. */
export const scheduleSchema = rhythmSchema.extend({
  name: z.string().trim().min(1, 'expected a name').max(100),
  period: z.enum(PERIOD_RULES, { error: `expected ${PERIOD_RULES.join(', ')}` }),
  language: reportLanguage,
  format: reportFormat,
});
export type ScheduleTerms = z.output<typeof scheduleSchema>;

/**
 * The first run after a moment. A local time that a change of the clocks skips is the moment of the change, and one that
 * comes twice is the first of the two.
 */
export function nextRun(rhythm: Rhythm, after: Date): Date {
  const { zone, time } = rhythm;
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  // The day before as well: of two runs around a change of the clocks, none may be lost.
  for (let day = dayNumberAt(zone, after.getTime()) - 1; ; day += 1) {
    if (!isRunDay(rhythm.on, day)) continue;
    const at = localTimeMs(zone, day, hours * 60 + minutes);
    if (at > after.getTime()) return new Date(at);
  }
}

/** The half-open period that a run reports on: the day, week (from Monday) or month before the day of the run. */
export function periodOfRun(rule: PeriodRule, zone: string, runAt: Date): { from: Date; to: Date } {
  const today = dayNumberAt(zone, runAt.getTime());
  const start = (day: DayNumber) => startOfLocalDay(zone, localDateOfDay(day));
  if (rule === 'previous-day') return { from: start(today - 1), to: start(today) };
  if (rule === 'previous-week') {
    const monday = today - weekdayIndexOf(today);
    return { from: start(monday - 7), to: start(monday) };
  }
  const first = firstOfMonth(today);
  return { from: start(firstOfMonth(first - 1)), to: start(first) };
}

function isRunDay(on: Rhythm['on'], day: DayNumber): boolean {
  if (on.every === 'day') return true;
  if (on.every === 'week') return WEEKDAYS[weekdayIndexOf(day)] === on.weekday;
  const dayOfMonth = Number(localDateOfDay(day).slice(8));
  return dayOfMonth === on.day || (dayOfMonth < on.day && isLastOfMonth(day));
}

const isLastOfMonth = (day: DayNumber) => localDateOfDay(day + 1).endsWith('-01');
const firstOfMonth = (day: DayNumber) => dayNumberOf(`${localDateOfDay(day).slice(0, 8)}01`);

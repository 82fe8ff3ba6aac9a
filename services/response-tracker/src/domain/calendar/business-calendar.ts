import { z } from 'zod';
import { WEEKDAYS, localDateSchema, type Weekday } from './local-date';
import { openingHoursSchema } from './opening-hours';
import { isTimeZone } from './zoned-time';

const idSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'expected letters, digits, dots, dashes and underscores');

const inOrder = (range: { from: string; through: string }) => range.from <= range.through;
const rangeSchema = z
  .strictObject({ from: localDateSchema, through: localDateSchema })
  .refine(inOrder, { path: ['through'], message: 'lies before from' });

/** What an authority published: days off, and days off of the week on which people work (调休). */
export const noticeSchema = z.strictObject({
  id: idSchema,
  /** Days for which it is the last word. It may also name days outside, late in the year before. */
  rules: rangeSchema,
  source: z.strictObject({
    title: z.string().min(1),
    number: z.string().min(1).optional(),
    date: localDateSchema.optional(),
    url: z.url().optional(),
  }),
  daysOff: z.array(
    z
      .strictObject({ name: z.string().min(1), from: localDateSchema, through: localDateSchema })
      .refine(inOrder, { path: ['through'], message: 'lies before from' }),
  ),
  /** `follows`: the weekday whose hours are kept; the notices do not say, a bank may. */
  workdays: z.array(z.strictObject({ name: z.string().min(1), date: localDateSchema, follows: z.enum(WEEKDAYS) })),
});
export type Notice = z.output<typeof noticeSchema>;

/** What the bank decides for one day; wins over every notice. No hours: closed. */
const overrideSchema = z.strictObject({
  date: localDateSchema,
  hours: openingHoursSchema,
  reason: z.string().min(1),
});

const week = Object.fromEntries(WEEKDAYS.map((day) => [day, openingHoursSchema])) as Record<
  Weekday,
  typeof openingHoursSchema
>;

/**
 * When a bank works. A version never changes its meaning: a new notice or override makes a new version.
 * Between `publishedFrom` and `publishedThrough` every day is ruled by a notice; outside, weekends and 1 January are off
 * until one says otherwise, and due dates that depend on such days are provisional.
 */
export const businessCalendarSchema = z
  .strictObject({
    id: idSchema,
    version: idSchema,
    /** Where it comes from, in words. */
    source: z.string().min(1),
    timeZone: z.string().refine(isTimeZone, 'not an IANA time zone'),
    week: z.strictObject(week).refine((days) => Object.values(days).some((hours) => hours.length > 0), {
      message: 'no day of the week has hours',
    }),
    publishedFrom: localDateSchema,
    publishedThrough: localDateSchema,
    /** Where two speak of the same day, the later in the list wins. */
    notices: z.array(noticeSchema),
    overrides: z.array(overrideSchema),
  })
  .refine((calendar) => calendar.publishedFrom <= calendar.publishedThrough, {
    path: ['publishedThrough'],
    message: 'lies before publishedFrom',
  })
  .superRefine(({ overrides, notices }, context) => {
    for (const index of repeated(overrides.map(({ date }) => date)))
      context.addIssue({ code: 'custom', path: ['overrides', index, 'date'], message: 'the day stands twice' });
    for (const index of repeated(notices.map(({ id }) => id)))
      context.addIssue({ code: 'custom', path: ['notices', index, 'id'], message: 'the notice stands twice' });
  });
export type BusinessCalendar = z.output<typeof businessCalendarSchema>;

function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}

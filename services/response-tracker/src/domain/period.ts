import { ESCALATION_ROLES, PROMISES, RESPONSE_PROMISES, type PromiseKind } from '@hearback/contracts';
import { z } from 'zod';
import { localDateSchema } from './calendar/local-date';
import { isTimeZone, startOfLocalDay } from './calendar/zoned-time';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
// The bank's own zone.
const DEFAULT_ZONE = 'Asia/Shanghai';

const EXPECTED = 'expected a day such as 2026-02-16, or an ISO 8601 time with a zone such as 2026-02-16T00:00:00+08:00';
const moment = z.iso
  .datetime({ offset: true, error: 'expected an ISO 8601 time with a zone, such as 2026-02-16T00:00:00+08:00' })
  .transform((text) => new Date(text));
const dayOrMoment = z.union([localDateSchema, moment], { error: EXPECTED });

/** By what figures are grouped; `total` groups by nothing. */
export const GROUPINGS = ['total', 'channel', 'product', 'cause', 'branch', 'team', 'owner'] as const;
export type Grouping = (typeof GROUPINGS)[number];

const grouping = z.enum(GROUPINGS, { error: `expected ${GROUPINGS.join(', ')}` });

/** The 24-hour promises together, or one kind. */
export type PromiseName = 'response' | PromiseKind;
const promiseName = z.enum(['response', ...PROMISES], { error: `expected response, ${PROMISES.join(', ')}` });

/** A period as people ask for it. */
export const periodSchema = z.strictObject({
  from: dayOrMoment.optional(),
  to: dayOrMoment.optional(),
  /** In which `from` and `to` are days. */
  zone: z.string().refine(isTimeZone, 'expected a time zone such as Asia/Shanghai').default(DEFAULT_ZONE),
});

/** What may be asked of GET /v1/promise-rates. */
export const ratesQuerySchema = periodSchema.extend({ asOf: moment.optional() });

/** What may be asked of GET /v1/response-rate. */
export const rateQuerySchema = ratesQuerySchema.extend({
  by: grouping.default('channel'),
  promise: promiseName.default('response'),
});

/** What may be asked of GET /v1/reply-times. */
export const timesQuerySchema = periodSchema.extend({ by: grouping.default('total') });

/** What may be asked of GET /v1/moved-dates. */
export const pageQuerySchema = z.strictObject({
  since: moment.optional(),
  limit: z.coerce.number('expected a number').int().min(1).max(500).default(50),
  after: z
    .string()
    .regex(/^\d{1,18}$/, 'is not the `next` of a page')
    .optional(),
});

/** What may be asked of GET /v1/warnings; `to` is the role that a warning is for. */
export const warningsQuerySchema = pageQuerySchema.extend({
  to: z.enum(ESCALATION_ROLES, { error: `expected ${ESCALATION_ROLES.join(', ')}` }).optional(),
});

/** What may be asked of GET /v1/backlog. */
export const backlogQuerySchema = z.strictObject({
  promise: z
    .enum(['all', 'response', ...PROMISES], { error: `expected all, response, ${PROMISES.join(', ')}` })
    .default('all'),
  by: z.enum(['promise', 'channel', 'owner'], { error: 'expected promise, channel or owner' }).default('promise'),
  hours: z.coerce.number('expected a number').int().min(1).max(48).default(48),
});

export type Period =
  { ok: true; from: Date; to: Date; asOf: Date; live: boolean } | { ok: false; field: string; detail: string };

type PeriodQuery = Partial<z.output<typeof periodSchema>> & { asOf?: Date | undefined };

/** The half-open cohort period of a question: the last 30 days unless it says otherwise. A day is its first moment. */
export function periodOf({ from, to, asOf, zone = DEFAULT_ZONE }: PeriodQuery, now: Date): Period {
  if (asOf && asOf > now) return { ok: false, field: 'asOf', detail: 'lies in the future: nothing is known of it yet' };
  const end = to === undefined ? (asOf ?? now) : momentIn(zone, to);
  const start = from === undefined ? new Date(end.getTime() - DEFAULT_DAYS * DAY_MS) : momentIn(zone, from);
  if (start >= end) return { ok: false, field: 'from', detail: 'must be before `to`' };
  return { ok: true, from: start, to: end, asOf: asOf ?? now, live: asOf === undefined };
}

function momentIn(zone: string, at: string | Date): Date {
  return typeof at === 'string' ? startOfLocalDay(zone, at) : at;
}

/** The kinds of promise that a name stands for. */
export function promisesNamed(name: PromiseName | 'all'): readonly PromiseKind[] {
  if (name === 'all') return PROMISES;
  return name === 'response' ? RESPONSE_PROMISES : [name];
}

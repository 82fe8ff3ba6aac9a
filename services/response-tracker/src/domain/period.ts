import { z } from 'zod';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;

const moment = z.iso
  .datetime({ offset: true, error: 'expected an ISO 8601 time with a zone, such as 2026-02-16T00:00:00+08:00' })
  .transform((text) => new Date(text));

/** What may be asked of GET /v1/response-rate. */
export const rateQuerySchema = z.strictObject({
  from: moment.optional(),
  to: moment.optional(),
  by: z.enum(['channel'], { error: 'expected `channel`' }).default('channel'),
  asOf: moment.optional(),
});
export type RateQuery = z.output<typeof rateQuerySchema>;

export type Period =
  { ok: true; from: Date; to: Date; asOf: Date; live: boolean } | { ok: false; field: string; detail: string };

/** The half-open cohort period of a question: the last 30 days unless it says otherwise. */
export function periodOf({ from, to, asOf }: RateQuery, now: Date): Period {
  if (asOf && asOf > now) return { ok: false, field: 'asOf', detail: 'lies in the future: nothing is known of it yet' };
  const end = to ?? asOf ?? now;
  const start = from ?? new Date(end.getTime() - DEFAULT_DAYS * DAY_MS);
  if (start >= end) return { ok: false, field: 'from', detail: 'must be before `to`' };
  return { ok: true, from: start, to: end, asOf: asOf ?? now, live: asOf === undefined };
}

import { CLOCK_STATES, ESCALATION_ROLES, problemSchema, PROMISES } from '@hearback/contracts';
import type { OpenApiRoute } from '@hearback/service';
import { z } from 'zod';
import { AGE_BANDS } from './domain/figure-ages';

const problem = (description: string) => ({
  description,
  schema: problemSchema,
  contentType: 'application/problem+json',
});
const REFUSALS = {
  400: problem('The query'),
  401: problem('No valid token'),
  403: problem('The token lacks the scope `read`'),
  503: problem('Not ready yet'),
};

const whole = z.number().int();
const time = z.iso.datetime();
const figure = {
  met: whole,
  confirmed: whole,
  missed: whole,
  running: whole,
  withdrawn: whole,
  rate: z.number().nullable(),
  rateText: z.string().nullable(),
};
const waiting = z.object({ count: whole, oldestSeconds: z.number().nullable() });
const excluded = z.array(z.object({ reason: z.string(), count: whole }));
const words = z.object({ en: z.string(), 'zh-Hans': z.string(), 'zh-Hant': z.string() });
const asked = {
  from: time,
  to: time,
  asOf: time,
  policyVersion: z.string(),
  checkpoint: z.object({ number: whole, sealedAt: time }).nullable(),
};
const rateSchema = z.object({
  ...asked,
  promise: z.enum(['response', ...PROMISES]),
  promises: z.array(z.enum(PROMISES)),
  total: z.object(figure),
  by: z.array(z.object({ key: z.string(), ...figure })),
  confirmed: whole,
  excluded,
  excludes: z.array(z.object({ what: z.enum(['running', 'withdrawn', ...PROMISES]), why: words })),
  beside: z.object({ refusedOpen: waiting, parked: waiting, inFlight: waiting.nullable() }),
});
const ratesSchema = z.object({
  ...asked,
  promises: z.array(z.object({ promise: z.enum(PROMISES), ...figure, excluded })),
});

const seconds = z.number().nullable();
const times = z.object({ mean: seconds, p50: seconds, p90: seconds, p95: seconds, p99: seconds });
const replyTimes = { count: whole, unanswered: whole, wallClock: times, working: times };
const timesSchema = z.object({
  from: time,
  to: time,
  promise: z.literal('first-reply'),
  total: z.object(replyTimes),
  by: z.array(z.object({ key: z.string(), ...replyTimes })),
});

const backlog = {
  running: whole,
  ages: z.record(z.enum(AGE_BANDS.map(({ band }) => band)), whole),
  atRisk: z.array(z.object({ hour: time, count: whole })),
};
const backlogSchema = z.object({
  now: time,
  promises: z.array(z.enum(PROMISES)),
  hours: whole,
  ...backlog,
  by: z.array(z.object({ key: z.string(), ...backlog })),
});

const listed = { clockId: z.uuid(), caseId: z.uuid(), promise: z.enum(PROMISES) };
const warningsSchema = z.object({
  items: z.array(
    z.object({
      ...listed,
      feedbackId: z.uuid(),
      channel: z.string(),
      to: z.enum(ESCALATION_ROLES),
      owner: z.string().nullable(),
      secondsLeft: whole,
      at: time,
      recordedAt: time,
      dueAt: time,
      state: z.enum(CLOCK_STATES),
    }),
  ),
  next: z.string().nullable(),
});
const movedSchema = z.object({
  items: z.array(
    z.object({
      ...listed,
      term: z.string(),
      from: time,
      to: time,
      provisional: z.boolean(),
      calendarVersion: z.string().nullable(),
      recordedAt: time,
    }),
  ),
  next: z.string().nullable(),
});

const parameter = (name: string, description: string) => ({ name, in: 'query' as const, description });
const PERIOD = [
  parameter('from', 'Start of the half-open period: a day, or ISO 8601 with zone; default 30 days before `to`'),
  parameter('to', 'End of the period, not included; default now'),
  parameter('zone', 'In which days are meant; default `Asia/Shanghai`'),
];
const AS_OF = parameter('asOf', 'As of the last checkpoint sealed by then; default now, with what is not sealed yet');
const BY = 'One of `total`, `channel`, `product`, `cause`, `branch`, `team`, `owner`';
const PAGE = [
  parameter('since', 'Recorded from then on'),
  parameter('limit', '1 to 500, default 50'),
  parameter('after', '`next` of the page before'),
];
const ROLE = parameter('to', 'For which role: `owner`, `supervisor`, `head`');

/** The figures of the tracker, for /openapi.json. */
export const FIGURE_ROUTES: OpenApiRoute[] = [
  {
    method: 'get',
    path: '/v1/response-rate',
    summary: 'The rate of promises started in a period, by one property, and what stands beside it',
    parameters: [
      ...PERIOD,
      parameter('by', `${BY}; default \`channel\``),
      AS_OF,
      parameter('promise', '`response` (default: the 24-hour promises) or one kind'),
    ],
    responses: { 200: { description: 'The figure', schema: rateSchema }, ...REFUSALS },
  },
  {
    method: 'get',
    path: '/v1/promise-rates',
    summary: 'The on-time rate of every kind of promise',
    parameters: [...PERIOD, AS_OF],
    responses: { 200: { description: 'The figures', schema: ratesSchema }, ...REFUSALS },
  },
  {
    method: 'get',
    path: '/v1/reply-times',
    summary: 'Seconds to the first reply, by the wall and in working time, of the promises met',
    parameters: [...PERIOD, parameter('by', `${BY}; default \`total\``)],
    responses: { 200: { description: 'The times', schema: timesSchema }, ...REFUSALS },
  },
  {
    method: 'get',
    path: '/v1/backlog',
    summary: 'Running promises by age, and by the UTC hour in which they fall due',
    parameters: [
      parameter('promise', '`all` (default), `response` or one kind'),
      parameter('by', '`promise` (default), `channel` or `owner`'),
      parameter('hours', 'How far ahead due times are told: 1 to 48, default 48'),
    ],
    responses: { 200: { description: 'The backlog', schema: backlogSchema }, ...REFUSALS },
  },
  {
    method: 'get',
    path: '/v1/warnings',
    summary: 'The warnings given, the newest first',
    parameters: [ROLE, ...PAGE],
    responses: { 200: { description: 'Warnings', schema: warningsSchema }, ...REFUSALS },
  },
  {
    method: 'get',
    path: '/v1/moved-dates',
    summary: 'Every due date that a calendar moved, the newest first',
    parameters: PAGE,
    responses: { 200: { description: 'Moved dates', schema: movedSchema }, ...REFUSALS },
  },
];

import { CHANNELS, CLOCK_EVENT_KINDS, CLOCK_STATES, problemSchema } from '@hearback/contracts';
import type { OpenApiRoute } from '@hearback/service';
import { z } from 'zod';

const problem = (description: string) => ({
  description,
  schema: problemSchema,
  contentType: 'application/problem+json',
});
const REFUSALS = {
  401: problem('No valid token'),
  403: problem('The token lacks the scope `read`'),
  503: problem('Not ready yet'),
};

const figure = {
  met: z.number().int(),
  missed: z.number().int(),
  running: z.number().int(),
  rate: z.number().nullable(),
  rateText: z.string().nullable(),
};
const waiting = z.object({ count: z.number().int(), oldestSeconds: z.number().nullable() });
const rateSchema = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  asOf: z.iso.datetime(),
  promise: z.literal('first-reply'),
  policyVersion: z.string(),
  total: z.object(figure),
  by: z.array(z.object({ key: z.enum(CHANNELS), ...figure })),
  excluded: z.array(z.object({ reason: z.string(), count: z.number().int() })),
  beside: z.object({ refusedOpen: waiting, parked: waiting, inFlight: waiting.nullable() }),
});

const clockSchema = z.object({
  clockId: z.uuid(),
  caseId: z.uuid(),
  feedbackId: z.uuid(),
  kind: z.literal('first-reply'),
  promise: z.literal('first-reply'),
  channel: z.enum(CHANNELS),
  startedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  state: z.enum(CLOCK_STATES),
  fulfilledAt: z.iso.datetime().nullable(),
  warnings: z.array(z.object({ thresholdSeconds: z.number().int(), at: z.iso.datetime() })),
});
const pageSchema = z.object({ items: z.array(clockSchema), next: z.string().nullable(), now: z.iso.datetime() });
const eventSchema = z.object({
  kind: z.enum(CLOCK_EVENT_KINDS),
  sequence: z.number().int(),
  effectiveAt: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  policyVersion: z.string(),
  data: z.looseObject({}),
});

/** The routes of the tracker, for /openapi.json. */
export const RESPONSE_ROUTES: OpenApiRoute[] = [
  {
    method: 'get',
    path: '/v1/response-rate',
    summary: 'The response rate of promises started in a period, by channel, and what stands beside it',
    parameters: [
      { name: 'from', in: 'query', description: 'Start of the half-open period, ISO 8601 with zone; default 30 days' },
      { name: 'to', in: 'query', description: 'End of the period, not included; default now' },
      { name: 'by', in: 'query', description: '`channel`' },
      { name: 'asOf', in: 'query', description: 'As recorded until then; default now' },
    ],
    responses: { 200: { description: 'The figure', schema: rateSchema }, 400: problem('The query'), ...REFUSALS },
  },
  {
    method: 'get',
    path: '/v1/clocks',
    summary: 'The promises that answer for a feedback, or the unanswered ones by state',
    parameters: [
      { name: 'feedbackId', in: 'query', description: 'Also finds the promise that the feedback joined' },
      { name: 'state', in: 'query', description: '`running`, `at-risk` (a warning has passed) or `missed`' },
      { name: 'limit', in: 'query', description: '1 to 500, default 50' },
      { name: 'after', in: 'query', description: '`next` of the page before' },
    ],
    responses: { 200: { description: 'Clocks', schema: pageSchema }, 400: problem('The query'), ...REFUSALS },
  },
  {
    method: 'get',
    path: '/v1/clocks/{clockId}',
    summary: 'A clock with its events: why it is met or missed',
    parameters: [{ name: 'clockId', in: 'path', required: true, description: 'Id of the clock' }],
    responses: {
      200: { description: 'The clock', schema: clockSchema.extend({ events: z.array(eventSchema) }) },
      404: problem('No such clock'),
      ...REFUSALS,
    },
  },
  {
    method: 'get',
    path: '/v1/stream',
    summary: 'Server-sent events: `response.changed` (as on Kafka), `rate` (at most once a second), `resync`',
    parameters: [{ name: 'Last-Event-ID', in: 'header', description: 'Resumes after this event' }],
    responses: {
      200: { description: 'A stream without end', contentType: 'text/event-stream', schema: z.string() },
      ...REFUSALS,
    },
  },
];

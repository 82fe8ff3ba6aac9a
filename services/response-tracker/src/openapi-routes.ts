import {
  CHANNELS,
  CLOCK_EVENT_KINDS,
  CLOCK_STATES,
  ESCALATION_ROLES,
  problemSchema,
  PROMISES,
} from '@hearback/contracts';
import type { OpenApiRoute } from '@hearback/service';
import { z } from 'zod';
import { FIGURE_ROUTES } from './figure-routes';
import { PROOF_ROUTES } from './proof-routes';
import { REPORT_ROUTES } from './report-routes';

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

const clockSchema = z.object({
  clockId: z.uuid(),
  caseId: z.uuid(),
  feedbackId: z.uuid(),
  kind: z.enum(PROMISES),
  promise: z.enum(PROMISES),
  term: z.string(),
  instance: z.number().int(),
  policyVersion: z.string(),
  channel: z.enum(CHANNELS),
  branch: z.string().nullable(),
  startedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  provisional: z.boolean(),
  calendarVersion: z.string().nullable(),
  state: z.enum(CLOCK_STATES),
  fulfilledAt: z.iso.datetime().nullable(),
  confirmed: z.boolean(),
  withdrawnReason: z.string().nullable(),
  owner: z.string().nullable(),
  team: z.string().nullable(),
  bindsNext: z.boolean(),
  warnings: z.array(
    z.object({ thresholdSeconds: z.number().int(), at: z.iso.datetime(), to: z.enum(ESCALATION_ROLES) }),
  ),
});
const pageSchema = z.object({ items: z.array(clockSchema), next: z.string().nullable(), now: z.iso.datetime() });
const eventSchema = z.object({
  kind: z.enum(CLOCK_EVENT_KINDS),
  sequence: z.number().int(),
  effectiveAt: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  policyVersion: z.string(),
  data: z.looseObject({}),
  hash: z.string(),
});

/** The routes of the tracker, for /openapi.json. */
export const RESPONSE_ROUTES: OpenApiRoute[] = [
  ...FIGURE_ROUTES,
  ...PROOF_ROUTES,
  ...REPORT_ROUTES,
  {
    method: 'get',
    path: '/v1/clocks',
    summary: 'The promises that answer for a feedback, those of a case, or the unanswered ones by state',
    parameters: [
      { name: 'feedbackId', in: 'query', description: 'Also finds the promise that the feedback joined' },
      { name: 'caseId', in: 'query', description: 'Every promise of the case; `bindsNext` is due first' },
      { name: 'promise', in: 'query', description: '`response` (default), `all` or one kind; of the lists by state' },
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
      200: { description: 'A stream without end', contentType: 'text/event-stream', schema: z.unknown() },
      ...REFUSALS,
    },
  },
];

import { problemSchema } from '@hearback/contracts';
import type { OpenApiRoute } from '@hearback/service';
import { z } from 'zod';
import { REPORT_FORMATS, REPORT_LANGUAGES } from './domain/report-question';
import { PERIOD_RULES } from './domain/report-schedule';

const problem = (description: string) => ({
  description,
  schema: problemSchema,
  contentType: 'application/problem+json',
});
const REFUSALS = {
  401: problem('No valid token'),
  403: problem('The token lacks the scope: `read` to fetch, `command` to ask'),
  503: problem('Not ready yet'),
};

const look = { language: z.enum(REPORT_LANGUAGES), format: z.enum(REPORT_FORMATS) };
const askSchema = z.object({
  from: z.string().describe('A day of the zone, or an ISO 8601 time'),
  to: z.string().describe('Not included'),
  zone: z.string().optional(),
  asOf: z.iso.datetime({ offset: true }).optional().describe('As known then; default now'),
  ...look,
});
const reportSchema = z.object({
  reportId: z.uuid(),
  scheduleId: z.uuid().nullable(),
  state: z.enum(['waiting', 'made', 'failed', 'expired']),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  asOf: z.iso.datetime(),
  zone: z.string(),
  ...look,
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  madeAt: z.iso.datetime().nullable(),
  checkpoint: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  fault: z.string().nullable(),
});
const termsSchema = z.object({
  name: z.string(),
  on: z.union([
    z.object({ every: z.literal('day') }),
    z.object({ every: z.literal('week'), weekday: z.string() }),
    z.object({ every: z.literal('month'), day: z.number().int() }),
  ]),
  time: z.string().describe('By the clock on the wall of the zone, `07:30`'),
  zone: z.string().optional(),
  period: z.enum(PERIOD_RULES),
  ...look,
});
const scheduleSchema = termsSchema.extend({
  scheduleId: z.uuid(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  nextRunAt: z.iso.datetime(),
});
const list = (item: z.ZodType) => z.object({ items: z.array(item), next: z.string().nullable() });
const json = (schema: z.ZodType) => [{ contentType: 'application/json', schema }];

/** The routes of reports, for /openapi.json. */
export const REPORT_ROUTES: OpenApiRoute[] = [
  {
    method: 'post',
    path: '/v1/reports',
    summary: 'Asks for a report of the promises of a period; it is made within seconds',
    body: json(askSchema),
    responses: {
      202: { description: 'To be fetched by this id', schema: z.object({ reportId: z.uuid() }) },
      400: problem('The question'),
      ...REFUSALS,
    },
  },
  {
    method: 'get',
    path: '/v1/reports',
    summary: 'The reports that were asked for, the newest first',
    parameters: [
      { name: 'limit', in: 'query', description: '1 to 500, default 50' },
      { name: 'after', in: 'query', description: '`next` of the page before' },
    ],
    responses: { 200: { description: 'Reports', schema: list(reportSchema) }, 400: problem('The query'), ...REFUSALS },
  },
  {
    method: 'get',
    path: '/v1/reports/{reportId}',
    summary: 'The file of a report: a workbook or a PDF',
    parameters: [{ name: 'reportId', in: 'path', required: true, description: 'Id of the report' }],
    responses: {
      200: { description: 'The file', contentType: 'application/octet-stream', schema: z.string() },
      404: problem('No such report'),
      409: problem('It is being made, or it could not be made'),
      410: problem('The file is kept no more'),
      ...REFUSALS,
    },
  },
  {
    method: 'get',
    path: '/v1/report-schedules',
    summary: 'The schedules of reports, with the time of their next run',
    responses: { 200: { description: 'Schedules', schema: list(scheduleSchema) }, ...REFUSALS },
  },
  {
    method: 'post',
    path: '/v1/report-schedules',
    summary: 'Makes a report each day, week or month from now on, each period once',
    body: json(termsSchema),
    responses: { 201: { description: 'The schedule', schema: scheduleSchema }, 400: problem('The terms'), ...REFUSALS },
  },
  {
    method: 'delete',
    path: '/v1/report-schedules/{scheduleId}',
    summary: 'Ends a schedule; its reports stay',
    parameters: [{ name: 'scheduleId', in: 'path', required: true, description: 'Id of the schedule' }],
    responses: { 204: { description: 'It is ended' }, 404: problem('No such schedule'), ...REFUSALS },
  },
];

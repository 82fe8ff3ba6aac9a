import type { OpenApiRoute } from '@hearback/service';
import { z } from 'zod';
import { FILE_TYPES } from './domain/file/file-types';
import { problem, refusals } from './openapi-answers';

const countsSchema = z.object({ rows: z.int(), accepted: z.int(), refused: z.int(), empty: z.int() });
const fileNewsSchema = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('started'),
    fileId: z.string(),
    bytes: z.int(),
    type: z.enum(['csv', 'xlsx']),
    headingRow: z.int(),
    columns: z.array(z.object({ heading: z.string(), use: z.string() })),
  }),
  z.object({
    kind: z.literal('refused'),
    row: z.int(),
    faults: z.array(
      z.object({
        column: z.string().optional(),
        field: z.string().optional(),
        reason: z.string(),
        detail: z.string(),
      }),
    ),
  }),
  countsSchema.extend({ kind: z.literal('progress'), waiting: z.enum(['rate', 'kafka']).optional() }),
  countsSchema.extend({ kind: z.literal('report'), fileId: z.string() }),
  countsSchema.extend({
    kind: z.literal('failed'),
    fileId: z.string(),
    row: z.int(),
    reason: z.string(),
    detail: z.string(),
    sendAgain: z.boolean(),
  }),
]);

/** POST /v1/files, of services that take files. */
export const POST_FILE: OpenApiRoute = {
  method: 'post',
  path: '/v1/files',
  summary:
    'Takes a CSV or XLSX file row by row and reports while it reads; the last line is `report`, or `failed`. Sent again, a file changes nothing',
  parameters: [
    {
      name: 'source',
      in: 'query',
      description: 'The source that the file comes from; its mapping says what its columns mean.',
    },
    { name: 'report', in: 'query', description: '`csv` answers with the refused rows and their reasons as CSV.' },
    { name: 'charset', in: 'query', description: 'Of a CSV file, when it should not be detected.' },
    { name: 'sheet', in: 'query', description: 'Of a workbook; without it the first that is not hidden.' },
  ],
  body: FILE_TYPES.map((contentType) => ({ contentType, schema: z.string() })),
  responses: {
    ...withoutRate(refusals()),
    200: {
      description: 'The report, one object a line, or with `report=csv` text/csv',
      schema: fileNewsSchema,
      contentType: 'application/x-ndjson',
    },
    400: problem('`report` is unknown, or the caller went away'),
    413: problem('The file is too large, or unpacks to too much'),
    415: problem('The content type or charset is not understood, or the body is something else'),
    422: problem('The file has no heading or is damaged; nothing of it was taken'),
  },
};

/** A file waits for its source's rate. */
function withoutRate({ 429: _, ...others }: OpenApiRoute['responses']): OpenApiRoute['responses'] {
  return others;
}

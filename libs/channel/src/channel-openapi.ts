import { deletedItemSchema, feedbackItemSchema, problemSchema, replyItemSchema } from '@hearback/contracts';
import { openApiDocument, type OpenApiDocument, type OpenApiRoute } from '@hearback/service';
import { z } from 'zod';
import { BODY_TYPES } from './domain/media-type';
import type { ChannelDefinition } from './io/channel-edge';
import { FILE_TYPES } from './domain/file/file-types';

const refusedSchema = z.array(z.object({ index: z.int(), reason: z.string(), detail: z.string() }));
const feedbackAnswerSchema = z.object({
  accepted: z.array(z.object({ index: z.int(), feedbackId: z.uuid(), repeatable: z.boolean() })),
  refused: refusedSchema,
});
const replyAnswerSchema = z.object({
  accepted: z.array(z.object({ index: z.int(), replyId: z.uuid(), feedbackId: z.uuid() })),
  refused: refusedSchema,
});

const SOURCE = {
  name: 'source',
  in: 'query' as const,
  description: 'The source that the items come from; without it the default source of the channel.',
};
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  description: 'Makes a repetition of the same post give the same ids where items have no externalId.',
};

/** The OpenAPI document of a channel service. */
export function channelOpenApi(definition: ChannelDefinition): OpenApiDocument {
  const description = `Takes feedback of ${definition.channels.join(' and ')}: durable on Kafka before 202.`;
  return openApiDocument(definition.service, description, [
    postFeedback,
    postReplies,
    ...(definition.formats.length > 0 ? [postHook(definition)] : []),
    ...(definition.files ? [postFile] : []),
  ]);
}

const postFeedback: OpenApiRoute = {
  method: 'post',
  path: '/v1/feedback',
  summary:
    'Posts one feedback, a list, lines of JSON, or CloudEvents; each item is judged for itself; `deleted` tells what the source shows no more',
  parameters: [SOURCE, IDEMPOTENCY_KEY],
  body: bodies(z.union([feedbackItemSchema, deletedItemSchema])),
  responses: {
    202: { description: 'At least one item is durable', schema: feedbackAnswerSchema },
    422: problem('No item could be accepted', problemSchema.extend(feedbackAnswerSchema.shape)),
    ...refusals(),
  },
};

const postReplies: OpenApiRoute = {
  method: 'post',
  path: '/v1/replies',
  summary: 'Tells of replies that were made outside Hearback; they may come before their feedback',
  parameters: [SOURCE],
  body: bodies(replyItemSchema),
  responses: {
    202: { description: 'At least one reply is durable', schema: replyAnswerSchema },
    422: problem('No reply could be accepted', problemSchema.extend(replyAnswerSchema.shape)),
    ...refusals(),
  },
};

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

const postFile: OpenApiRoute = {
  method: 'post',
  path: '/v1/files',
  summary:
    'Takes a CSV or XLSX file row by row and reports while it reads; the last line is `report`, or `failed`. Sent again, a file changes nothing',
  parameters: [
    SOURCE,
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

function postHook({ formats }: ChannelDefinition): OpenApiRoute {
  const names = formats.map(({ name, verify }) => `${name} (${verify ? 'signed by its vendor' : 'bearer token'})`);
  const contentTypes = [...new Set(formats.flatMap((format) => format.contentTypes))];
  return {
    method: 'post',
    path: '/v1/hooks/{sourceId}',
    summary: `Takes a vendor's own payload: ${names.join(', ')}`,
    parameters: [{ name: 'sourceId', in: 'path', description: 'The source; its format says how to read the payload.' }],
    body: contentTypes.map((contentType) => ({ contentType, schema: z.unknown() })),
    authenticated: formats.some(({ verify }) => !verify),
    responses: {
      202: { description: 'Durable, or nothing that concerns Hearback', schema: feedbackAnswerSchema },
      404: problem('No source of this service has this id, or it takes no payloads'),
      422: problem('The payload was refused', problemSchema.extend(feedbackAnswerSchema.shape)),
      ...refusals(),
    },
  };
}

/** An item's schema for each way to send it. */
function bodies(item: z.ZodType): NonNullable<OpenApiRoute['body']> {
  const event = z.looseObject({
    specversion: z.literal('1.0'),
    id: z.string(),
    source: z.string(),
    type: z.string(),
    time: z.string().optional(),
    data: item,
  });
  const schemas = [z.union([item, z.array(item)]), item, event, z.array(event)];
  return BODY_TYPES.map((contentType, i) => ({ contentType, schema: schemas[i]! }));
}

/** A file waits for its source's rate. */
function withoutRate({ 429: _, ...others }: OpenApiRoute['responses']): OpenApiRoute['responses'] {
  return others;
}

function refusals(): OpenApiRoute['responses'] {
  return {
    400: problem('The body cannot be read; the detail names the place'),
    401: problem('The token or signature is missing or wrong'),
    403: problem('The token may not post to this source'),
    404: problem('There is no such source'),
    413: problem('Larger than 4 MiB, or more than 1,000 items'),
    415: problem('The content type, charset or encoding is not understood'),
    429: problem('The source sends more than it may; see Retry-After'),
    503: problem(
      'Not ready, or Kafka did not take all of it; see Retry-After. `accepted` lists what is durable already',
    ),
  };
}

function problem(description: string, schema: z.ZodType = problemSchema) {
  return { description, schema, contentType: 'application/problem+json' };
}

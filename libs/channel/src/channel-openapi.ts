import {
  CHANNELS,
  POLL_STATES,
  deletedItemSchema,
  feedbackItemSchema,
  problemSchema,
  replyItemSchema,
} from '@hearback/contracts';
import { openApiDocument, type OpenApiDocument, type OpenApiRoute } from '@hearback/service';
import { z } from 'zod';
import { BODY_TYPES } from './domain/media-type';
import type { ChannelDefinition } from './io/channel-edge';

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
    getSourceHealth,
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

const sourceHealthSchema = z.object({
  sourceId: z.string(),
  channel: z.enum(CHANNELS),
  name: z.string(),
  health: z.enum(['ok', 'quiet', 'learning', 'paused']),
  since: z.iso.datetime().optional(),
  expected: z.number().optional(),
  observed: z.int().optional(),
  lastAt: z.iso.datetime().nullable(),
  last24Hours: z.object({ pushed: z.int(), polled: z.int() }),
  gaps: z.int().nullable(),
  poll: z
    .object({
      state: z.enum(POLL_STATES),
      why: z.string().optional(),
      everySeconds: z.number(),
      nextAt: z.iso.datetime(),
    })
    .nullable(),
});

const getSourceHealth: OpenApiRoute = {
  method: 'get',
  path: '/v1/health/sources',
  summary: 'How each source of this service is heard: quiet ones first, with since, expected and observed',
  authenticated: true,
  responses: {
    200: {
      description: 'The sources; `poll` is there on the replica that asks',
      schema: z.object({ items: z.array(sourceHealthSchema), next: z.null() }),
    },
    401: problem('The token is missing or wrong'),
    403: problem('The scope "read" is needed'),
    503: problem('Not ready'),
  },
};

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

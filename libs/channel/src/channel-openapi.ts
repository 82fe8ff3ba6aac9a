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
import { hookRoutes } from './hook-openapi';
import { feedbackAnswerSchema, problem, refusals, refusedItemsSchema } from './openapi-answers';
import type { ChannelDefinition } from './io/channel-edge';
import { POST_FILE } from './file-openapi';

type DescribedChannel = Pick<ChannelDefinition, 'service' | 'channels' | 'formats' | 'files' | 'ownOpenApi'>;

const replyAnswerSchema = z.object({
  accepted: z.array(z.object({ index: z.int(), replyId: z.uuid(), feedbackId: z.uuid() })),
  refused: refusedItemsSchema,
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

/** The OpenAPI document of a channel service; no setting of a deployment changes it. */
export function channelOpenApi(definition: DescribedChannel): OpenApiDocument {
  const description = `Takes feedback of ${definition.channels.join(' and ')}: durable on Kafka before 202.`;
  return openApiDocument(definition.service, description, [
    postFeedback,
    postReplies,
    ...hookRoutes(definition),
    ...(definition.files ? [POST_FILE] : []),
    ...(definition.ownOpenApi ?? []),
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
  repeatable: true,
  responses: {
    202: { description: 'At least one reply is durable', schema: replyAnswerSchema },
    422: problem('No reply could be accepted', problemSchema.extend(replyAnswerSchema.shape)),
    ...refusals(),
  },
};

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
  stream: z
    .object({
      state: z.enum(['connecting', 'open', 'waiting', 'unreachable', 'failed']),
      why: z.string().optional(),
      since: z.iso.datetime(),
      nextAt: z.iso.datetime().optional(),
      open: z.int(),
      connections: z.int(),
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
      description: 'The sources; `poll` and `stream` are there on the replica that asks and listens',
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

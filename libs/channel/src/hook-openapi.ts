import { problemSchema } from '@hearback/contracts';
import type { OpenApiRoute } from '@hearback/service';
import { z } from 'zod';
import type { Format } from './format';
import { formatsOf, type ChannelDefinition } from './io/channel-edge';
import { feedbackAnswerSchema, problem, refusals } from './openapi-answers';

const SOURCE_ID = {
  name: 'sourceId',
  in: 'path' as const,
  description: 'The source; its format says how to read the payload.',
};
const TOKEN = {
  name: 'token',
  in: 'path' as const,
  description: 'One of the secrets of the source, for vendors that sign nothing.',
};

/** The routes that vendors call, and the one that tries a payload. */
export function hookRoutes(definition: Pick<ChannelDefinition, 'formats'>): OpenApiRoute[] {
  const formats = formatsOf(definition);
  return [
    postHook(formats),
    handshake('get', formats),
    handshake('options', formats),
    postSecretAddress(formats),
    ...(['get', 'options'] as const).map((method) => toSecretAddress(handshake(method, formats))),
    postTrial(formats),
  ];
}

function postHook(formats: readonly Format[]): OpenApiRoute {
  const names = formats.map(({ name, verify }) => `${name} (${verify ? 'signed by its vendor' : 'bearer token'})`);
  return {
    method: 'post',
    path: '/v1/hooks/{sourceId}',
    summary: `Takes a vendor's own payload: ${names.join(', ')}`,
    parameters: [SOURCE_ID],
    body: bodies(formats),
    authenticated: formats.some(({ verify }) => !verify),
    responses: {
      200: { description: 'What this vendor expects to hear, where it expects something', contentType: '*/*' },
      202: { description: 'Durable, or nothing that concerns Hearback', schema: feedbackAnswerSchema },
      422: problem('The payload was refused', problemSchema.extend(feedbackAnswerSchema.shape)),
      ...refusals(),
      404: problem('No source of this service has this id, or it takes no payloads'),
    },
  };
}

function postSecretAddress(formats: readonly Format[]): OpenApiRoute {
  const byAddress = formats.filter(({ secretAddress }) => secretAddress);
  return {
    ...toSecretAddress(postHook(byAddress)),
    summary: `Takes a payload of a vendor that signs nothing: ${byAddress.map(({ name }) => name).join(', ')}`,
  };
}

function toSecretAddress(route: OpenApiRoute): OpenApiRoute {
  return { ...route, path: '/v1/hooks/{sourceId}/{token}', parameters: [SOURCE_ID, TOKEN], authenticated: false };
}

function handshake(method: 'get' | 'options', formats: readonly Format[]): OpenApiRoute {
  const names = formats.filter((format) => format.handshake).map(({ name }) => name);
  return {
    method,
    path: '/v1/hooks/{sourceId}',
    summary: `Answers a vendor that asks whether the address is ours, as its format says: ${names.join(', ')}`,
    parameters: [SOURCE_ID],
    authenticated: false,
    responses: {
      200: { description: 'What this vendor expects to hear', contentType: '*/*' },
      400: problem('The address is not well-formed'),
      401: problem('The secret address is none'),
      403: { description: 'The vendor may not deliver here', contentType: '*/*' },
      404: problem('No source of this service has this id, or it takes no payloads'),
      405: problem('The format of this source knows no such question'),
      503: problem('Not ready; see Retry-After'),
    },
  };
}

const triedSchema = z.array(
  z.union([
    z.object({
      index: z.int(),
      accepted: z.literal(true),
      says: z.enum(['feedback', 'deletion', 'reply', 'call-part']),
      fields: z.looseObject({}),
    }),
    z.object({
      index: z.int(),
      accepted: z.literal(false),
      reason: z.string(),
      detail: z.string(),
      faults: z.array(z.object({ path: z.string(), reason: z.string(), detail: z.string() })),
    }),
  ]),
);
const trialSchema = z.object({
  sourceId: z.string(),
  format: z.string(),
  kind: z.enum(['read', 'calls', 'ignored', 'refused']),
  why: z.string().optional(),
  items: triedSchema,
  replies: triedSchema,
});

function postTrial(formats: readonly Format[]): OpenApiRoute {
  const { 400: _, ...refused } = refusals();
  return {
    method: 'post',
    path: '/v1/hooks/{sourceId}/test',
    summary:
      'Tries a payload: says what would be accepted or refused, with contact data masked, and publishes nothing. A paused source may be tried',
    parameters: [SOURCE_ID],
    body: bodies(formats),
    repeatable: true,
    responses: {
      200: { description: 'What would become of it', schema: trialSchema },
      400: problem('The connection ended before the whole body was sent'),
      ...refused,
    },
  };
}

function bodies(formats: readonly Format[]): NonNullable<OpenApiRoute['body']> {
  const contentTypes = [...new Set(formats.flatMap((format) => format.contentTypes))];
  return contentTypes.map((contentType) => ({ contentType, schema: z.unknown() }));
}

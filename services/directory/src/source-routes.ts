import { problemSchema } from '@hearback/contracts';
import type { OpenApiRoute } from '@hearback/service';
import {
  changedSourceBody,
  formatsAnswer,
  newSourceBody,
  rotateSecretBody,
  sourceAnswer,
  sourceChangesAnswer,
  sourcesAnswer,
  sourceView,
} from './source-shapes';

const problem = (description: string) => ({
  description,
  schema: problemSchema,
  contentType: 'application/problem+json',
});
const refused = {
  401: problem('No valid bearer token'),
  403: problem('The token lacks the scope'),
  503: problem('The service cannot reach its data now; see Retry-After'),
};
const refusedChange = {
  ...refused,
  400: problem('The Idempotency-Key is missing, or the body is no JSON'),
  413: problem('The body is too large'),
  415: problem('The body is not JSON'),
};
const body = (schema: NonNullable<OpenApiRoute['body']>[number]['schema']) => [
  { contentType: 'application/json', schema },
];
const SOURCE_ID = { name: 'sourceId', in: 'path' as const, description: 'Id of the source' };
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: true,
  description: 'A repetition under the same key gets the same answer and does nothing',
};
const unknown = problem('No source of this id');
const wrong = 'A field is wrong, or the key was used for another request';

/** The sources' part of the directory's OpenAPI document. */
export const SOURCE_ROUTES: readonly OpenApiRoute[] = [
  {
    method: 'get',
    path: '/v1/formats',
    summary: 'The formats that channels read, and how their payloads show where they come from (scope read)',
    responses: { 200: { description: 'The formats', schema: formatsAnswer }, ...refused },
  },
  {
    method: 'get',
    path: '/v1/sources',
    summary: 'All sources, without their secrets (scope read)',
    responses: { 200: { description: 'The sources', schema: sourcesAnswer }, ...refused },
  },
  {
    method: 'post',
    path: '/v1/sources',
    summary:
      'Make a source; a secret that its format needs and that is not given is made and shown once. Channel services know it within 2 seconds (scope admin)',
    parameters: [IDEMPOTENCY_KEY],
    body: body(newSourceBody),
    responses: {
      201: { description: 'The new source', schema: sourceAnswer },
      409: problem('A source of this id exists or existed'),
      422: problem(
        `${wrong}; or an address leads to a private network, or the channel does not read this format, or the secret does not fit it`,
      ),
      ...refusedChange,
    },
  },
  {
    method: 'get',
    path: '/v1/sources/{sourceId}',
    summary: 'A source, without its secrets (scope read)',
    parameters: [SOURCE_ID],
    responses: { 200: { description: 'The source', schema: sourceView }, 404: unknown, ...refused },
  },
  {
    method: 'patch',
    path: '/v1/sources/{sourceId}',
    summary: 'Change a source, pause it or let it take again; what is not given stays (scope admin)',
    parameters: [SOURCE_ID, IDEMPOTENCY_KEY],
    body: body(changedSourceBody),
    responses: {
      200: { description: 'The source as it is now', schema: sourceView },
      404: unknown,
      422: problem(`${wrong}; or an address leads to a private network`),
      ...refusedChange,
    },
  },
  {
    method: 'get',
    path: '/v1/sources/{sourceId}/changes',
    summary: 'Who changed what of a source, also of one that was removed: the last 200 changes (scope admin)',
    parameters: [SOURCE_ID],
    responses: { 200: { description: 'The changes, newest first', schema: sourceChangesAnswer }, ...refused },
  },
  {
    method: 'post',
    path: '/v1/sources/{sourceId}/rotate-secret',
    summary: 'Give a source another secret; those before it are believed for the overlap (scope admin)',
    parameters: [SOURCE_ID, IDEMPOTENCY_KEY],
    body: body(rotateSecretBody),
    responses: {
      200: { description: 'The source, and the secret if it was made here', schema: sourceAnswer },
      404: unknown,
      409: problem('Too many secrets hold at once'),
      422: problem(`${wrong}; or the secret does not fit the format, or the format takes none`),
      ...refusedChange,
    },
  },
  {
    method: 'post',
    path: '/v1/sources/{sourceId}/remove',
    summary: 'Remove a source for ever, with its secrets; its feedback stays (scope admin)',
    parameters: [SOURCE_ID, IDEMPOTENCY_KEY],
    responses: {
      204: { description: 'Removed' },
      404: unknown,
      409: problem('The default source of a channel cannot be removed'),
      422: problem('The key was used for another request'),
      ...refusedChange,
    },
  },
];

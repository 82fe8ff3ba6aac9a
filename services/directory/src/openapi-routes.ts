import { problemSchema } from '@hearback/contracts';
import type { OpenApiRoute } from '@hearback/service';
import {
  apiKeysAnswer,
  meAnswer,
  newApiKeyAnswer,
  newApiKeyBody,
  signInAnswer,
  signInBody,
  sourcesAnswer,
} from './http-shapes';

const problem = (description: string) => ({
  description,
  schema: problemSchema,
  contentType: 'application/problem+json',
});
const refused = { 401: problem('No valid bearer token'), 403: problem('The token lacks the scope') };
const json = 'application/json';

export const DIRECTORY_ROUTES: readonly OpenApiRoute[] = [
  {
    method: 'post',
    path: '/v1/sign-in',
    summary: 'Sign a person in; the token goes into Authorization: Bearer',
    authenticated: false,
    body: [{ contentType: json, schema: signInBody }],
    responses: {
      200: { description: 'Signed in', schema: signInAnswer },
      401: problem('The name or the password is not right'),
      429: problem('Too many attempts; Retry-After says when'),
    },
  },
  {
    method: 'get',
    path: '/v1/me',
    summary: 'Who the token belongs to (scope read)',
    responses: { 200: { description: 'The caller', schema: meAnswer }, ...refused },
  },
  {
    method: 'get',
    path: '/v1/api-keys',
    summary: 'All API keys, without their tokens (scope admin)',
    responses: { 200: { description: 'The keys, newest first', schema: apiKeysAnswer }, ...refused },
  },
  {
    method: 'post',
    path: '/v1/api-keys',
    summary: 'Make an API key; its token is shown once (scope admin)',
    body: [{ contentType: json, schema: newApiKeyBody }],
    responses: {
      201: { description: 'The new key with its token', schema: newApiKeyAnswer },
      422: problem('A field is wrong, or a source does not exist'),
      ...refused,
    },
  },
  {
    method: 'delete',
    path: '/v1/api-keys/{keyId}',
    summary: 'Revoke an API key; it stops working within 5 seconds (scope admin)',
    parameters: [{ name: 'keyId', in: 'path', description: 'Id of the key' }],
    responses: { 204: { description: 'Revoked' }, 404: problem('No key of this id'), ...refused },
  },
  {
    method: 'get',
    path: '/v1/sources',
    summary: 'All sources, without their signing secrets (scope read)',
    responses: { 200: { description: 'The sources', schema: sourcesAnswer }, ...refused },
  },
];

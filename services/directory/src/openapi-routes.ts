import { problemSchema } from '@hearback/contracts';
import type { OpenApiRoute } from '@hearback/service';
import {
  apiKeysAnswer,
  identitiesAnswer,
  identityChangesAnswer,
  meAnswer,
  mergeBody,
  newApiKeyAnswer,
  newApiKeyBody,
  signInAnswer,
  signInBody,
  splitBody,
} from './http-shapes';
import { SOURCE_ROUTES } from './source-routes';

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
      422: problem('A field is wrong'),
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
  ...SOURCE_ROUTES,
  {
    method: 'post',
    path: '/v1/identities/merge',
    summary:
      'Say that identities belong to one customer; holds for feedback decided from then on (a person, scope command)',
    body: [{ contentType: json, schema: mergeBody }],
    responses: {
      200: { description: 'The identities that changed', schema: identitiesAnswer },
      409: problem('One of them is shared by many, or they are one customer already'),
      422: problem('A field is wrong'),
      ...refused,
    },
  },
  {
    method: 'post',
    path: '/v1/identities/split',
    summary: 'Say that identities stand for themselves, or are used by many (a person, scope command)',
    body: [{ contentType: json, schema: splitBody }],
    responses: {
      200: { description: 'The identities that changed', schema: identitiesAnswer },
      422: problem('A field is wrong'),
      ...refused,
    },
  },
  {
    method: 'get',
    path: '/v1/identities/changes',
    summary: 'Who merged and split what, and why: the last 200 decisions (scope command)',
    responses: { 200: { description: 'The decisions, newest first', schema: identityChangesAnswer }, ...refused },
  },
];

import type { OpenApiRoute } from '@hearback/service';
import { problem, refused } from './openapi-problems';
import {
  dismissAnswer,
  dismissBody,
  openBySourceAnswer,
  refusalAnswer,
  refusalListAnswer,
  replayAnswer,
  replayBody,
} from './refusal-shapes';

const json = 'application/json';
const REFUSED_ID = { name: 'refusedId', in: 'path' as const, description: 'The refusal' };

export const REFUSAL_ROUTES: readonly OpenApiRoute[] = [
  {
    method: 'get',
    path: '/v1/refused',
    summary: 'What channel services could not read, newest first (scope read)',
    parameters: [
      { name: 'from', in: 'query', description: 'Received since' },
      { name: 'to', in: 'query', description: 'and before' },
      { name: 'sourceId', in: 'query', description: 'Only of this source' },
      { name: 'reason', in: 'query', description: 'Only with this reason, such as `wrong-type`' },
      { name: 'format', in: 'query', description: 'Only of this format, with or without its version' },
      { name: 'state', in: 'query', description: '`open`, `replayed`, `dismissed` or `superseded`; default all' },
      { name: 'limit', in: 'query', description: '1 to 200; default 50' },
      { name: 'after', in: 'query', description: '`next` of the page before' },
    ],
    responses: {
      200: { description: 'A page of refusals', schema: refusalListAnswer },
      400: problem('A parameter is wrong'),
      ...refused,
    },
  },
  {
    method: 'get',
    path: '/v1/refused/by-source',
    summary: 'How many refusals are open of each source that has any, and since when (scope read)',
    responses: { 200: { description: 'The counts', schema: openBySourceAnswer }, ...refused },
  },
  {
    method: 'get',
    path: '/v1/refused/{refusedId}',
    summary: 'One refusal with its original, contact data masked, and what was done with it (scope read)',
    parameters: [REFUSED_ID],
    responses: {
      200: { description: 'The refusal', schema: refusalAnswer },
      404: problem('No such refusal'),
      ...refused,
    },
  },
  {
    method: 'post',
    path: '/v1/refused/replay',
    summary:
      'Have refusals read again, some by id or all open ones of a range; the first receivedAt stays (scope command)',
    body: [{ contentType: json, schema: replayBody }],
    repeatable: true,
    responses: {
      202: { description: 'Will be read again; asking twice gives the same feedback', schema: replayAnswer },
      422: problem('The body is wrong'),
      ...refused,
    },
  },
  {
    method: 'post',
    path: '/v1/refused/{refusedId}/dismiss',
    summary: 'Say that nothing is to be read of a refusal (scope command)',
    parameters: [REFUSED_ID],
    body: [{ contentType: json, schema: dismissBody }],
    repeatable: true,
    responses: {
      200: { description: 'Dismissed, now or before', schema: dismissAnswer },
      404: problem('No such refusal'),
      409: problem('It was read already and has become feedback, or its correction was accepted'),
      422: problem('The body is wrong'),
      ...refused,
    },
  },
];

import type { OpenApiRoute } from '@hearback/service';
import {
  CALL_BODIES,
  callBackAnswer,
  callBackListAnswer,
  callClaimAnswer,
  callConflict,
  callOutcomeAnswer,
} from './call-back-shapes';
import { problem, refused } from './openapi-problems';

const json = 'application/json';
const REPLY_ID = { name: 'replyId', in: 'path' as const, description: 'As the command `reply` answered it' };
const KEY = { name: 'Idempotency-Key', in: 'header' as const, required: true, description: 'Same key, same answer' };

const outcome = (name: keyof typeof CALL_BODIES, summary: string): OpenApiRoute => ({
  method: 'post',
  path: `/v1/call-backs/{replyId}/${name}`,
  summary: `${summary} (scope command)`,
  parameters: [REPLY_ID, KEY],
  body: [{ contentType: json, schema: CALL_BODIES[name] }],
  responses: {
    200: { description: 'Written down', schema: callOutcomeAnswer },
    400: problem('No Idempotency-Key'),
    404: problem('No such call-back'),
    409: {
      ...problem('Somebody has spoken with the customer already, or has given up; or another has claimed it'),
      schema: callConflict,
    },
    422: problem('The body is wrong, its time too, or the key was used for something else'),
    ...refused,
  },
});

// Without a key: an answer stored under one would still say that the agent has what somebody else has by now.
const claim = (name: 'claim' | 'release', summary: string): OpenApiRoute => ({
  method: 'post',
  path: `/v1/call-backs/{replyId}/${name}`,
  summary: `${summary} (scope command)`,
  parameters: [REPLY_ID],
  repeatable: true,
  responses: {
    200: { description: 'Who has it now', schema: callClaimAnswer },
    404: problem('No such call-back'),
    409: { ...problem('Another has it: `claim` says who, and until when; or it is closed'), schema: callConflict },
    422: problem('It takes no body, or an empty object'),
    ...refused,
  },
});

/** How the OpenAPI document describes call-backs. */
export const CALL_BACK_ROUTES: readonly OpenApiRoute[] = [
  {
    method: 'get',
    path: '/v1/call-backs',
    summary: 'Replies that a person is to give on the phone, the one due first first (scope read)',
    parameters: [
      { name: 'state', in: 'query', description: '`open` (default), `spoken` or `given-up`' },
      { name: 'limit', in: 'query', description: '1 to 200; default 50' },
      { name: 'after', in: 'query', description: '`next` of the page before' },
    ],
    responses: {
      200: { description: 'A page of call-backs, names and numbers masked', schema: callBackListAnswer },
      400: problem('A parameter is wrong'),
      ...refused,
    },
  },
  {
    method: 'get',
    path: '/v1/call-backs/{replyId}',
    summary: 'One call-back with what was done about it (scope read)',
    parameters: [REPLY_ID],
    responses: {
      200: { description: 'The call-back', schema: callBackAnswer },
      404: problem('No such call-back'),
      ...refused,
    },
  },
  claim('claim', 'Take a call-back in hand, or keep it for longer: nobody else may call, or say what a call came to'),
  claim('release', 'Give a call-back back before its claim lapses'),
  outcome('spoken', 'Say that the customer was told; the reply is delivered at the time of the call'),
  outcome('not-reached', 'Say that the customer was not reached; the task stays open'),
  outcome('give-up', 'Say that nobody will call any more, and why; the reply has failed'),
];

import type { OpenApiRoute } from '@hearback/service';
import { problem, refused } from './openapi-problems';
import { CALL_BACK_ROUTES } from './call-back-routes';
import { CAMPAIGN_ROUTE } from './campaign-shapes';
import { COMMAND_BODIES } from './command-bodies';
import { REFUSAL_ROUTES } from './refusal-routes';
import { caseAnswer, caseListAnswer, commandAnswer, feedbackAnswer } from './http-shapes';

const json = 'application/json';

const COMMAND_SUMMARIES: Record<keyof typeof COMMAND_BODIES, string> = {
  assign: 'Give the case to a person, and say of which team',
  note: 'Write a note that only the bank sees',
  reply: 'Answer the customer: through the channel, on the phone for the hotline, or log a reply made elsewhere',
  'confirm-reply': 'Vouch, as a second person, for a reply that another has logged',
  resolve: 'Say that the matter is resolved',
  reopen: 'Open a resolved or withdrawn case again',
  withdraw: 'Say that the case needs no answer any more; a promise already missed stays missed',
  extend: 'Ask for more time; it takes a second person to approve',
  'approve-extension': 'Approve, as a second person, the time that another has asked for',
  'follow-up': 'Say what a visit after the resolution found; `dissatisfied` reopens the case',
  unlink: 'Take a feedback that was joined or is a mention out of the case; it gets a case of its own',
  link: 'Say that a feedback of another case is the same matter; it belongs to this case from the beginning',
  reclassify: 'Correct labels of the case; no later revision replaces them',
};

export const CASES_ROUTES: readonly OpenApiRoute[] = [
  {
    method: 'get',
    path: '/v1/feedback/{feedbackId}',
    summary: 'What became of a feedback: its end, case, relation and labels (scope read)',
    parameters: [{ name: 'feedbackId', in: 'path', description: 'As answered when it was posted' }],
    responses: {
      200: { description: 'Its end', schema: feedbackAnswer },
      404: problem('Not known, or no end yet'),
      ...refused,
    },
  },
  {
    method: 'get',
    path: '/v1/cases',
    summary: 'Cases, newest first (scope read)',
    parameters: [
      { name: 'limit', in: 'query', description: '1 to 200; default 50' },
      { name: 'after', in: 'query', description: '`next` of the page before' },
      { name: 'state', in: 'query', description: 'Only cases in this state' },
      { name: 'channel', in: 'query', description: 'Only cases of this channel' },
    ],
    responses: {
      200: { description: 'A page of cases', schema: caseListAnswer },
      400: problem('A parameter is wrong'),
      ...refused,
    },
  },
  {
    method: 'get',
    path: '/v1/cases/{caseId}',
    summary: 'One case with its feedbacks, timeline and lookalikes (scope read)',
    parameters: [{ name: 'caseId', in: 'path', description: 'The case' }],
    responses: { 200: { description: 'The case', schema: caseAnswer }, 404: problem('No such case'), ...refused },
  },
  CAMPAIGN_ROUTE,
  ...REFUSAL_ROUTES,
  ...CALL_BACK_ROUTES,
  ...Object.entries(COMMAND_BODIES).map(([command, schema]) => ({
    method: 'post' as const,
    path: `/v1/cases/{caseId}/${command}`,
    summary: `${COMMAND_SUMMARIES[command as keyof typeof COMMAND_BODIES]} (scope command)`,
    parameters: [
      { name: 'caseId', in: 'path' as const, description: 'The case' },
      { name: 'Idempotency-Key', in: 'header' as const, required: true, description: 'Same key, same answer' },
    ],
    body: [{ contentType: json, schema }],
    responses: {
      200: { description: 'The case as it is now', schema: commandAnswer },
      400: problem('No Idempotency-Key'),
      404: problem('No such case'),
      409: problem('A stale version (with currentVersion), or not possible as things are'),
      422: problem('The body is wrong, or the key was used for another request'),
      ...refused,
    },
  })),
];

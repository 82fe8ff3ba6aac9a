import { problemSchema } from '@hearback/contracts';

/** How the OpenAPI document describes an answer that is a problem. */
export const problem = (description: string) => ({
  description,
  schema: problemSchema,
  contentType: 'application/problem+json',
});

/** What every route of this service answers to a caller that may not ask. */
export const refused = { 401: problem('No valid bearer token'), 403: problem('The token lacks the scope') };

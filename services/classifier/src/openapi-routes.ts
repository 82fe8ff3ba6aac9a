import { labelsSchema, problemSchema } from '@hearback/contracts';
import type { OpenApiRoute } from '@hearback/service';
import { z } from 'zod';
import { classifyBodySchema } from './read-classify-body';

const problem = (description: string) => ({
  description,
  schema: problemSchema,
  contentType: 'application/problem+json',
});

export const CLASSIFIER_ROUTES: readonly OpenApiRoute[] = [
  {
    method: 'post',
    path: '/v1/classify',
    summary: 'Label up to 1,000 texts without storing them (scope classify; body up to 16 MB)',
    body: [{ contentType: 'application/json', schema: classifyBodySchema }],
    repeatable: true,
    responses: {
      200: { description: 'One answer for each item, in order', schema: z.object({ items: z.array(labelsSchema) }) },
      401: problem('No valid bearer token'),
      403: problem('The token lacks the scope'),
      413: problem('The body is larger than 16 MB'),
      422: problem('An item is wrong; `errors` names it'),
      503: problem('The keys have not been read yet; Retry-After says when'),
    },
  },
];

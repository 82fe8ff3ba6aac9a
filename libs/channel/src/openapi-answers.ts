import { problemSchema } from '@hearback/contracts';
import type { OpenApiRoute } from '@hearback/service';
import { z } from 'zod';

// The answers that several routes of a channel service share.

export const refusedItemsSchema = z.array(
  z.object({ index: z.int(), reason: z.string(), detail: z.string() }).meta({ id: 'RefusedItem' }),
);
export const feedbackAnswerSchema = z.object({
  accepted: z.array(z.object({ index: z.int(), feedbackId: z.uuid(), repeatable: z.boolean() })),
  refused: refusedItemsSchema,
});
/** Every refusal that a posting route may answer with besides its own. */
export function refusals(): OpenApiRoute['responses'] {
  return {
    400: problem('The body cannot be read; the detail names the place'),
    401: problem('The token or signature is missing or wrong'),
    403: problem('The token may not post to this source, or the source is paused (`/problems/source-paused`)'),
    404: problem('There is no such source'),
    413: problem('Larger than 4 MiB, or more than 1,000 items'),
    415: problem('The content type, charset or encoding is not understood'),
    429: problem('The source sends more than it may; see Retry-After'),
    503: problem(
      'Not ready, or Kafka did not take all of it; see Retry-After. `accepted` lists what is durable already',
    ),
  };
}

/** A refusal with its problem document. */
export function problem(description: string, schema: z.ZodType = problemSchema) {
  return { description, schema, contentType: 'application/problem+json' };
}

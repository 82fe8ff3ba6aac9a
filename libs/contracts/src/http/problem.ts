import { z } from 'zod';

/** RFC 9457 problem details: every error of every service. `type` is a stable relative address of the kind of problem. */
export const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    traceId: z.string().optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof problemSchema>;

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';

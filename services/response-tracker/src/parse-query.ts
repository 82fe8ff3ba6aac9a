import { ProblemError } from '@hearback/service';
import type { z } from 'zod';

/** The query as the schema reads it. @throws ProblemError 400 that names every fault */
export function parseQuery<S extends z.ZodType>(schema: S, query: unknown): z.output<S> {
  const result = schema.safeParse(query);
  if (result.success) return result.data;
  throw badQuery(result.error.issues.map((issue) => ({ path: issue.path.join('.'), detail: issue.message })));
}

/** The refusal of a query, with the place of each fault. */
export function badQuery(errors: { path: string; detail: string }[]): ProblemError {
  const detail = errors.map(({ path, detail }) => (path ? `${path}: ${detail}` : detail)).join('; ');
  return new ProblemError({
    type: '/problems/query',
    title: 'The query could not be read',
    status: 400,
    detail,
    errors,
  });
}

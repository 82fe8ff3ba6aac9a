import { PROBLEM_CONTENT_TYPE, type Problem } from '@hearback/contracts';
import type { FastifyReply } from 'fastify';

/** An expected refusal with its HTTP answer (RFC 9457). Thrown only at the HTTP edge, never in a domain. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly problem: Pick<Problem, 'status' | 'title'> & { type?: string; detail?: string; [member: string]: unknown },
    readonly headers: Record<string, string> = {},
  ) {
    super(problem.title);
  }
}

const TITLES: Record<number, string> = {
  400: 'The request could not be read',
  401: 'A valid bearer token is needed',
  403: 'The token does not allow this',
  404: 'There is nothing at this address',
  405: 'This method is not allowed here',
  413: 'The request is too large',
  415: 'This content type is not understood',
  429: 'Too many requests',
  503: 'The service cannot take this now',
};

/** The problem document of any error; what is not an expected refusal becomes a 500 without details. */
export function problemOf(error: unknown): { problem: Problem; headers: Record<string, string> } {
  if (error instanceof ProblemError)
    return { problem: { type: 'about:blank', ...error.problem }, headers: error.headers };
  const status = statusOf(error);
  if (status >= 500)
    return { problem: { type: 'about:blank', title: 'Something failed inside Hearback', status: 500 }, headers: {} };
  const detail = error instanceof Error ? error.message : undefined;
  return {
    problem: {
      type: 'about:blank',
      title: TITLES[status] ?? 'The request was refused',
      status,
      ...(detail ? { detail } : {}),
    },
    headers: {},
  };
}

// Fastify errors carry statusCode, Nest's HttpException getStatus().
function statusOf(error: unknown): number {
  const candidate = error as { statusCode?: unknown; getStatus?: () => unknown };
  const status = typeof candidate?.getStatus === 'function' ? candidate.getStatus() : candidate?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

export function sendProblem(reply: FastifyReply, error: unknown): FastifyReply {
  const { problem, headers } = problemOf(error);
  return reply.status(problem.status).headers(headers).type(PROBLEM_CONTENT_TYPE).send(JSON.stringify(problem));
}

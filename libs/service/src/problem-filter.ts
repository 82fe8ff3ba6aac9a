import type { Logger } from '@hearback/telemetry';
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf, sendProblem } from './problem-error';

/** Every error that reaches Nest leaves as problem details; only unexpected ones are logged, as errors. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    if (problemOf(error).problem.status >= 500) {
      const { method, routeOptions } = http.getRequest<FastifyRequest>();
      this.logger.error({ err: error, method, route: routeOptions?.url }, 'request failed');
    }
    if (!reply.sent) void sendProblem(reply, error);
  }
}

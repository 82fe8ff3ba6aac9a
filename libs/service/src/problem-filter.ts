import type { Logger } from '@hearback/telemetry';
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError, problemOf, sendProblem } from './problem-error';

/**
 * Every error that reaches Nest leaves as problem details. A store that is away is 503 and a warning, because it is expected
 * to return; what nobody expected is 500 and an error.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly isOutage: (error: unknown) => boolean = () => false,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const { method, routeOptions } = http.getRequest<FastifyRequest>();
    const context = { err: error, method, route: routeOptions?.url };
    const isAway = !(error instanceof ProblemError) && this.isOutage(error);
    if (isAway) this.logger.warn(context, 'request refused: a store is away');
    else if (problemOf(error).problem.status >= 500) this.logger.error(context, 'request failed');
    if (!reply.sent) void sendProblem(reply, isAway ? storeAway() : error);
  }
}

function storeAway(): ProblemError {
  return new ProblemError(
    { type: '/problems/store-away', title: 'The service cannot reach its data now', status: 503 },
    { 'retry-after': '2' },
  );
}

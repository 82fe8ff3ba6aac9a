import { FEEDBACK_LIMITS, PROBLEM_CONTENT_TYPE } from '@hearback/contracts';
import { problemOf } from '@hearback/service';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { gate } from './admission';
import type { Admission, ChannelEdge } from './channel-edge';
import { handleHook } from './handle-hook';
import { handleItems } from './handle-items';
import { takeFeedback, takeReplies } from './take-items';

/** Nest token under which a channel service's module provides its ChannelEdge. */
export const CHANNEL_EDGE = Symbol('CHANNEL_EDGE');

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before the body is read, so that strangers cost no memory. */
    admission: Admission | null;
  }
}

/**
 * The routes of a channel service, straight on Fastify: through Nest each request costs about twice as much. Bodies stay
 * bytes, because signatures cover bytes, refusals keep bytes, and Fastify's own JSON reading hides invalid UTF-8.
 */
export async function channelRoutes(fastify: FastifyInstance, { edge }: { edge: ChannelEdge }): Promise<void> {
  const entrance = gate(edge);
  fastify.decorateRequest('admission', null);
  fastify.removeAllContentTypeParsers();
  const buffered = { parseAs: 'buffer', bodyLimit: FEEDBACK_LIMITS.requestBytes } as const;
  fastify.addContentTypeParser('*', buffered, (_request, body, done) => done(null, body));
  fastify.setErrorHandler((error, request, reply) => refuse(edge, error, { request, reply }));

  const onRequest = (request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void) => {
    const { source } = request.query as { source?: string | string[] };
    request.admission = entrance.admit(request.headers.authorization, Array.isArray(source) ? source[0] : source);
    entrance.take(request.admission, 0);
    done();
  };
  const route = { onRequest, bodyLimit: FEEDBACK_LIMITS.requestBytes };
  const feedback = handleItems(edge, entrance, {
    span: 'POST /v1/feedback',
    format: 'hearback/v1',
    take: takeFeedback,
  });
  const replies = handleItems(edge, entrance, {
    span: 'POST /v1/replies',
    format: 'hearback/reply/v1',
    take: takeReplies,
  });
  fastify.post('/v1/feedback', route, feedback);
  fastify.post('/v1/replies', route, replies);
  fastify.post('/v1/hooks/:sourceId', { bodyLimit: FEEDBACK_LIMITS.requestBytes }, handleHook(edge, entrance));
}

function refuse(
  edge: ChannelEdge,
  error: unknown,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): FastifyReply {
  const { problem, headers } = problemOf(error);
  edge.metrics.requestRefused(problem.status);
  const { logger } = edge.telemetry;
  const route = request.routeOptions.url;
  if (problem.status >= 500 && problem.status !== 503) logger.error({ err: error, route }, 'request failed');
  else logger.info({ route, status: problem.status, type: problem.type }, 'request refused');
  return reply.status(problem.status).headers(headers).type(PROBLEM_CONTENT_TYPE).send(JSON.stringify(problem));
}

import { PROBLEM_CONTENT_TYPE } from '@hearback/contracts';
import { problemOf } from '@hearback/service';
import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import { gate } from './admission';
import type { ChannelEdge } from './channel-edge';
import { handleFile } from './file/handle-file';
import { handleHook } from './handle-hook';
import { handleItems } from './handle-items';
import { takeFeedback, takeReplies } from './take-items';

/** Nest token under which a channel service's module provides its ChannelEdge. */
export const CHANNEL_EDGE = Symbol('CHANNEL_EDGE');

/**
 * The routes of a channel service, straight on Fastify and answered from `onRequest`: through Nest, or through Fastify's
 * body parsing, each request costs far more. Bodies stay bytes, because signatures cover bytes and refusals keep bytes.
 */
export async function channelRoutes(fastify: FastifyInstance, { edge }: { edge: ChannelEdge }): Promise<void> {
  const entrance = gate(edge);
  fastify.setErrorHandler((error, request, reply) => refuse(edge, error, { request, reply }));
  const post = (path: string, handle: Handle) => fastify.post(path, { onRequest: takeOver(handle) }, neverReached);
  post('/v1/feedback', handleItems(edge, entrance, FEEDBACK));
  post('/v1/replies', handleItems(edge, entrance, REPLIES));
  post('/v1/hooks/:sourceId', handleHook(edge, entrance));
  if (!edge.definition.files) return;
  let stopping = false;
  fastify.addHook('preClose', async () => {
    stopping = true;
  });
  post(
    '/v1/files',
    handleFile(edge, entrance, () => stopping),
  );
}

const FEEDBACK = { span: 'POST /v1/feedback', format: 'hearback/v1', take: takeFeedback };
const REPLIES = { span: 'POST /v1/replies', format: 'hearback/reply/v1', take: takeReplies };

type Handle = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** A hook that answers and does not call `done`: what Fastify would do next never happens. */
function takeOver(handle: Handle): onRequestHookHandler {
  return (request, reply) => {
    handle(request, reply).catch((error: unknown) => reply.send(error));
  };
}

function neverReached(): never {
  throw new Error('the hook before this handler answers every request');
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

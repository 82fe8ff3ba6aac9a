import { PROBLEM_CONTENT_TYPE } from '@hearback/contracts';
import { problemOf } from '@hearback/service';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OWN_FORMATS } from '../domain/read-refused';
import { gate } from './admission';
import type { ChannelEdge } from './channel-edge';
import { handleHandshake } from './handle-handshake';
import { handleFile } from './file/handle-file';
import { handleHook } from './handle-hook';
import { handleItems } from './handle-items';
import { handleTrial } from './handle-trial';
import { doorOf, neverReached, takeOver, type Handle } from './own-routes';
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
  post('/v1/hooks/:sourceId/test', handleTrial(edge, entrance));
  const shake = { onRequest: takeOver(handleHandshake(edge, entrance)) };
  for (const path of ['/v1/hooks/:sourceId', '/v1/hooks/:sourceId/:token']) {
    post(path, handleHook(edge, entrance));
    fastify.get(path, { ...shake, exposeHeadRoute: false }, neverReached);
    fastify.options(path, shake, neverReached);
  }
  if (edge.definition.files) post('/v1/files', handleFile(edge, entrance, whetherStopping(fastify)));
  edge.definition.ownRoutes?.(doorOf(edge, entrance, fastify));
}

const FEEDBACK = { span: 'POST /v1/feedback', format: OWN_FORMATS.feedback, take: takeFeedback };
const REPLIES = { span: 'POST /v1/replies', format: OWN_FORMATS.replies, take: takeReplies };

function whetherStopping(fastify: FastifyInstance): () => boolean {
  let stopping = false;
  fastify.addHook('preClose', async () => {
    stopping = true;
  });
  return () => stopping;
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

import type { Source } from '@hearback/contracts';
import type { Telemetry } from '@hearback/telemetry';
import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import { requireActive, type Gate } from './admission';
import type { ChannelEdge } from './channel-edge';
import { deliveryOf, refuseCompressed, traced } from './handle-items';
import { readBytes } from './read-bytes';
import { takeFeedback, type AcceptedFeedback, type Answer } from './take-items';

export type Handle = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** An item that a service's own route took from a request. */
export interface OwnPost {
  source: Source;
  request: FastifyRequest;
  bytes: Buffer;
  /** As it stands in the feedback, with its version: `hosted-form/v1`. */
  format: string;
  /** In the words of POST /v1/feedback. */
  item: unknown;
  /** A repetition with the same key and item gets the same feedbackId. */
  idempotencyKey: string;
}

/** What routes of one service's own work with: the sources, the rates and the way to Kafka of POST /v1/feedback. */
export interface Door {
  telemetry: Telemetry;
  now(): Date;
  /**
   * Answered from Fastify's `onRequest`, as every route of a channel service: bodies stay bytes. What `handle` throws is
   * answered as a problem document.
   */
  route(method: 'GET' | 'POST', path: string, handle: Handle): void;
  /** @throws ProblemError 503 before the directory's snapshots were read, 404 for another service's source */
  sourceOf(sourceId: string): Source;
  /** @throws ProblemError 413, 415 for a compressed body */
  bytesOf(request: FastifyRequest): Promise<Buffer>;
  /**
   * Publishes as POST /v1/feedback does, for a caller without a key; the route has said why it believes them. At least once: resolves after Kafka's acknowledgement.
   * @throws ProblemError 429 beyond the source's rate, 503 when Kafka did not take it
   */
  post(given: OwnPost): Promise<Answer<AcceptedFeedback>>;
}

export type OwnRoutes = (door: Door) => void;

export function doorOf(edge: ChannelEdge, gate: Gate, fastify: FastifyInstance): Door {
  return {
    telemetry: edge.telemetry,
    now: edge.now,
    route: (method, url, handle) => {
      fastify.route({ method, url, onRequest: takeOver(handle), handler: neverReached });
    },
    sourceOf: (sourceId) => gate.hookSource(sourceId),
    bytesOf: (request) => {
      refuseCompressed(request);
      return readBytes(request.raw);
    },
    post: (given) => post(edge, gate, given),
  };
}

function post(edge: ChannelEdge, gate: Gate, given: OwnPost): Promise<Answer<AcceptedFeedback>> {
  const { source, request, bytes, format, item } = given;
  requireActive(source);
  const admission = { key: null, source };
  gate.take(admission, 1);
  const span = edge.telemetry.startSpan(`POST ${request.routeOptions.url}`, {
    kind: 'server',
    attributes: { 'hearback.channel': source.channel, 'hearback.format': format },
  });
  return traced(span, ({ traceparent }) => {
    const delivery = deliveryOf(edge, request, { admission, format, traceparent, bytes });
    delivery.arrival.idempotencyKey = given.idempotencyKey;
    return takeFeedback(edge, [{ index: 0, value: item, faults: null, original: () => bytes }], delivery);
  });
}

/** A hook that answers and does not call `done`: what Fastify would do next never happens. */
export function takeOver(handle: Handle): onRequestHookHandler {
  return (request, reply) => {
    handle(request, reply).catch((error: unknown) => reply.send(error));
  };
}

/** The handler behind `takeOver`. */
export function neverReached(): never {
  throw new Error('the hook before this handler answers every request');
}

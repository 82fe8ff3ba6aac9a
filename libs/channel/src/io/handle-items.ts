import { ProblemError } from '@hearback/service';
import type { TraceSpan } from '@hearback/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BODY_TYPES, bodyKind, type BodyKind } from '../domain/media-type';
import { readBody, type BodyItem } from '../domain/read-body';
import { OWN_FORMATS } from '../domain/read-refused';
import { awaitedRequest } from '../domain/sent-as';
import type { GivenItem } from '../domain/arrival';
import type { Gate } from './admission';
import type { Admission, ChannelEdge } from './channel-edge';
import { readBytes } from './read-bytes';
import { badHeader, bodyRefused, mediaTypeUnknown } from './refusals';
import { keepRefused, type Answer, type Delivery } from './take-items';

const IDEMPOTENCY_KEY_LENGTH = 255;

interface ItemRoute<A> {
  span: string;
  format: string;
  take(edge: ChannelEdge, items: readonly GivenItem[], delivery: Delivery): Promise<Answer<A>>;
}

/**
 * POST /v1/feedback and /v1/replies: read, judge and publish, then answer. At least once: the answer is sent after Kafka
 * acknowledged everything; a crash before it makes the caller ask again, and the same ids come out.
 */
export function handleItems<A>(edge: ChannelEdge, gate: Gate, route: ItemRoute<A>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    // Before the body is read, so that strangers cost no memory.
    const admission = gate.admit(request.headers.authorization, sourceOf(request));
    gate.take(admission, 0);
    const kind = kindOf(request);
    const bytes = await readBytes(request.raw);
    const span = edge.telemetry.startSpan(route.span, {
      parent: request.headers.traceparent as string | undefined,
      kind: 'server',
      attributes: { 'hearback.channel': admission.source.channel },
    });
    const answer = await traced(span, async ({ traceparent }) => {
      const delivery = deliveryOf(edge, request, { admission, format: route.format, traceparent, bytes });
      const items = await readItems(edge, gate, { bytes, kind, admission, delivery });
      return route.take(edge, items, delivery);
    });
    return sendAnswer(reply, answer);
  };
}

/** 202 when something was accepted, else a 422 problem with the same two members. */
export function sendAnswer(reply: FastifyReply, answer: Answer<unknown>): FastifyReply {
  if (answer.accepted.length === 0 && answer.refused.length > 0) throw nothingAccepted(answer);
  return reply.status(202).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(answer));
}

/** Does the work of a request within its span. */
export async function traced<T>(span: TraceSpan, work: (span: TraceSpan) => Promise<T>): Promise<T> {
  try {
    const result = await work(span);
    span.end();
    return result;
  } catch (error) {
    span.end(error);
    throw error;
  }
}

/** What a request brings along besides its items. */
export function deliveryOf(
  edge: ChannelEdge,
  request: FastifyRequest,
  given: { admission: Admission; format: string; traceparent: string; bytes: Buffer },
): Delivery {
  return {
    arrival: {
      source: given.admission.source,
      format: given.format,
      receivedAt: edge.now(),
      idempotencyKey: idempotencyKeyOf(request),
      sealing: edge.sealing,
      randomId: edge.randomId,
    },
    headers: request.headers,
    traceparent: given.traceparent,
    bodyBytes: given.bytes.length,
  };
}

/** @throws ProblemError 415 for a compressed body: one that unpacks to gigabytes would be read before it is judged */
export function refuseCompressed(request: FastifyRequest): void {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw mediaTypeUnknown('Compressed bodies are not taken; send it without Content-Encoding.');
}

function sourceOf(request: FastifyRequest): string | undefined {
  const { source } = request.query as { source?: string | string[] };
  return Array.isArray(source) ? source[0] : source;
}

function kindOf(request: FastifyRequest): BodyKind {
  refuseCompressed(request);
  const specVersion = request.headers['ce-specversion'] as string | undefined;
  const kind = bodyKind(request.headers['content-type'], specVersion);
  if (kind === null) throw mediaTypeUnknown(`Expected one of ${BODY_TYPES.join(', ')}, in UTF-8.`);
  return kind;
}

interface Reading {
  bytes: Buffer;
  kind: BodyKind;
  admission: Admission;
  delivery: Delivery;
}

async function readItems(edge: ChannelEdge, gate: Gate, reading: Reading): Promise<BodyItem[]> {
  const { bytes, kind, admission, delivery } = reading;
  const body = readBody(bytes, kind, delivery.headers);
  gate.take(admission, body.ok ? body.items.length : 1);
  if (body.ok) return body.items;
  const faults = [body.fault];
  // What corrects a body of replies are replies.
  const awaited = delivery.arrival.format === OWN_FORMATS.feedback ? awaitedRequest(delivery.arrival) : {};
  if (body.status === 400) await keepRefused(edge, { faults, original: bytes, ...awaited }, delivery);
  throw bodyRefused(body.status, faults);
}

function idempotencyKeyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'] as string | undefined;
  if (key === undefined) return null;
  if (key.length >= 1 && key.length <= IDEMPOTENCY_KEY_LENGTH) return key;
  throw badHeader('Idempotency-Key', `expected 1 to ${IDEMPOTENCY_KEY_LENGTH} characters`);
}

function nothingAccepted(answer: Answer<unknown>): ProblemError {
  return new ProblemError({
    type: '/problems/nothing-accepted',
    title: 'No item could be accepted',
    status: 422,
    detail: 'Every item was refused; the originals are kept and can be read again.',
    ...answer,
  });
}

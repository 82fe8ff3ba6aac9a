import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeFaults } from '../domain/fault';
import { givenItems, givenParts, givenReplies } from '../domain/given-items';
import { mediaType } from '../domain/media-type';
import type { Format, FormatReading, HookRequest } from '../format';
import { requireActive, type Gate } from './admission';
import type { Admission, ChannelEdge } from './channel-edge';
import { deliveryOf, refuseCompressed, sendAnswer, traced } from './handle-items';
import { handshakeOf, hookCall, hookRequestOf, readContextOf, sendAsTold, type HookCall } from './hook-call';
import { readBytes } from './read-bytes';
import { readFetched } from './read-fetched';
import { mediaTypeUnknown, signatureWrong } from './refusals';
import { takeCallParts } from './take-call-parts';
import {
  keepRefused,
  takeFeedback,
  takeReplies,
  type AcceptedFeedback,
  type Answer,
  type Delivery,
} from './take-items';

/**
 * POST /v1/hooks/<sourceId>, with the secret behind it for vendors that sign nothing: a vendor's own payload. Its proof is
 * checked over the bytes before anything reads them. At least once, as POST /v1/feedback: vendors repeat what was not
 * answered, and the ids derive from their ids.
 */
export function handleHook(edge: ChannelEdge, gate: Gate) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const call = hookCall(edge, gate, request);
    const { source, format } = call;
    refuseCompressed(request);
    const bytes = await readBytes(request.raw);
    const hook = hookRequestOf(edge, request, bytes);
    const handshake = handshakeOf(call, request, hook);
    if (handshake) return sendAsTold(reply, handshake);
    const admission = admissionOf(edge, gate, { call, hook });
    requireActive(source);
    requireMediaType(format, request);
    const span = edge.telemetry.startSpan('POST /v1/hooks', {
      parent: request.headers.traceparent as string | undefined,
      kind: 'server',
      attributes: { 'hearback.channel': source.channel, 'hearback.format': format.name },
    });
    const answer = await traced(span, ({ traceparent }) => {
      const name = `${format.name}/v${format.version}`;
      const delivery = deliveryOf(edge, request, { admission, format: name, traceparent, bytes });
      return takePayload(edge, gate, { bytes, format, admission, delivery });
    });
    const { thanks } = format;
    return thanks && answer.refused.length === 0 ? sendAsTold(reply, thanks) : sendAnswer(reply, answer);
  };
}

/** @throws ProblemError 415 */
export function requireMediaType(format: Format, request: FastifyRequest): void {
  const { contentTypes, charsets = [] } = format;
  if (!contentTypes.includes(mediaType(request.headers['content-type'], charsets) ?? ''))
    throw mediaTypeUnknown(`Expected ${contentTypes.join(' or ')}, in ${['UTF-8', ...charsets].join(' or ')}.`);
}

/** @throws ProblemError 401, 403 */
function admissionOf(edge: ChannelEdge, gate: Gate, { call, hook }: { call: HookCall; hook: HookRequest }): Admission {
  const { source, format, secrets, byAddress } = call;
  if (byAddress) return { key: null, source };
  const { verify } = format;
  if (!verify) return gate.admit(hook.headers.authorization as string | undefined, source.sourceId);
  // Without a secret nothing can be checked, and what cannot be checked is not believed.
  if (secrets.length === 0)
    edge.telemetry.logger.warn({ sourceId: source.sourceId }, 'a signed source has no secret that holds');
  if (!secrets.some((secret) => verify(hook, secret))) throw signatureWrong();
  return { key: null, source };
}

interface Payload {
  bytes: Buffer;
  format: Format;
  admission: Admission;
  delivery: Delivery;
}

async function takePayload(edge: ChannelEdge, gate: Gate, payload: Payload): Promise<Answer<AcceptedFeedback>> {
  const { bytes, format, admission, delivery } = payload;
  const context = readContextOf(admission.source, delivery.headers);
  const reading = await readFetched(edge, { bytes, format, source: admission.source, context });
  gate.take(admission, countOf(reading));
  if (reading.kind === 'ignored') {
    edge.metrics.ignored(format.name);
    return { accepted: [], refused: [] };
  }
  if (reading.kind === 'read') return takeReading(edge, reading, payload);
  if (reading.kind === 'calls') return takeCallParts(edge, givenParts(reading.parts, bytes), delivery);
  const { faults } = reading;
  await keepRefused(edge, { faults, original: bytes }, delivery);
  return { accepted: [], refused: [{ index: 0, reason: faults[0]!.reason, detail: describeFaults(faults) }] };
}

function countOf(reading: FormatReading): number {
  if (reading.kind === 'calls') return reading.parts.length;
  return reading.kind === 'read' ? reading.items.length + (reading.replies?.length ?? 0) : 1;
}

async function takeReading(
  edge: ChannelEdge,
  reading: Extract<FormatReading, { kind: 'read' }>,
  { bytes, delivery }: Payload,
): Promise<Answer<AcceptedFeedback>> {
  const [answer] = await Promise.all([
    takeFeedback(edge, givenItems(reading, bytes), delivery),
    takeReplies(edge, givenReplies(reading, bytes), delivery),
  ]);
  return answer;
}

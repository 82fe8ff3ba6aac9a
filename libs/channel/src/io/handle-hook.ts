import type { FastifyReply, FastifyRequest } from 'fastify';
import { mediaType } from '../domain/media-type';
import type { Format, HookRequest } from '../format';
import { requireActive, type Gate } from './admission';
import type { Admission, ChannelEdge } from './channel-edge';
import { deliveryOf, refuseCompressed, sendAnswer, traced } from './handle-items';
import { handshakeOf, hookCall, hookRequestOf, readContextOf, sendAsTold, type HookCall } from './hook-call';
import { readBytes } from './read-bytes';
import { readFetched } from './read-fetched';
import { mediaTypeUnknown, signatureWrong } from './refusals';
import type { AcceptedFeedback, Answer, Delivery } from './take-items';
import { countOf, takeReading } from './take-reading';

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
  const { verify, secretAddress } = format;
  const { authorization } = hook.headers as { authorization?: string };
  // A vendor that may sign, and may not, is believed by a bearer key as well.
  if (!verify || (secretAddress && authorization !== undefined)) return gate.admit(authorization, source.sourceId);
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
  return takeReading(edge, reading, { bytes, format, delivery });
}

import type { Source } from '@hearback/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mediaType } from '../domain/media-type';
import type { GivenItem } from '../domain/arrival';
import type { Format, FormatCallPart, FormatReading } from '../format';
import type { Gate } from './admission';
import type { Admission, ChannelEdge } from './channel-edge';
import { deliveryOf, refuseCompressed, sendAnswer, traced } from './handle-items';
import { readBytes } from './read-bytes';
import { takeCallParts } from './take-call-parts';
import { mediaTypeUnknown, signatureWrong, sourceUnknown } from './refusals';
import {
  keepRefused,
  takeFeedback,
  takeReplies,
  type AcceptedFeedback,
  type Answer,
  type Delivery,
} from './take-items';
import { describeFaults } from '../domain/fault';

/**
 * POST /v1/hooks/<sourceId>: a vendor's own payload. The signature is checked over the bytes before anything reads them.
 * At least once, as POST /v1/feedback: vendors repeat what was not answered, and the ids derive from their ids.
 */
export function handleHook(edge: ChannelEdge, gate: Gate) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const source = gate.hookSource((request.params as { sourceId: string }).sourceId);
    const format = formatOf(edge, source);
    refuseCompressed(request);
    const bytes = await readBytes(request.raw);
    const admission = admissionOf(edge, gate, { request, source, format, bytes });
    if (!format.contentTypes.includes(mediaType(request.headers['content-type']) ?? ''))
      throw mediaTypeUnknown(`Expected ${format.contentTypes.join(' or ')}, in UTF-8.`);
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
    return sendAnswer(reply, answer);
  };
}

function formatOf(edge: ChannelEdge, source: Source): Format {
  const format = edge.definition.formats.find(({ name }) => name === source.format);
  if (!format) throw sourceUnknown('This source takes no payloads of a vendor.');
  return format;
}

interface Call {
  request: FastifyRequest;
  source: Source;
  format: Format;
  bytes: Buffer;
}

function admissionOf(edge: ChannelEdge, gate: Gate, { request, source, format, bytes }: Call): Admission {
  if (!format.verify) return gate.admit(request.headers.authorization, source.sourceId);
  const secret = edge.secretOf(source);
  // Without a secret nothing can be checked, and what cannot be checked is not believed.
  if (secret === null) edge.telemetry.logger.warn({ sourceId: source.sourceId }, 'a signed source has no secret');
  const url = `${edge.definition.publicUrl ?? `http://${request.headers.host ?? ''}`}${request.url}`;
  if (secret === null || !format.verify({ rawBody: bytes, headers: request.headers, url }, secret))
    throw signatureWrong();
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
  const reading = format.read(bytes);
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

function givenParts(parts: readonly FormatCallPart[], bytes: Buffer): GivenItem[] {
  return parts.map(({ value, original, faults }, index) => {
    return { index, value, faults: faults ?? null, original: () => original ?? bytes };
  });
}

async function takeReading(
  edge: ChannelEdge,
  reading: Extract<FormatReading, { kind: 'read' }>,
  { bytes, delivery }: Payload,
): Promise<Answer<AcceptedFeedback>> {
  const items = reading.items.map(({ value, attachments, original, faults }, index): GivenItem => {
    return { index, value, faults: faults ?? null, original: () => original ?? bytes, attachments };
  });
  const replies = (reading.replies ?? []).map(({ value }, index): GivenItem => {
    return { index, value, faults: null, original: () => bytes };
  });
  const [answer] = await Promise.all([takeFeedback(edge, items, delivery), takeReplies(edge, replies, delivery)]);
  return answer;
}

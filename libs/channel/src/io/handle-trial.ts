import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyKind, BODY_TYPES } from '../domain/media-type';
import { previewOf } from '../domain/preview';
import { readBody } from '../domain/read-body';
import type { FormatReading } from '../format';
import { readItems } from '../formats/read-items';
import type { Gate } from './admission';
import { formatsOf, type Admission, type ChannelEdge } from './channel-edge';
import { requireMediaType } from './handle-hook';
import { deliveryOf, refuseCompressed } from './handle-items';
import { readContextOf } from './hook-call';
import { readBytes } from './read-bytes';
import { readOrRefuse } from './read-fetched';
import { mediaTypeUnknown } from './refusals';
import { callsSourceFault } from './take-call-parts';

/**
 * POST /v1/hooks/<sourceId>/test: reads a payload as the source would, with its format, settings and mapping, and says what
 * would be accepted with which fields. Publishes and keeps nothing; a bearer key or an administrator's session stands for
 * the signature, and a paused source may be tried before it takes anything.
 */
export function handleTrial(edge: ChannelEdge, gate: Gate) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { sourceId } = request.params as { sourceId: string };
    const admission = await gate.admitTrial(request.headers.authorization, sourceId);
    gate.take(admission, 1);
    refuseCompressed(request);
    const bytes = await readBytes(request.raw);
    const { reading: read, format } = readingOf(edge, admission, { request, bytes });
    const reading = withCallsSource(edge, admission, read);
    const { arrival } = deliveryOf(edge, request, { admission, format, traceparent: '', bytes });
    const answer = { sourceId, format, ...previewOf(reading, bytes, arrival) };
    return reply.status(200).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(answer));
  };
}

/** Parts of calls are refused for their source's `callsOf` as those of a push are. */
function withCallsSource(edge: ChannelEdge, { source }: Admission, reading: FormatReading): FormatReading {
  const fault = reading.kind === 'calls' ? callsSourceFault(edge, source) : null;
  if (reading.kind !== 'calls' || !fault) return reading;
  return { ...reading, parts: reading.parts.map((part) => ({ ...part, faults: [fault] })) };
}

function readingOf(
  edge: ChannelEdge,
  { source }: Admission,
  { request, bytes }: { request: FastifyRequest; bytes: Buffer },
): { reading: FormatReading; format: string } {
  const { headers } = request;
  const format = formatsOf(edge.definition).find(({ name }) => name === source.format);
  if (format) {
    requireMediaType(format, request);
    const context = readContextOf(source, headers);
    const reading = readOrRefuse(edge, { format, source }, { payload: bytes, context });
    return { reading, format: `${format.name}/v${format.version}` };
  }
  const kind = bodyKind(headers['content-type'], headers['ce-specversion'] as string | undefined);
  if (kind === null) throw mediaTypeUnknown(`Expected one of ${BODY_TYPES.join(', ')}, in UTF-8.`);
  return { reading: readItems(readBody(bytes, kind, headers)), format: 'hearback/v1' };
}

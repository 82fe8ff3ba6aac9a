import { hash } from 'node:crypto';
import { deterministicId, type feedbackRefused } from '@hearback/contracts';
import type { z } from 'zod';
import type { Fault } from './fault';
import type { Arrival, FileRowId } from './arrival';
import type { Awaited } from './sent-as';

export type NewRefusal = z.input<typeof feedbackRefused.schema>;

// Sealed in base64url it must fit into an event with room for its headers and reasons.
const ORIGINAL_BYTES = 150_000;
/** How many reasons an event names. */
export const REASONS = 50;

// By name what helps to read the original again; everything else, above all authorisation and signatures, stays behind.
const HEADERS = [
  'content-type',
  'content-length',
  'content-language',
  'user-agent',
  'idempotency-key',
  'traceparent',
  'webhook-id',
];

/** What is refused: an item, or the whole body or file. */
export interface RefusedThing extends Awaited {
  index?: number;
  file?: FileRowId;
  faults: readonly Fault[];
  original: Buffer;
  part?: boolean;
}

/** What was refused, as it is kept: the original sealed, so that it can be read again when a format has learned more. */
export function refusalOf(
  refused: RefusedThing,
  arrival: Arrival,
  request: { headers: Record<string, string | string[] | undefined>; serviceVersion: string },
): NewRefusal {
  const { source, format, receivedAt, idempotencyKey } = arrival;
  const { original, index, file, awaits, sourceUpdatedAt } = refused;
  const reasons = refused.faults.slice(0, REASONS);
  const kept = original.length > ORIGINAL_BYTES ? original.subarray(0, ORIGINAL_BYTES) : original;
  const why = reasons.map(({ path, reason }) => [path, reason]).join('\n');
  // Two rows of a file may be alike and are two refusals; the same row sent again is one.
  const sent = file === undefined ? idempotencyKey : `${file.fileId}:${file.row}`;
  return {
    refusedId: deterministicId('refused', source.sourceId, hash('sha256', original, 'hex'), why, sent),
    sourceId: source.sourceId,
    channel: source.channel,
    receivedAt: receivedAt.toISOString(),
    format,
    serviceVersion: request.serviceVersion,
    originalEncrypted: arrival.sealing.originals(kept),
    truncated: kept.length < original.length,
    ...(refused.part ? { part: true } : {}),
    headers: keptHeaders(request.headers),
    index,
    awaits,
    sourceUpdatedAt,
    reasons,
  };
}

function keptHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    HEADERS.concat(Object.keys(headers).filter((name) => name.startsWith('ce-'))).flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

import { z } from 'zod';
import { faultsOf, type Fault } from './fault';
import { readJsonPayload } from './read-json-payload';

type Unwrapped = { ok: true; item: unknown } | { ok: false; faults: Fault[] };

// https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#required-attributes; extensions are let through.
const attributesSchema = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.string().min(1),
  time: z.string().optional(),
  data: z.unknown().optional(),
  data_base64: z.base64().optional(),
});

/** The item inside a structured CloudEvent. */
export function unwrapStructured(value: unknown): Unwrapped {
  const event = attributesSchema.safeParse(value);
  if (!event.success) return { ok: false, faults: faultsOf(event.error) };
  const { data, data_base64: base64, ...attributes } = event.data;
  if (base64 === undefined) return { ok: true, item: withAttributes(data, attributes) };
  const parsed = readJsonPayload(Buffer.from(base64, 'base64'));
  if (!parsed.ok) return { ok: false, faults: [{ ...parsed.fault, path: 'data_base64' }] };
  return { ok: true, item: withAttributes(parsed.value, attributes) };
}

/** The item of a binary CloudEvent: the body is the data, the attributes are `ce-` headers, percent-encoded. */
export function unwrapBinary(data: unknown, headers: Record<string, string | string[] | undefined>): Unwrapped {
  const names = ['specversion', 'id', 'source', 'type', 'time'] as const;
  const given = Object.fromEntries(
    names.flatMap((name) => {
      const header = headers[`ce-${name}`];
      return typeof header === 'string' ? [[name, percentDecoded(header)]] : [];
    }),
  );
  const event = attributesSchema.safeParse(given);
  if (event.success) return { ok: true, item: withAttributes(data, event.data) };
  return { ok: false, faults: faultsOf(event.error).map((fault) => ({ ...fault, path: `ce-${fault.path}` })) };
}

/**
 * An event's source and id name it for ever (CloudEvents: "source + id is unique for each distinct event"), and its time is
 * when it happened; the item's own words about either go first.
 */
function withAttributes(data: unknown, event: { id: string; source: string; time?: string | undefined }): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  // What is deleted must be named by what it was called, not by the event that tells of it.
  if (Object.hasOwn(data, 'deleted')) return event.time === undefined ? data : { updatedAt: event.time, ...data };
  return {
    externalId: `${event.source}#${event.id}`,
    ...(event.time === undefined ? {} : { occurredAt: event.time }),
    ...data,
  };
}

function percentDecoded(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}

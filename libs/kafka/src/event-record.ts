import type { EventContract } from '@hearback/contracts';
import type { z } from 'zod';

/** A record as it goes to Kafka, under the topic's plain name (the connection adds its prefix). */
export interface RawRecord {
  topic: string;
  key: Buffer | string | null;
  /** null is a tombstone. */
  value: Buffer | null;
  headers: Record<string, string | Buffer>;
  /** When it is kept from, for retention; default now. */
  timestamp?: Date;
}

export interface EncodeOptions {
  service: string;
  traceparent?: string | undefined;
}

/**
 * The event as a record: checked and stripped by its schema, JSON value, CloudEvents 1.0 binary headers
 * (github.com/cloudevents/spec, kafka-protocol-binding section 3.2). Throws ZodError when `data` does not fit.
 */
export function encodeEvent<S extends z.ZodType>(
  event: EventContract<S>,
  data: z.input<S>,
  options: EncodeOptions,
): RawRecord {
  const checked = event.schema.parse(data);
  const headers: Record<string, string | Buffer> = {
    ...constantHeaders(event.topic, options.service),
    ce_id: event.id(checked),
    ce_time: event.time(checked),
    ce_subject: event.subject(checked),
  };
  if (options.traceparent) headers['traceparent'] = options.traceparent;
  return { topic: event.topic, key: event.key(checked), value: Buffer.from(JSON.stringify(checked)), headers };
}

const encoded = new Map<string, Record<string, Buffer>>();

// The same bytes on every record of an event: encoded once, there are only so many events and services.
function constantHeaders(topic: string, service: string): Record<string, Buffer> {
  const name = `${service} ${topic}`;
  let headers = encoded.get(name);
  if (!headers) {
    headers = {
      ce_specversion: Buffer.from('1.0'),
      ce_type: Buffer.from(topic),
      ce_source: Buffer.from(`/hearback/${service}`),
      'content-type': Buffer.from('application/json'),
    };
    encoded.set(name, headers);
  }
  return headers;
}

/** Bytes of a record, near enough to bound memory and requests. */
export function recordBytes(record: Pick<RawRecord, 'key' | 'value' | 'headers'>): number {
  const HEADERS = 512;
  return (record.value?.length ?? 0) + (record.key ? Buffer.byteLength(record.key) : 0) + HEADERS;
}

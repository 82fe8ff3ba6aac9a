import type { EventContract } from '@hearback/contracts';
import type { z } from 'zod';
import type { Outcome } from './outcome';

/** A message as a handler sees it. */
export interface Message<T> {
  data: T;
  /** The record's key; empty when it has none. */
  key: string;
  /** CloudEvents id: inboxes are unique on it. */
  ceId: string;
  headers: Record<string, string>;
  /** Plain topic name, as the contract says it. */
  topic: string;
  /** `<partition>:<offset>`, for logs and audits. */
  position: string;
  /** When the broker or the producer stamped the record. */
  timestamp: Date;
  /** Hand this on: it continues the trace of the record. */
  traceparent: string;
}

/**
 * `each` gets one message at a time, several at once (`concurrency` for each partition, default 16), those of one key in
 * order. `batch` gets up to `maxBatch` messages of one partition in order and answers with as many outcomes in the same
 * order; messages of a key that is parked or replayed come alone.
 */
export type Handler<T> =
  | { each: (message: Message<T>) => Promise<Outcome>; concurrency?: number }
  | { batch: (messages: Message<T>[]) => Promise<Outcome[]> };

export type Decoded = { ok: true; data: unknown } | { ok: false; outcome: Outcome };

/** A topic with its handler; made by `onEvent` and `onRaw`. */
export interface Subscription {
  topic: string;
  decode(value: Buffer | null): Decoded;
  handler: Handler<unknown>;
}

/**
 * Reads an event: open on read, so fields of newer builds are dropped. What is no JSON or does not fit the schema is
 * parked as `unreadable` before the handler sees it; a tombstone is dropped.
 */
export function onEvent<S extends z.ZodType>(event: EventContract<S>, handler: Handler<z.output<S>>): Subscription {
  return {
    topic: event.topic,
    decode: (value) => decodeEvent(event.schema, value),
    handler: handler as Handler<unknown>,
  };
}

/** Reads bytes as they are, for instance a parked topic. */
export function onRaw(topic: string, handler: Handler<Buffer | null>): Subscription {
  return { topic, decode: (value) => ({ ok: true, data: value }), handler: handler as Handler<unknown> };
}

function decodeEvent(schema: z.ZodType, value: Buffer | null): Decoded {
  if (value === null) return { ok: false, outcome: { kind: 'drop', reason: 'tombstone' } };
  const json = parseJson(value);
  if (!json.ok) return unreadable('not JSON');
  const parsed = schema.safeParse(json.data);
  if (parsed.success) return { ok: true, data: parsed.data };
  // Where and how, never what: a value may quote the customer.
  const [issue] = parsed.error.issues;
  return unreadable(`${issue?.code ?? 'invalid'} at ${issue?.path.join('.') || 'the top'}`);
}

function unreadable(why: string): Decoded {
  return { ok: false, outcome: { kind: 'park', reason: 'unreadable', error: new UnreadableMessage(why) } };
}

class UnreadableMessage extends Error {
  override readonly name = 'UnreadableMessage';
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseJson(value: Buffer): { ok: true; data: unknown } | { ok: false } {
  try {
    return { ok: true, data: JSON.parse(utf8.decode(value)) };
  } catch {
    return { ok: false };
  }
}

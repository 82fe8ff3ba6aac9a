import { PARKED_HEADERS, REPLAY_HEADERS, parkedTopic } from '@hearback/contracts';
import { SERVICE_VERSION } from '@hearback/service';
import type { Delivery } from './delivery';
import { describeError } from './domain/describe-error';
import type { RawRecord } from './event-record';

/** A message failed again and again, or lies behind one that did: these two block their key. */
export const FAILING = 'failing';
export const BEHIND_PARKED = 'behind-parked';

export interface ParkedContext {
  group: string;
  service: string;
  now: Date;
}

/** The record for the parked topic: original key, bytes and headers, and beside them why and where from. */
export function parkedRecord(d: Delivery, why: { reason: string; error?: unknown }, context: ParkedContext): RawRecord {
  const headers: Record<string, string | Buffer> = {};
  for (const [name, value] of Object.entries(d.raw.headers ?? {})) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) headers[name] = first;
  }
  headers[PARKED_HEADERS.topic] = d.topic;
  headers[PARKED_HEADERS.partition] = String(d.partition);
  headers[PARKED_HEADERS.offset] = d.raw.offset;
  headers[PARKED_HEADERS.reason] = why.reason;
  headers[PARKED_HEADERS.error] = why.error === undefined ? '' : errorText(why.error);
  headers[PARKED_HEADERS.at] = context.now.toISOString();
  headers[PARKED_HEADERS.service] = context.service;
  headers[PARKED_HEADERS.serviceVersion] = SERVICE_VERSION;
  return { topic: parkedTopic(context.group), key: d.raw.key, value: d.raw.value, headers };
}

/** Says on the parked topic that the record at `of` is over. */
export function replayDoneRecord(d: Delivery, of: bigint, group: string): RawRecord {
  const headers = { [REPLAY_HEADERS.done]: String(of), [PARKED_HEADERS.topic]: d.topic };
  return { topic: parkedTopic(group), key: d.raw.key, value: null, headers };
}

function errorText(error: unknown): string {
  const described = describeError(error);
  // An unreadable message's error is our own words: a zod code and a path, never a value.
  const words = error instanceof Error && error.name === 'UnreadableMessage' ? `: ${error.message}` : '';
  return described.error + words + (described.at && !words ? ` at ${described.at}` : '');
}

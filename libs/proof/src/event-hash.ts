import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json';
import type { ChainedEvent, ClockEvent } from './clock-event';

/** What stands before the first link of every chain: 32 zero bytes in hexadecimal. */
export const CHAIN_START = '0'.repeat(64);

/**
 * The link of one event: SHA-256 over its canonical JSON, which holds the id of the clock and the link before. Whoever
 * changes, removes or inserts an event changes every later link of that clock.
 * @returns 64 hexadecimal digits
 */
export function eventHash(clockId: string, event: ClockEvent, previous: string): string {
  const { kind, sequence, effectiveAt, recordedAt, policyVersion, data } = event;
  // The canonical JSON of all eight members, written in their order: a fifth of the cost of sorting them each time.
  return hash(
    'sha256',
    `{"clockId":${text(clockId)},"data":${canonicalJson(data)},"effectiveAt":"${effectiveAt.toISOString()}","kind":"${kind}",` +
      `"policyVersion":${text(policyVersion)},"previous":${text(previous)},"recordedAt":"${recordedAt.toISOString()}","sequence":${sequence}}`,
  );
}

const text = (value: string) => JSON.stringify(value);

/** The event with its link. */
export function chained(clockId: string, event: ClockEvent, previous: string): ChainedEvent {
  return { ...event, hash: eventHash(clockId, event, previous) };
}

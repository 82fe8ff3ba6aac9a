import { hash as digest } from 'node:crypto';

// Hearback's own UUIDv5 namespace; fixed for ever, because every id derives from it.
const NAMESPACE = Buffer.from('8f2b6a1e6f6b4d5c9a3e2c1d0b9f8e7a', 'hex');

/**
 * The same parts give the same id on every retry, replay and restart: UUIDv5 (RFC 9562 section 5.5)
 * of the JSON array of the parts, so that ["a","bc"] and ["ab","c"] differ.
 */
export function deterministicId(...parts: readonly (string | number | null)[]): string {
  const hash = digest('sha1', named(JSON.stringify(parts)), 'buffer');
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const SHORT = 1_024;
const short = Buffer.alloc(NAMESPACE.length + 3 * SHORT);
NAMESPACE.copy(short);

// In one buffer for ever, since every event has such an id; digest is done with it before it returns.
function named(name: string): Buffer {
  if (name.length > SHORT) return Buffer.concat([NAMESPACE, Buffer.from(name)]);
  return short.subarray(0, NAMESPACE.length + short.write(name, NAMESPACE.length));
}

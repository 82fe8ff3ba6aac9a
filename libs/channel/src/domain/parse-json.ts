import type { Fault } from './fault';
import { jsonFaultOffset } from './json-fault';
import { decodeUtf8 } from './utf8';

/** JSON of bytes that must be UTF-8; a fault names the place, never the text. The caller has capped the nesting. */
export function parseJson(bytes: Buffer): { ok: true; value: unknown } | { ok: false; fault: Fault } {
  const decoded = decodeUtf8(bytes);
  if (!decoded.ok)
    return { ok: false, fault: { path: '', reason: 'not-utf8', detail: `byte ${decoded.offset} is not UTF-8` } };
  if (decoded.text.trim() === '')
    return { ok: false, fault: { path: '', reason: 'empty', detail: 'there is no JSON' } };
  try {
    return { ok: true, value: JSON.parse(decoded.text) };
  } catch {
    const detail = `the JSON is broken at position ${jsonFaultOffset(decoded.text)}`;
    return { ok: false, fault: { path: '', reason: 'broken-json', detail } };
  }
}

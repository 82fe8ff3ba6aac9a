import { FEEDBACK_LIMITS } from '@hearback/contracts';
import type { Fault } from './fault';
import { nestingOf } from './json-shape';
import { parseJson } from './parse-json';

/** JSON of a vendor, or why it is none: not UTF-8, broken (with the place), or nested too deep. For formats. */
export function readJsonPayload(bytes: Buffer): { ok: true; value: unknown } | { ok: false; fault: Fault } {
  if (nestingOf(bytes) <= FEEDBACK_LIMITS.nesting) return parseJson(bytes);
  const detail = `nests deeper than ${FEEDBACK_LIMITS.nesting} levels`;
  return { ok: false, fault: { path: '', reason: 'too-deep', detail } };
}

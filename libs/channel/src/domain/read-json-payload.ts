import { FEEDBACK_LIMITS } from '@hearback/contracts';
import type { Fault } from './fault';
import { nestingOf } from './json-shape';
import { parseJson } from './parse-json';
import { quoteLargeNumbers } from './quote-large-numbers';
import { decodeUtf8 } from './utf8';

/**
 * JSON of a vendor, or why it is none: not UTF-8, broken (with the place), or nested too deep. For formats. Whole numbers
 * beyond 2^53 come as strings with all their digits.
 */
export function readJsonPayload(bytes: Buffer): { ok: true; value: unknown } | { ok: false; fault: Fault } {
  if (nestingOf(bytes) <= FEEDBACK_LIMITS.nesting) return withLargeNumbers(parseJson(bytes), bytes);
  const detail = `nests deeper than ${FEEDBACK_LIMITS.nesting} levels`;
  return { ok: false, fault: { path: '', reason: 'too-deep', detail } };
}

type Parsed = ReturnType<typeof parseJson>;

// Parsed twice only when there are long numbers; what was not JSON the first time never gets here.
function withLargeNumbers(parsed: Parsed, bytes: Buffer): Parsed {
  const decoded = decodeUtf8(bytes);
  if (!parsed.ok || !decoded.ok) return parsed;
  const quoted = quoteLargeNumbers(decoded.text);
  return quoted === decoded.text ? parsed : { ok: true, value: JSON.parse(quoted) };
}

import type { Fault } from './channel-shapes';

/** What was expected, for the page to put into words; `said` is the service's own sentence, in English. */
export type Expectation =
  | { is: 'type'; what: string }
  | { is: 'one-of'; words: string }
  | { is: 'at-least' | 'at-most'; size: string; characters: boolean }
  | { is: 'said'; sentence: string }
  | null;

const TYPES: Record<string, string> = {
  'a string': 'string',
  'a number': 'number',
  'a whole number': 'integer',
  'true or false': 'boolean',
  'an object': 'object',
  'a list': 'list',
};
// Of these the reason says it all.
const SAID_BY_REASON = ['unknown-field', 'wrong-format', 'in-the-future'];
const SAID_ALREADY = ['', 'a text is needed', 'is missing'];

/** Reads the service's sentence where it has a known form, so that it can be said in the reader's language. */
export function expectationOf({ reason, detail }: Pick<Fault, 'reason' | 'detail'>): Expectation {
  if (SAID_BY_REASON.includes(reason) || SAID_ALREADY.includes(detail)) return null;
  const type = TYPES[detail.replace(/^expected /, '')];
  if (type) return { is: 'type', what: type };
  const words = /^expected one of (.+)$/.exec(detail)?.[1];
  if (words) return { is: 'one-of', words };
  return limitOf(detail) ?? { is: 'said', sentence: detail };
}

function limitOf(detail: string): Expectation {
  const most = /^has more than (\S+) characters$/.exec(detail)?.[1];
  if (most) return { is: 'at-most', size: most, characters: true };
  const [, limit, size, characters] = /^expected at (least|most) (\S+)( characters)?$/.exec(detail) ?? [];
  if (!size) return null;
  return { is: limit === 'least' ? 'at-least' : 'at-most', size, characters: characters !== undefined };
}

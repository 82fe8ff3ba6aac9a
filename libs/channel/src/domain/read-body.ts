import { FEEDBACK_LIMITS } from '@hearback/contracts';
import { unwrapBinary, unwrapStructured } from './cloud-event';
import type { Fault } from './fault';
import { listElements, nestingOf, opensList, trimmed } from './json-shape';
import type { BodyKind } from './media-type';
import { parseJson } from './parse-json';
import { hasByteOrderMark } from './utf8';

/** One item of a request, read but not yet judged. */
export interface BodyItem {
  index: number;
  value: unknown;
  /** The item could not even be read; `value` means nothing then. */
  faults: Fault[] | null;
  /** The item's bytes as they came; cut out only when somebody needs them. */
  original(): Buffer;
}

export type Body = { ok: true; items: BodyItem[] } | { ok: false; status: 400 | 413; fault: Fault };

type Headers = Record<string, string | string[] | undefined>;

/** Splits a body into its items. What is wrong with one item is told with that item, so that the others still pass. */
export function readBody(bytes: Buffer, kind: BodyKind, headers: Headers): Body {
  const body = kind === 'ndjson' ? readLines(bytes) : readJson(bytes, kind === 'json' || kind === 'cloudevent-batch');
  if (!body.ok) return body;
  if (body.items.length === 0) return unreadable('empty', 'the request holds no item');
  if (body.items.length > FEEDBACK_LIMITS.requestItems) return tooMany(body.items.length);
  return { ok: true, items: kind === 'json' || kind === 'ndjson' ? body.items : unwrapped(body.items, kind, headers) };
}

/** Reads one item again, from the bytes that `original` gave of it. */
export function readBodyItem(
  bytes: Buffer,
  index: number,
  { kind, headers }: { kind: BodyKind; headers: Headers },
): BodyItem {
  const item = readElement(withoutMark(bytes), index);
  if (kind === 'json' || kind === 'ndjson') return item;
  return unwrapped([item], kind, headers)[0]!;
}

function readJson(bytes: Buffer, mayBeList: boolean): Body {
  const list = mayBeList && opensList(withoutMark(bytes));
  // A list adds a level of its own to what each of its items may have.
  if (nestingOf(bytes) > FEEDBACK_LIMITS.nesting + (list ? 1 : 0)) return readDeep(bytes, list);
  const parsed = parseJson(bytes);
  if (!parsed.ok) return { ok: false, status: 400, fault: parsed.fault };
  if (!list) return { ok: true, items: [readItem(0, parsed.value, () => bytes)] };
  let elements: Buffer[] | undefined;
  const values = parsed.value as unknown[];
  return {
    ok: true,
    items: values.map((value, index) => readItem(index, value, () => (elements ??= listElements(bytes))[index]!)),
  };
}

/** Somewhere it nests too deep: cut it into items without building them, and read those that can be read. */
function readDeep(bytes: Buffer, list: boolean): Body {
  const elements = list ? listElements(bytes) : [trimmed(bytes)];
  return { ok: true, items: elements.slice(0, FEEDBACK_LIMITS.requestItems + 1).map(readElement) };
}

function readLines(bytes: Buffer): Body {
  const elements: Buffer[] = [];
  for (let start = 0; start < bytes.length && elements.length <= FEEDBACK_LIMITS.requestItems;) {
    const end = bytes.indexOf(0x0a, start);
    const line = trimmed(withoutMark(bytes.subarray(start, end === -1 ? bytes.length : end)));
    if (line.length > 0) elements.push(line);
    start = end === -1 ? bytes.length : end + 1;
  }
  return { ok: true, items: elements.map(readElement) };
}

function readElement(bytes: Buffer, index: number): BodyItem {
  const original = () => bytes;
  if (nestingOf(bytes) > FEEDBACK_LIMITS.nesting) return { index, value: null, faults: [TOO_DEEP], original };
  const parsed = parseJson(bytes);
  return parsed.ok ? readItem(index, parsed.value, original) : { index, value: null, faults: [parsed.fault], original };
}

function readItem(index: number, value: unknown, original: () => Buffer): BodyItem {
  return { index, value, faults: null, original };
}

function unwrapped(items: BodyItem[], kind: BodyKind, headers: Headers): BodyItem[] {
  return items.map((item) => {
    if (item.faults) return item;
    const event = kind === 'cloudevent-binary' ? unwrapBinary(item.value, headers) : unwrapStructured(item.value);
    return event.ok ? { ...item, value: event.item } : { ...item, faults: event.faults };
  });
}

const TOO_DEEP: Fault = {
  path: '',
  reason: 'too-deep',
  detail: `nests deeper than ${FEEDBACK_LIMITS.nesting} levels`,
};

function unreadable(reason: string, detail: string): Body {
  return { ok: false, status: 400, fault: { path: '', reason, detail } };
}

function tooMany(count: number): Body {
  const { requestItems } = FEEDBACK_LIMITS;
  const detail = `holds ${count > requestItems + 1 ? `${count}` : `more than ${requestItems}`} items; at most ${requestItems} are taken at once`;
  return { ok: false, status: 413, fault: { path: '', reason: 'too-many-items', detail } };
}

function withoutMark(bytes: Buffer): Buffer {
  return hasByteOrderMark(bytes) ? bytes.subarray(3) : bytes;
}

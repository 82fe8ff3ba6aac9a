import { bodyOf } from './body-of';
import { addUnknownField, markByteOrder, quote, reorder, tamper, UNKNOWN_FIELD, type BodyChange } from './change-body';
import { fillPlaceholders, type RunFacts } from './fill-placeholders';
import type { Expectation, KitCase, KitFormat } from './kit';
import type { UnsignedRequest } from './sign-request';

/** How a request is proved: as its vendor does, or as somebody else would try. */
export type Proof = 'good' | 'none' | 'wrong-secret' | 'stale' | 'early';

/** One request and what must come of it. */
export interface Check {
  /** `<case>`, or `<case> / <variant>`. */
  name: string;
  request: UnsignedRequest;
  /** Sent after `request` was signed. */
  bodySent?: Buffer;
  proof: Proof;
  messageId: string;
  expect: Expectation | { asCase: string };
}

const REQUEST_BYTES = 4 * 1_024 * 1_024;
const DEPTH = 100;

/** Every case of a format and every variant that is generated from it, in the order in which they are sent. */
export function planChecks(format: KitFormat, hook: URL, facts: RunFacts): Check[] {
  const cases = format.cases.map((one, at) => checkOf(format, { one, at, hook }, facts));
  const samples = cases.filter(({ one }) => isSample(one));
  const first = samples.find(({ one }) => one.shows.includes('sample'));
  const generated = [
    ...samples.flatMap(({ one, check }) =>
      variantsOf({ ...format, without: { ...format.without, ...one.without } }, check),
    ),
    ...(first ? onceOf(format, first.check) : []),
  ];
  return [...cases.map(({ check }) => check), ...generated];
}

function checkOf(format: KitFormat, { one, at, hook }: { one: KitCase; at: number; hook: URL }, facts: RunFacts) {
  const { method, path, headers: own, signed } = one.request;
  const headers = Object.fromEntries(
    Object.entries({ ...(method === 'POST' ? format.headers : {}), ...own }).flatMap(([name, value]) =>
      value === null ? [] : [[name.toLowerCase(), fillPlaceholders(value, facts)]],
    ),
  );
  const url = new URL(hook.href + fillPlaceholders(path, facts));
  const check: Check = {
    name: one.name,
    request: { method, url, headers, body: bodyOf(format, one, facts) },
    proof: signed ? 'good' : 'none',
    messageId: `msg_${facts.unique}_${at}`,
    expect: filledExpectation(one.expect, facts),
  };
  return { one, check };
}

function filledExpectation(expected: Expectation, facts: RunFacts): Expectation {
  const filled = (value: unknown): unknown => {
    if (typeof value === 'string') return fillPlaceholders(value, facts);
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner)]));
  };
  return filled(expected) as Expectation;
}

function isSample({ request, shows }: KitCase): boolean {
  return request.method === 'POST' && request.signed && request.body !== undefined && !shows.includes('handshake');
}

/** What is made of every sample. */
function variantsOf(format: KitFormat, sample: Check): Check[] {
  const asCase = { asCase: sample.name };
  const covered = format.signing.scheme !== 'address' && format.signing.scheme !== 'bearer';
  return [
    variant(format, sample, 'duplicated', {}, asCase),
    changed(format, sample, 'reordered', reorder, asCase),
    changed(format, sample, 'byte-order-mark', markByteOrder, asCase),
    unknownFieldOf(format, sample),
    variant(format, sample, 'unsigned', { proof: 'none' }, { status: 401 }),
    variant(format, sample, 'wrong-secret', { proof: 'wrong-secret' }, { status: 401 }),
    covered ? tampered(format, sample) : null,
    ...(format.signing.scheme === 'standard-webhooks'
      ? (['stale', 'early'] as const).map((proof) => variant(format, sample, proof, { proof }, { status: 401 }))
      : []),
  ].filter((check) => check !== null);
}

/** What does not depend on a sample, once for each format. */
function onceOf(format: KitFormat, sample: Check): Check[] {
  const { request } = sample;
  const body = (bytes: Buffer) => ({ request: { ...request, body: bytes } });
  const headers = (more: Record<string, string>) => ({
    request: { ...request, headers: { ...request.headers, ...more } },
  });
  const refused = (reason: string, ...says: string[]): Expectation => ({
    status: 422,
    refused: [{ index: 0, reason, says }],
  });
  const isJson = format.body === 'json' || format.body === 'ndjson';
  const tooLarge = Buffer.concat([request.body, Buffer.alloc(REQUEST_BYTES + 1 - request.body.length, ' ')]);
  return [
    variant(format, sample, 'empty', body(Buffer.alloc(0)), refused('empty', 'there is no JSON')),
    isJson
      ? variant(format, sample, 'broken', body(Buffer.from('{"a": [1, 2')), refused('broken-json', 'position 11'))
      : null,
    isJson ? changed(format, sample, 'quoted', quote, refused('wrong-type', 'expected an object')) : null,
    isJson
      ? variant(
          format,
          sample,
          'too-deep',
          body(Buffer.from('['.repeat(DEPTH) + ']'.repeat(DEPTH))),
          refused('too-deep', 'nests deeper'),
        )
      : null,
    variant(
      format,
      sample,
      'not-utf8',
      body(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])),
      refused('not-utf8', 'UTF-8'),
    ),
    variant(format, sample, 'other-type', headers({ 'content-type': 'application/x-hearback-conformance' }), {
      status: 415,
    }),
    variant(format, sample, 'compressed', headers({ 'content-encoding': 'gzip' }), { status: 415 }),
    variant(format, sample, 'too-large', body(tooLarge), { status: 413, problem: '/problems/too-large' }),
    variant(
      format,
      sample,
      'read',
      { request: { ...request, method: 'GET' as const, body: Buffer.alloc(0) } },
      { status: 405 },
    ),
  ].filter((check) => check !== null);
}

type Change = Partial<Pick<Check, 'request' | 'bodySent' | 'proof'>>;

function variant(
  format: KitFormat,
  sample: Check,
  ...[name, change, expect]: [string, Change, Check['expect']]
): Check | null {
  if (format.without[name] !== undefined) return null;
  return { ...sample, ...change, name: `${sample.name} / ${name}`, expect: format.overrides[name] ?? expect };
}

function changed(
  format: KitFormat,
  sample: Check,
  ...[name, change, expect]: [string, BodyChange, Check['expect']]
): Check | null {
  const body = change(sample.request.body, format, typeOf(sample));
  return body === null ? null : variant(format, sample, name, { request: { ...sample.request, body } }, expect);
}

function typeOf({ request }: Check): string {
  return request.headers['content-type'] ?? '';
}

/** A format of the bank's own names what it does not know, because a misspelt field would be lost words. */
function unknownFieldOf(format: KitFormat, sample: Check): Check | null {
  if (format.unknownFields.answer === 'tolerated')
    return changed(format, sample, 'unknown-fields', addUnknownField, { asCase: sample.name });
  const { accepted = 0, refused = [] } = sample.expect as Expectation;
  if (accepted === 0 || refused.length > 0) return null;
  const each = Array.from({ length: accepted }, (_, index) => ({
    index,
    reason: 'unknown-field',
    says: [UNKNOWN_FIELD],
  }));
  return changed(format, sample, 'unknown-fields', addUnknownField, { status: 422, accepted: 0, refused: each });
}

function tampered(format: KitFormat, sample: Check): Check | null {
  const bodySent = tamper(sample.request.body, format, typeOf(sample));
  return bodySent === null ? null : variant(format, sample, 'tampered', { bodySent }, { status: 401 });
}

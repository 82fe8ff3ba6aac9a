import { streamRefusal } from './stream-refusal';

const now = new Date('2026-03-01T04:00:00.000Z');
const events = { 'content-type': 'text/event-stream; charset=utf-8' };
const refusal = (status: number, headers: Record<string, string> = {}) =>
  streamRefusal({ status, headers }, 'server-sent-events', now);

test.each([
  [200, events, undefined],
  [200, { 'content-type': 'text/html' }, { kind: 'failed', why: 'the answer is no stream' }],
  [429, { 'x-rate-limit-reset': String(now.getTime() / 1_000 + 90) }, { kind: 'too-many', seconds: 90 }],
  [429, { 'retry-after': '7', 'x-rate-limit-reset': '99999999999' }, { kind: 'too-many', seconds: 7 }],
  [429, {}, { kind: 'too-many', seconds: undefined }],
  [420, {}, { kind: 'too-many' }],
  [503, { 'retry-after': '30' }, { kind: 'http', seconds: 30 }],
  [503, { 'x-rate-limit-reset': '99999999999' }, { kind: 'http', seconds: undefined }],
  [401, {}, { kind: 'failed', why: 'the vendor refuses the credentials (401)' }],
  [403, {}, { kind: 'failed', why: 'the vendor refuses the credentials (403)' }],
  [302, { location: 'https://elsewhere.example' }, { kind: 'failed', why: 'the vendor answered 302' }],
  [404, {}, { kind: 'failed', why: 'the vendor answered 404' }],
])('an answer of %d with %j', (status, headers, expected) => {
  const found = refusal(status, headers);
  if (expected === undefined) expect(found).toBeUndefined();
  else expect(found).toMatchObject(expected);
});

test('lines may come as any type but a page', () => {
  const lines = (type: string) => streamRefusal({ status: 200, headers: { 'content-type': type } }, 'lines', now);
  expect([lines('application/json; charset=utf-8'), lines('text/plain')]).toEqual([undefined, undefined]);
  expect(lines('text/html')).toMatchObject({ kind: 'failed' });
});

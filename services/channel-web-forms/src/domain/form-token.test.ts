import { judgeFormToken, signFormToken } from './form-token';

const key = Buffer.alloc(32, 7);
const issuedAt = new Date('2026-03-01T09:00:00Z');
const token = signFormToken({ nonce: 'n-1', issuedAt }, 'page', key);
const after = (ms: number) => new Date(issuedAt.getTime() + ms);
const judge = (given: string, now: Date, sourceId = 'page') => judgeFormToken(given, { sourceId, key, now });

test.each([
  ['after half a minute it is good', 30_000, { kind: 'good', nonce: 'n-1' }],
  ['after one second no person has read the form', 1_000, { kind: 'too-fast' }],
  ['two days later it has expired, and is still known', 172_800_000, { kind: 'expired', nonce: 'n-1' }],
  ['from the future it is too fast', -60_000, { kind: 'too-fast' }],
])('%s', (_name, ms, verdict) => {
  expect(judge(token, after(ms))).toEqual(verdict);
});

test.each([
  ['of another source', token, 'other'],
  ['with another time', token.replace(/\.[^.]+\./, '.0.'), 'page'],
  ['with another nonce', token.replace('n-1', 'n-2'), 'page'],
  ['without a signature', 'n-1.abc', 'page'],
  ['with more parts', `${token}.x`, 'page'],
  ['empty', '', 'page'],
  ['signed with another key', signFormToken({ nonce: 'n-1', issuedAt }, 'page', Buffer.alloc(32, 8)), 'page'],
])('a token %s is forged', (_name, given, sourceId) => {
  expect(judge(given, after(30_000), sourceId)).toEqual({ kind: 'forged' });
});

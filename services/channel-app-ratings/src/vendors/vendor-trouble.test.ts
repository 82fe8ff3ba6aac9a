import { troubleOf } from './vendor-trouble';

const now = new Date('2026-03-01T00:00:00Z');
const trouble = (status: number, headers: Record<string, string> = {}, body: unknown = '') =>
  troubleOf({ status, headers, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) }, now);

test('an answer with 2xx is no trouble', () => {
  expect(trouble(204)).toBeNull();
});

test.each([
  ['seconds', '17', 17],
  ['a date', 'Sun, 01 Mar 2026 00:02:00 GMT', 120],
  ['a date that is over', 'Sat, 28 Feb 2026 00:00:00 GMT', 1],
  ['a year', '31536000', 86_400],
  ['nonsense', 'soon', 60],
])('Retry-After in %s is honoured', (_name, value, seconds) => {
  expect(trouble(429, { 'Retry-After': value })).toEqual({ kind: 'wait', seconds, why: 'answered 429', status: 429 });
});

const failed = (why: string) => ({ kind: 'failed', why });

test.each([
  ['an outage', { status: 503, body: '<html>' }, { kind: 'wait', seconds: 60, why: 'answered 503' }],
  [
    'a wrong token',
    { status: 401, body: { errors: [{ code: 'NOT_AUTHORIZED', detail: 'x' }] } },
    failed('answered 401 (NOT_AUTHORIZED)'),
  ],
  [
    'no permission',
    { status: 403, body: { error: { code: 403, status: 'PERMISSION_DENIED' } } },
    failed('answered 403 (PERMISSION_DENIED)'),
  ],
  [
    'a quota that is used up',
    { status: 403, body: { error: { status: 'PERMISSION_DENIED', errors: [{ reason: 'rateLimitExceeded' }] } } },
    { kind: 'wait', why: 'answered 403 (rateLimitExceeded)' },
  ],
  ['a refused grant', { status: 400, body: { error: 'invalid_grant' } }, failed('answered 400 (invalid_grant)')],
  [
    'a code of AppGallery',
    { status: 401, body: { ret: { code: 205524993, msg: 'x' } } },
    failed('answered 401 (205524993)'),
  ],
])('%s', (_name, { status, body }, expected) => {
  expect(trouble(status, {}, body)).toMatchObject(expected);
});

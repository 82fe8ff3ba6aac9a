import { clientTokens } from './client-tokens';
import type { VendorAnswer } from './poller';

const at = (seconds: number) => new Date(Date.parse('2026-03-02T02:00:00Z') + seconds * 1_000);
const answered = (status: number, body: unknown = {}, headers = {}): VendorAnswer => ({
  ...{ status, headers, body: Buffer.from(JSON.stringify(body)) },
});
const given = (token: string, expires_in?: unknown) =>
  answered(200, { access_token: token, token_type: 'bearer', expires_in });

/** A vendor that gives these tokens one after another, and believes those in `valid`. */
function vendor(...gives: VendorAnswer[]) {
  const signIns: { path: string; headers?: Record<string, string>; body?: string }[] = [];
  const asked: string[] = [];
  const valid = new Set<string>();
  const tokens = clientTokens();
  const login = {
    request: (call: (typeof signIns)[number]) => {
      signIns.push(call);
      return Promise.resolve(gives.shift() ?? answered(500));
    },
  };
  const ask = (seconds: number, clientSecret = 's3cret') =>
    tokens.ask({ login, path: '/oauth/token', clientId: 'client', clientSecret }, at(seconds), (token) => {
      asked.push(token);
      return Promise.resolve(answered(valid.has(token) ? 200 : 401));
    });
  return { ask, asked, signIns, valid };
}

test('a token is asked for as OAuth says, kept, and replaced shortly before it expires', async () => {
  const { ask, asked, signIns, valid } = vendor(given('a', 3_600), given('b', '3600'));
  valid.add('a').add('b');
  for (const seconds of [0, 3_500, 3_540]) expect(await ask(seconds)).toMatchObject({ ok: true });
  expect(asked).toEqual(['a', 'a', 'b']);
  expect(signIns[0]).toEqual({
    method: 'POST',
    path: '/oauth/token',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from('client:s3cret').toString('base64')}`,
    },
    body: 'grant_type=client_credentials',
  });
});

test('a kept token that the vendor refuses is replaced once, and a new one that it refuses is not', async () => {
  const { ask, asked, valid } = vendor(given('a', 86_399), given('b', 86_399), given('c', 86_399));
  valid.add('a');
  await ask(0);
  valid.delete('a');
  valid.add('b');
  expect(await ask(1)).toMatchObject({ ok: true, answer: { status: 200 } });
  valid.clear();
  expect(await ask(2)).toMatchObject({ ok: true, answer: { status: 401 } });
  expect(asked).toEqual(['a', 'a', 'b', 'b', 'c']);
});

test('another secret has another token', async () => {
  const { ask, asked, valid } = vendor(given('a', 3_600), given('b', 3_600));
  valid.add('a').add('b');
  await ask(0);
  await ask(0, 'rotated');
  expect(asked).toEqual(['a', 'b']);
});

test('of a vendor that does not say how long, a token is kept for less than ten minutes', async () => {
  const { ask, signIns, valid } = vendor(given('a'), given('b', 'soon'));
  valid.add('a').add('b');
  for (const seconds of [0, 539, 540, 541]) await ask(seconds);
  expect(signIns).toHaveLength(2);
});

test.each([
  [
    answered(400, { error: 'unauthorized_client', error_description: 'client 4711 of Li Na' }),
    { kind: 'failed', why: 'the sign-in: the vendor answered 400: unauthorized_client' },
  ],
  [answered(401), { kind: 'failed', why: 'the sign-in: the vendor refuses the credentials (401)' }],
  [answered(429, {}, { 'retry-after': '7' }), { kind: 'wait', seconds: 7 }],
  [answered(503, { error: 'down' }), { kind: 'wait', why: 'the sign-in: the vendor answered 503' }],
  [answered(200, { token: 'a' }), { kind: 'failed', why: 'the sign-in answered without a token' }],
])('a sign-in that gives no token says why, and nothing is asked with none', async (answer, trouble) => {
  const { ask, asked } = vendor(answer);
  expect(await ask(0)).toMatchObject({ ok: false, trouble });
  expect(asked).toEqual([]);
});

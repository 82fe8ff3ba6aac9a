import { randomBytes } from 'node:crypto';
import { problemOf } from '@hearback/service';
import { principalLookup } from './principal-lookup';
import { authorize } from './require-scope';
import { signSession } from './session-token';

const noon = new Date('2026-03-02T12:00:00Z');
const session = randomBytes(32);
const reader = {
  kind: 'api-key' as const,
  keyId: 'k1',
  name: 'reader',
  tokenHash: '0'.repeat(64),
  scopes: ['read' as const],
  sourceIds: ['*'],
  changedAt: '2026-03-02T12:00:00.000Z',
};
const registry = (ready: boolean) => ({
  principalOf: principalLookup({
    apiKeyOf: (t) => (t === 'good' ? reader : null),
    ready: () => ready,
    session,
    now: () => noon,
  }),
});
const answer = (authorization: string | undefined, ready = true) =>
  authorize(registry(ready), authorization, 'read').then(
    (principal) => principal,
    (error: unknown) => {
      const { problem, headers } = problemOf(error);
      return { status: problem.status, type: problem.type, headers };
    },
  );

test('a known key with the scope is let through as itself', async () => {
  expect(await answer('Bearer good')).toEqual({
    kind: 'api-key',
    id: 'k1',
    name: 'reader',
    scopes: ['read'],
    sourceIds: ['*'],
  });
});

test("a person's session is let through by its scopes", async () => {
  const times = { issuedAt: noon, expiresAt: new Date('2026-03-02T20:00:00Z') };
  const token = await signSession(session, { userId: 'u1', name: '王丽', scopes: ['read'] }, times);
  expect(await answer(`Bearer ${token}`)).toEqual({
    kind: 'user',
    id: 'u1',
    name: '王丽',
    scopes: ['read'],
    sourceIds: [],
  });
});

test('before the keys were read everybody is asked to come back, and nobody is called unknown', async () => {
  const later = { status: 503, type: '/problems/not-ready', headers: { 'retry-after': '2' } };
  expect([await answer(undefined, false), await answer('Bearer x', false), await answer('Bearer good', false)]).toEqual(
    [later, later, later],
  );
});

test('a missing and an unknown token are told apart', async () => {
  expect(await answer(undefined)).toEqual({
    status: 401,
    type: '/problems/token-missing',
    headers: { 'www-authenticate': 'Bearer realm="hearback"' },
  });
  const unknown = {
    status: 401,
    type: '/problems/token-unknown',
    headers: { 'www-authenticate': 'Bearer realm="hearback", error="invalid_token"' },
  };
  expect([await answer('Bearer bad'), await answer('Basic good'), await answer('Bearer a.b.c')]).toEqual([
    unknown,
    unknown,
    unknown,
  ]);
});

test('a token without the scope is refused by the name of the scope', async () => {
  const refused = await authorize(registry(true), 'Bearer good', 'command').catch(
    (error: unknown) => problemOf(error).problem,
  );
  expect(refused).toEqual({
    type: '/problems/scope-missing',
    title: 'The token does not allow this',
    status: 403,
    detail: 'The scope "command" is needed.',
  });
});

import { randomBytes } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { signSession, verifySession, type SessionClaims } from './session-token';

const key = randomBytes(32);
const noon = new Date('2026-03-02T12:00:00Z');
const evening = new Date('2026-03-02T20:00:00Z');
const claims: SessionClaims = { userId: 'u1', name: '王丽', scopes: ['read', 'command'] };
const sign = () => signSession(key, claims, { issuedAt: noon, expiresAt: evening });

test('a token says who it is until it runs out', async () => {
  const token = await sign();
  expect(await verifySession(key, token, noon)).toEqual(claims);
  expect(await verifySession(key, token, evening)).toBeNull();
});

test('another key, no signature, another issuer, a scope that does not exist and plain noise are all refused', async () => {
  const forged = await new SignJWT({ name: 'x', scopes: ['root'] })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('hearback-directory')
    .setSubject('u1')
    .setExpirationTime(evening)
    .sign(key);
  const foreign = await new SignJWT({ name: 'x', scopes: [] })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('someone-else')
    .setSubject('u1')
    .sign(key);
  const unsigned = new UnsecuredJWT({ name: 'x', scopes: ['admin'] })
    .setIssuer('hearback-directory')
    .setSubject('u1')
    .encode();
  expect(await verifySession(randomBytes(32), await sign(), noon)).toBeNull();
  for (const token of [forged, foreign, unsigned, 'a.b.c', 'noise'])
    expect(await verifySession(key, token, noon)).toBeNull();
});

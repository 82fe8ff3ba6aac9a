import { NOBODYS_HASH } from './io/password-hash';
import type { User } from './io/user-store';
import { signIn } from './sign-in';

const noon = new Date('2026-03-02T12:00:00Z');
const wang: User = { userId: 'u1', name: 'wang', displayName: '王丽', role: 'agent', passwordHash: 'hash of right' };
const service = (over: { checked?: string[]; now?: () => Date } = {}) =>
  signIn({
    findUser: async (name) => (name === 'wang' ? wang : null),
    verify: async (password, hash) => {
      over.checked?.push(hash);
      return hash === `hash of ${password}`;
    },
    sign: async (user) => `token of ${user.name}`,
    sessionHours: 12,
    now: over.now ?? (() => noon),
  });

test('the right password gives a session of the role, whatever the case of the name', async () => {
  expect(await service()(' Wang ', 'right')).toEqual({
    ok: true,
    session: {
      token: 'token of wang',
      expiresAt: '2026-03-03T00:00:00.000Z',
      user: {
        userId: 'u1',
        name: 'wang',
        displayName: '王丽',
        role: 'agent',
        scopes: ['read', 'command', 'classify'],
      },
    },
  });
});

test('a wrong password and an unknown name get the same answer, and a hash is checked for both', async () => {
  const checked: string[] = [];
  const attempt = service({ checked });
  const refused = { ok: false, error: 'refused' };
  expect([await attempt('wang', 'wrong'), await attempt('nobody', 'right')]).toEqual([refused, refused]);
  expect(checked).toEqual(['hash of right', NOBODYS_HASH]);
});

test('guessing slows down, a success clears the count, and other names are not held up', async () => {
  const attempt = service();
  for (let i = 0; i < 10; i += 1) await attempt('wang', 'wrong');
  expect(await attempt('wang', 'right')).toEqual({ ok: false, error: 'throttled', retryAfterSeconds: 1 });
  expect(await attempt('li', 'wrong')).toEqual({ ok: false, error: 'refused' });
});

test('guesses made at the same time are counted too', async () => {
  const attempt = service();
  const results = await Promise.all(Array.from({ length: 6 }, () => attempt('wang', 'wrong')));
  expect(results.filter((result) => !result.ok && result.error === 'throttled')).toHaveLength(2);
});

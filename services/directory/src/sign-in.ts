import type { ApiKeyScope } from '@hearback/contracts';
import { afterAttempt, waitSeconds, type Failures } from './domain/sign-in-throttle';
import { ROLE_SCOPES, type Role } from './domain/roles';
import { NOBODYS_HASH } from './io/password-hash';
import type { User } from './io/user-store';

export interface SignedIn {
  token: string;
  expiresAt: string;
  user: { userId: string; name: string; displayName: string; role: Role; scopes: readonly ApiKeyScope[] };
}

export type SignInResult =
  | { ok: true; session: SignedIn }
  | { ok: false; error: 'refused' }
  | { ok: false; error: 'throttled'; retryAfterSeconds: number };

export interface SignInDeps {
  findUser(name: string): Promise<User | null>;
  verify(password: string, hash: string): Promise<boolean>;
  sign(user: User, scopes: readonly ApiKeyScope[], times: { issuedAt: Date; expiresAt: Date }): Promise<string>;
  sessionHours: number;
  now(): Date;
}

// Each check costs a third of a second of one core and 32 MB; guesses under many names must not take the service down.
const CHECKS_AT_ONCE = 4;
const NAMES_REMEMBERED = 10_000;

/**
 * Checks a name and a password. An unknown name takes as long as a wrong password and gets the same answer. Failures are
 * counted by name, in this process: guessing slows down, and so does the owner of that name, by at most a minute.
 */
export function signIn(deps: SignInDeps): (name: string, password: string) => Promise<SignInResult> {
  const failures = new Map<string, Failures>();
  let checks = 0;
  return async (name, password) => {
    const id = name.trim().toLowerCase();
    const now = deps.now();
    const wait = checks >= CHECKS_AT_ONCE ? 1 : waitSeconds(failures.get(id), now);
    if (wait > 0) return { ok: false, error: 'throttled', retryAfterSeconds: wait };
    remember(failures, id, now);
    checks += 1;
    try {
      const user = await deps.findUser(id);
      const fits = await deps.verify(password, user?.passwordHash ?? NOBODYS_HASH);
      if (!user || !fits) return { ok: false, error: 'refused' };
      failures.delete(id);
      return { ok: true, session: await sessionOf(user, deps, now) };
    } finally {
      checks -= 1;
    }
  };
}

function remember(failures: Map<string, Failures>, id: string, now: Date): void {
  const count = afterAttempt(failures.get(id), now);
  failures.delete(id);
  failures.set(id, count);
  // Insertion order is age: the name tried longest ago goes first.
  if (failures.size > NAMES_REMEMBERED) failures.delete(failures.keys().next().value!);
}

async function sessionOf(user: User, deps: SignInDeps, issuedAt: Date): Promise<SignedIn> {
  const expiresAt = new Date(issuedAt.getTime() + deps.sessionHours * 3_600_000);
  const scopes = ROLE_SCOPES[user.role];
  const { userId, name, displayName, role } = user;
  return {
    token: await deps.sign(user, scopes, { issuedAt, expiresAt }),
    expiresAt: expiresAt.toISOString(),
    user: { userId, name, displayName, role, scopes },
  };
}

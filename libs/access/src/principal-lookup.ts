import type { ApiKeyScope } from '@hearback/contracts';
import type { AccessIndex } from './access-index';
import { bearerToken } from './bearer-token';
import { verifySession } from './session-token';

/** Who asks: an API key, or a person with a session. */
export interface Principal {
  kind: 'api-key' | 'user';
  id: string;
  name: string;
  scopes: ApiKeyScope[];
  /** Sources it may post for; `*` means all, a person's is empty. */
  sourceIds: string[];
}

export type PrincipalResult =
  { ok: true; principal: Principal } | { ok: false; error: 'not-ready' | 'missing' | 'unknown' };

export type PrincipalLookup = (authorization: string | undefined) => Promise<PrincipalResult>;

interface LookupDeps {
  apiKeyOf: AccessIndex['apiKeyOf'];
  ready(): boolean;
  /** The key that session tokens are signed with. */
  session: Buffer;
  now(): Date;
}

/** Decides whose bearer token a header carries: first the API keys, then a session token. */
export function principalLookup(deps: LookupDeps): PrincipalLookup {
  return async (authorization) => {
    if (!deps.ready()) return { ok: false, error: 'not-ready' };
    const token = bearerToken(authorization);
    if (token === null) return { ok: false, error: authorization ? 'unknown' : 'missing' };
    const key = deps.apiKeyOf(token);
    if (key) {
      const { keyId: id, name, scopes, sourceIds } = key;
      return { ok: true, principal: { kind: 'api-key', id, name, scopes, sourceIds } };
    }
    const session = await verifySession(deps.session, token, deps.now());
    if (!session) return { ok: false, error: 'unknown' };
    const { userId: id, name, scopes } = session;
    return { ok: true, principal: { kind: 'user', id, name, scopes, sourceIds: [] } };
  };
}

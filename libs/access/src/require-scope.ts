import type { ApiKeyScope } from '@hearback/contracts';
import { ProblemError } from '@hearback/service';
import { Inject, type CanActivate, type ExecutionContext, type Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal, PrincipalLookup } from './principal-lookup';

/** Nest token under which a service's module provides its AccessRegistry. */
export const ACCESS_REGISTRY = Symbol('ACCESS_REGISTRY');

const RETRY_AFTER_SECONDS = '2';

/**
 * Who asks, if they may.
 * @throws ProblemError 401 without a valid token, 403 without the scope, 503 before the directory's keys were read
 */
export async function authorize(
  registry: { principalOf: PrincipalLookup },
  authorization: string | undefined,
  scope: ApiKeyScope,
): Promise<Principal> {
  const result = await registry.principalOf(authorization);
  if (!result.ok) throw refusal(result.error);
  if (!result.principal.scopes.includes(scope)) throw wrongScope(scope);
  return result.principal;
}

/** A guard for `@UseGuards`: lets a request through whose token has the scope, and remembers who asks. */
export function requireScope(scope: ApiKeyScope): Type<CanActivate> {
  class ScopeGuard implements CanActivate {
    constructor(@Inject(ACCESS_REGISTRY) private readonly registry: { principalOf: PrincipalLookup }) {}

    async canActivate(context: ExecutionContext): Promise<boolean> {
      const request = context.switchToHttp().getRequest<FastifyRequest>();
      PRINCIPALS.set(request, await authorize(this.registry, request.headers.authorization, scope));
      return true;
    }
  }
  return ScopeGuard;
}

// By request object, so that nothing has to be declared on Fastify's request and nothing outlives it.
const PRINCIPALS = new WeakMap<object, Principal>();

/** Who was let through by `requireScope`. */
export function principalOfRequest(request: object): Principal {
  const principal = PRINCIPALS.get(request);
  if (!principal) throw new Error('the principal was asked for on a route without requireScope');
  return principal;
}

function refusal(error: 'not-ready' | 'missing' | 'unknown'): ProblemError {
  if (error === 'not-ready')
    return new ProblemError(
      { type: '/problems/not-ready', title: 'The service has not read its API keys yet', status: 503 },
      { 'retry-after': RETRY_AFTER_SECONDS },
    );
  const missing = error === 'missing';
  return new ProblemError(
    {
      type: missing ? '/problems/token-missing' : '/problems/token-unknown',
      title: 'A valid bearer token is needed',
      status: 401,
      detail: missing
        ? 'The request has no Authorization header.'
        : 'The token is not known, was revoked, or has run out.',
    },
    // RFC 6750 section 3: an error code only when a token was given.
    { 'www-authenticate': missing ? 'Bearer realm="hearback"' : 'Bearer realm="hearback", error="invalid_token"' },
  );
}

function wrongScope(scope: ApiKeyScope): ProblemError {
  return new ProblemError(
    {
      type: '/problems/scope-missing',
      title: 'The token does not allow this',
      status: 403,
      detail: `The scope "${scope}" is needed.`,
    },
    { 'www-authenticate': `Bearer realm="hearback", error="insufficient_scope", scope="${scope}"` },
  );
}

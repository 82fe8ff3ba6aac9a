import type { ApiKeyScope } from '@hearback/contracts';

/** What each role may do. Nobody signs in to post feedback: that takes an API key with sources. */
export const ROLE_SCOPES = {
  admin: ['read', 'command', 'classify', 'admin'],
  agent: ['read', 'command', 'classify'],
  viewer: ['read'],
} as const satisfies Record<string, readonly ApiKeyScope[]>;

export type Role = keyof typeof ROLE_SCOPES;

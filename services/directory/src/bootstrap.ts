import { randomUUID } from 'node:crypto';
import { hashToken, sampleSigningSecret, seal, unseal, type Keys } from '@hearback/access';
import type { Source } from '@hearback/contracts';
import { inTransaction, type Pool, type PoolClient } from '@hearback/postgres';
import { BOOTSTRAP_SOURCES, type BootstrapSource } from './domain/bootstrap-sources';
import { insertApiKey } from './io/api-key-store';
import { hashPassword } from './io/password-hash';
import { lockPublication } from './io/publication-lock';
import { insertSource, replaceSampleSecret, sampleSecrets } from './io/source-store';
import { hasUsers, insertUser } from './io/user-store';

export interface BootstrapOptions {
  keys: Keys;
  /** HEARBACK_SECRET: the sample signing secrets derive from it. */
  secret: string;
  adminPassword?: string | undefined;
  apiKey?: string | undefined;
  itemsPerSecond: number;
  now: Date;
}

const BY = 'bootstrap';

/**
 * What must exist for a first try: an administrator (only while there are no users), the given API key, the sources that
 * come with the product. Says whether anybody can sign in. Repeating it changes nothing; what was revoked stays revoked.
 */
export async function bootstrap(pool: Pool, options: BootstrapOptions): Promise<{ hasUsers: boolean }> {
  return inTransaction(pool, async (client) => {
    await lockPublication(client);
    await addSources(client, options);
    if (options.apiKey) await addApiKey(client, options.apiKey, options.now);
    if (await hasUsers(client)) return { hasUsers: true };
    if (options.adminPassword === undefined) return { hasUsers: false };
    const passwordHash = await hashPassword(options.adminPassword);
    const admin = { userId: randomUUID(), name: 'admin', displayName: 'admin', role: 'admin', passwordHash } as const;
    await insertUser(client, admin, { at: options.now, by: BY });
    return { hasUsers: true };
  });
}

async function addSources(client: PoolClient, options: BootstrapOptions): Promise<void> {
  for (const source of BOOTSTRAP_SOURCES) await insertSource(client, sourceOf(source, options), BY);
  // Another HEARBACK_SECRET than at the first start: the sample sender would sign with a secret that nobody can check.
  for (const { sourceId, sealed } of await sampleSecrets(client)) {
    const expected = sampleSigningSecret(options.secret, sourceId);
    if (opens(options.keys.secrets, sealed, expected)) continue;
    const replacement = { sourceId, sealed: seal(options.keys.secrets, expected) };
    await replaceSampleSecret(client, replacement, { at: options.now, by: BY });
  }
}

function sourceOf(source: BootstrapSource, options: BootstrapOptions): Source {
  const { itemsPerSecond, keys, now, secret } = options;
  return {
    kind: 'source',
    ...source,
    timeZone: 'Asia/Shanghai',
    ...(source.format ? { secretEncrypted: seal(keys.secrets, sampleSigningSecret(secret, source.sourceId)) } : {}),
    rate: { itemsPerSecond, burst: itemsPerSecond * 2 },
    sharedIdentities: [],
    state: 'active',
    settings: {},
    mapping: {},
    changedAt: now.toISOString(),
  };
}

async function addApiKey(client: PoolClient, token: string, now: Date): Promise<void> {
  const key = {
    kind: 'api-key' as const,
    keyId: randomUUID(),
    name: 'first key',
    tokenHash: hashToken(token),
    scopes: ['post' as const, 'classify' as const, 'read' as const, 'command' as const],
    sourceIds: ['*'],
    changedAt: now.toISOString(),
  };
  await insertApiKey(client, key, BY);
}

function opens(key: Buffer, sealed: string, expected: string): boolean {
  try {
    return unseal(key, sealed).toString() === expected;
  } catch {
    return false;
  }
}

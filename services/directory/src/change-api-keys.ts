import { randomUUID } from 'node:crypto';
import { hashToken, newApiToken } from '@hearback/access';
import { apiKeyChanged, type ApiKey, type ApiKeyScope } from '@hearback/contracts';
import { encodeEvent } from '@hearback/kafka';
import { inTransaction, writeOutbox, type Pool } from '@hearback/postgres';
import { insertApiKey, revokeApiKey } from './io/api-key-store';
import { lockPublication } from './io/publication-lock';
import { tombstone } from './io/snapshot-publisher';
import { unknownSources } from './io/source-store';

export interface NewApiKey {
  name: string;
  scopes: ApiKeyScope[];
  /** Source ids, or `*` for all. */
  sourceIds: string[];
}

export interface ChangeApiKeys {
  /** Makes a key; its token is in this answer and nowhere else, ever. */
  create(
    wanted: NewApiKey,
    by: string,
  ): Promise<{ ok: true; key: ApiKey; token: string } | { ok: false; error: 'unknown-sources'; sourceIds: string[] }>;
  /** Takes a key out of use for ever; false when there is none of that id. */
  revoke(keyId: string, by: string): Promise<boolean>;
}

interface Deps {
  pool: Pool;
  /** Publishes what the transaction left in the outbox; called after the commit. */
  kick(): void;
  now(): Date;
}

/** Row and outbox record are one transaction: a change that is answered is published, and one that is not is not. */
export function changeApiKeys({ pool, kick, now }: Deps): ChangeApiKeys {
  return {
    create: async (wanted, by) => {
      const token = newApiToken();
      const result = await inTransaction(pool, async (client) => {
        await lockPublication(client);
        const unknown = await unknownSources(
          client,
          wanted.sourceIds.filter((id) => id !== '*'),
        );
        if (unknown.length > 0) return { ok: false, error: 'unknown-sources', sourceIds: unknown } as const;
        const key: ApiKey = {
          kind: 'api-key',
          keyId: randomUUID(),
          ...wanted,
          tokenHash: hashToken(token),
          changedAt: now().toISOString(),
        };
        await insertApiKey(client, key, by);
        await writeOutbox(client, [encodeEvent(apiKeyChanged, key, { service: 'directory' })]);
        return { ok: true, key, token } as const;
      });
      kick();
      return result;
    },
    revoke: async (keyId, by) => {
      const found = await inTransaction(pool, async (client) => {
        await lockPublication(client);
        if (!(await revokeApiKey(client, keyId, { at: now(), by }))) return false;
        await writeOutbox(client, [tombstone(apiKeyChanged.topic, keyId)]);
        return true;
      });
      kick();
      return found;
    },
  };
}

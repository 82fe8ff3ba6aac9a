import { apiKeyChanged, sourceChanged } from '@hearback/contracts';
import { followTable, type KafkaConnection } from '@hearback/kafka';
import type { ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import { accessIndex, type AccessIndex } from './access-index';
import type { Keys } from './derive-keys';
import { principalLookup, type PrincipalLookup } from './principal-lookup';

type Lookups = Pick<AccessIndex, 'apiKeyOf' | 'sourceOf' | 'sourcesOf' | 'defaultSource'>;

/** The directory's keys and sources as this process knows them; asking costs no round trip. */
export interface AccessRegistry extends ServicePart, Lookups {
  /** Whose bearer token this is. `not-ready` before the snapshots were read: nobody may be called unknown until then. */
  principalOf: PrincipalLookup;
}

interface FollowOptions {
  telemetry: Telemetry;
  keys: Keys;
  /** Whether this service needs the sources too; without them it is ready after the keys. */
  sources: boolean;
}

/**
 * Follows the directory's compacted topics from their beginning for ever. A revoked key stops working as soon as its
 * tombstone is read, usually within a second. Kafka being away later leaves what is known in force.
 */
export async function followAccess(connection: KafkaConnection, options: FollowOptions): Promise<AccessRegistry> {
  const { telemetry } = options;
  const index = accessIndex();
  const keys = await followTable(connection, apiKeyChanged, { telemetry, onRecord: index.applyApiKey });
  const sources = options.sources
    ? await followTable(connection, sourceChanged, { telemetry, onRecord: index.applySource })
    : null;
  const notReady = () => {
    if (!keys.caughtUp || !index.snapshotRead.apiKeys) return 'has not read all API keys of the directory yet';
    if (sources && (!sources.caughtUp || !index.snapshotRead.sources))
      return 'has not read all sources of the directory yet';
    return keys.notReady() ?? sources?.notReady() ?? null;
  };
  return {
    name: 'access',
    notReady,
    stop: async () => {
      await Promise.all([keys.stop(), sources?.stop()]);
    },
    apiKeyOf: index.apiKeyOf,
    sourceOf: index.sourceOf,
    sourcesOf: index.sourcesOf,
    defaultSource: index.defaultSource,
    principalOf: principalLookup({
      apiKeyOf: index.apiKeyOf,
      ready: readyOnce(notReady),
      session: options.keys.session,
      now: () => new Date(),
    }),
  };
}

// What was known stays in force when Kafka goes away later, so only the first readiness counts here.
function readyOnce(notReady: () => string | null): () => boolean {
  let ready = false;
  return () => (ready ||= notReady() === null);
}

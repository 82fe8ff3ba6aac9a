import {
  apiKeyChanged,
  identityChanged,
  SNAPSHOT_COMPLETE,
  sourceChanged,
  type EventContract,
} from '@hearback/contracts';
import { readToEnd, type KafkaConnection, type Publisher, type RawRecord } from '@hearback/kafka';
import { inTransaction, type Pool, type PoolClient } from '@hearback/postgres';
import type { ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import type { z } from 'zod';
import { snapshotOf } from '../domain/snapshot';
import { allApiKeys } from './api-key-store';
import { allIdentities } from './identity-store';
import { isOutboxEmpty, lockPublication } from './publication-lock';
import { allSources } from './source-store';

interface SnapshotDeps {
  pool: Pool;
  connection: KafkaConnection;
  publisher: Publisher;
  telemetry: Telemetry;
}

const RETRY_MS = 1_000;

class OutboxBusy extends Error {}

/**
 * Publishes all keys and sources again, then `snapshot-complete` on each topic, once after a start, trying until it is done.
 * Delivery: at least once and in order; a crash in between means that the next start does all of it again, and readers that
 * wait for the mark go on waiting. It begins only when the outbox is empty and keeps changes out meanwhile (one lock), so
 * that an older state never follows a newer one.
 */
export function startSnapshot(deps: SnapshotDeps): ServicePart {
  const { logger } = deps.telemetry;
  let done = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const attempt = async (): Promise<void> => {
    try {
      await inTransaction(deps.pool, (client) => publishAll(deps, client));
      done = true;
    } catch (error) {
      if (!(error instanceof OutboxBusy))
        logger.warn({ err: error }, 'keys and sources cannot be published; trying again');
      if (!stopped) timer = setTimeout(() => (running = attempt()), error instanceof OutboxBusy ? 50 : RETRY_MS);
    }
  };
  let running = attempt();
  return {
    name: 'snapshot',
    notReady: () => (done ? null : 'has not published all API keys and sources yet'),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function publishAll(deps: SnapshotDeps, client: PoolClient): Promise<void> {
  await lockPublication(client);
  if (!(await isOutboxEmpty(client))) throw new OutboxBusy();
  const complete = { kind: SNAPSHOT_COMPLETE, at: new Date().toISOString() } as const;
  const apiKeys = await allApiKeys(client);
  const keys = await publishTopic(deps, { contract: apiKeyChanged, rows: apiKeys, complete });
  const sources = await publishTopic(deps, { contract: sourceChanged, rows: await allSources(client), complete });
  const identities = await publishTopic(deps, {
    contract: identityChanged,
    rows: await allIdentities(client),
    complete,
  });
  deps.telemetry.logger.info({ keys, sources, identities }, 'published all API keys and sources');
}

interface TopicSnapshot<S extends z.ZodType> {
  contract: EventContract<S>;
  rows: readonly { id: string; active: boolean; record: z.input<S> }[];
  complete: z.input<S>;
}

async function publishTopic<S extends z.ZodType>(
  { connection, publisher }: SnapshotDeps,
  { contract, rows, complete }: TopicSnapshot<S>,
): Promise<number> {
  const snapshot = snapshotOf(rows, await idsOnTopic(connection, contract.topic));
  // The publisher keeps the order within a partition, and these topics have one.
  await Promise.all([
    ...snapshot.records.map((record) => publisher.publish(contract, record)),
    ...snapshot.tombstones.map((id) => publisher.publishRaw(tombstone(contract.topic, id))),
  ]);
  await publisher.publish(contract, complete);
  return snapshot.records.length;
}

async function idsOnTopic(connection: KafkaConnection, topic: string): Promise<Set<string>> {
  const ids = new Set<string>();
  await readToEnd(connection, topic, ({ key, value }) => {
    if (key === null) return;
    if (value === null) ids.delete(key.toString());
    else ids.add(key.toString());
  });
  return ids;
}

/** A record without a value: whatever the id meant is gone. */
export function tombstone(topic: string, id: string): RawRecord {
  return { topic, key: id, value: null, headers: {} };
}

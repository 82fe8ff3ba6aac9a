import { hashToken } from '@hearback/access';
import {
  allTopics,
  apiKeyChanged,
  feedbackClassified,
  feedbackTakenDown,
  replyObserved,
  sourceChanged,
  type ApiKeyScope,
  type FeedbackTakenDown,
  type ReplyObserved,
} from '@hearback/contracts';
import {
  connectKafka,
  createPublisher,
  createTopics,
  encodeEvent,
  type KafkaConnection,
  type Publisher,
} from '@hearback/kafka';
import { createPool, type Pool } from '@hearback/postgres';
import type { RunningService } from '@hearback/service';
import { startTelemetry } from '@hearback/telemetry';
import { eventually, testDatabase, testPrefix, testServers } from '@hearback/testing';
import type { Admin } from 'kafkajs';
import type { Arrival } from '../src/domain/case';
import { start } from '../src/main';

const SECRET = 'a secret of the tests, long enough for all';
const TOKENS: Record<string, ApiKeyScope[]> = {
  hbk_all: ['read', 'command'],
  hbk_second: ['command'],
  hbk_read: ['read'],
  hbk_post: ['post'],
  hbk_classify: ['classify'],
};

export interface Harness {
  connection: KafkaConnection;
  /** What any service needs to run on the same topics and keys. */
  environment: Record<string, string>;
  publisher: Publisher;
  pool: Pool;
  /** Starts the service (again); the address is in `service().url`. */
  restart(): Promise<void>;
  /** One more instance of the service on the same topics and database; the caller stops it. */
  replica(): Promise<RunningService>;
  service(): RunningService;
  classified(...arrivals: Arrival[]): Promise<void>;
  observed(reply: ReplyObserved): Promise<void>;
  takenDown(deletion: FeedbackTakenDown): Promise<void>;
  withAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T>;
  get(path: string, token?: string): Promise<{ status: number; body: unknown }>;
  command(path: string, body: unknown, key: string | null, token?: string): Promise<{ status: number; body: unknown }>;
  stop(): Promise<void>;
}

/** The whole service on real servers, with topics, a database and keys of its own. */
export async function startHarness(env: Record<string, string> = {}): Promise<Harness> {
  const database = await testDatabase();
  const prefix = testPrefix();
  const telemetry = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });
  const { kafkaBrokers } = testServers();
  const connection = connectKafka({ brokers: kafkaBrokers, clientId: 'test', topicPrefix: prefix, telemetry });
  await createTopics(connection, allTopics());
  const publisher = await createPublisher(connection, { service: 'test', telemetry });
  await publishKeys(publisher);
  const pool = createPool({ url: database.url, schema: 'cases', max: 3, telemetry });
  const environment = {
    LOG_LEVEL: 'silent',
    KAFKA_BROKERS: kafkaBrokers.join(','),
    KAFKA_TOPIC_PREFIX: prefix,
    DATABASE_URL: database.url,
    HEARBACK_SECRET: SECRET,
  };
  let running: RunningService | null = null;
  const replica = async () => {
    const started = await start({ PORT: '0', ...environment, ...env });
    await eventually(() => expect(started.notReady()).toEqual([]), 30_000);
    return started;
  };
  const restart = async () => {
    await running?.stop();
    running = await replica();
  };
  await restart();
  const request = async (path: string, init: RequestInit) => {
    const response = await fetch(`${running!.url}${path}`, init);
    return { status: response.status, body: (await response.json()) as unknown };
  };
  return {
    connection,
    environment,
    publisher,
    pool,
    restart,
    replica,
    service: () => running!,
    classified: async (...arrivals) => {
      await Promise.all(arrivals.map((a) => publisher.publishRaw(classifiedRecord(a))));
    },
    observed: (reply) => publisher.publish(replyObserved, reply),
    takenDown: (deletion) => publisher.publish(feedbackTakenDown, deletion),
    withAdmin: async (work) => {
      const admin = connection.client({ requestTimeoutMs: 10_000, retry: { retries: 5 } }).admin();
      await admin.connect();
      return work(admin).finally(() => admin.disconnect());
    },
    get: (path, token = 'hbk_all') => request(path, { headers: { authorization: `Bearer ${token}` } }),
    command: (path, body, ...[key, token = 'hbk_all']) =>
      request(path, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          ...(key === null ? {} : { 'idempotency-key': key }),
        },
        body: JSON.stringify(body),
      }),
    stop: async () => {
      await running?.stop();
      await publisher.stop();
      await pool.end();
      await telemetry.stop();
      await database.drop();
    },
  };
}

/** As the classifier would publish it, but under the arrival's own id, so that tests decide what is the same delivery. */
export function classifiedRecord({ ceId, traceparent, ...data }: Arrival) {
  const record = encodeEvent(feedbackClassified, data, { service: 'classifier', traceparent });
  return { ...record, headers: { ...record.headers, ce_id: ceId } };
}

async function publishKeys(publisher: Publisher): Promise<void> {
  const at = '2026-05-01T00:00:00.000Z';
  for (const [token, scopes] of Object.entries(TOKENS))
    await publisher.publish(apiKeyChanged, {
      kind: 'api-key',
      keyId: token,
      name: `key ${token}`,
      tokenHash: hashToken(token),
      scopes,
      sourceIds: ['*'],
      changedAt: at,
    });
  await publisher.publish(apiKeyChanged, { kind: 'snapshot-complete', at });
  await publisher.publish(sourceChanged, { kind: 'snapshot-complete', at });
}

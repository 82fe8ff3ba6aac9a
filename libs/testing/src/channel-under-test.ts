import { randomBytes } from 'node:crypto';
import { deriveKeys, hashToken, sampleSigningSecret, seal, type Keys } from '@hearback/access';
import {
  apiKeyChanged,
  feedbackReceived,
  feedbackRefused,
  replyObserved,
  sourceChanged,
  type ApiKey,
  type EventContract,
  type EventOf,
  type Source,
} from '@hearback/contracts';
import { connectKafka, createPublisher, createTopics, readToEnd, type KafkaConnection } from '@hearback/kafka';
import type { RunningService } from '@hearback/service';
import { startTelemetry } from '@hearback/telemetry';
import { testServers } from './servers';
import { testPrefix } from './test-prefix';

/** A channel service on the real broker, under a prefix of its own, with the test in the place of the directory. */
export interface ChannelUnderTest {
  url: string;
  keys: Keys;
  kafka: KafkaConnection;
  /** A bearer token as registered with `registerKey`. */
  registerKey(key: Partial<ApiKey>): Promise<string>;
  registerSource(source: Partial<Source> & Pick<Source, 'sourceId' | 'channel'>): Promise<Source>;
  /** What a vendor of this source signs with. */
  secretOf(sourceId: string): string;
  /** Says that everything was published; until then the service is not ready. */
  completeSnapshots(): Promise<void>;
  /** All records of a topic so far, in the order of each partition. */
  read<C extends EventContract>(
    event: C,
  ): Promise<{ data: EventOf<C>; key: string; headers: Record<string, string> }[]>;
  stop(): Promise<void>;
}

type Start = (env: NodeJS.ProcessEnv) => Promise<RunningService>;

export async function channelUnderTest(start: Start, env: NodeJS.ProcessEnv = {}): Promise<ChannelUnderTest> {
  const { kafkaBrokers } = testServers();
  const [topicPrefix, secret, changedAt] = [testPrefix(), randomBytes(32).toString('hex'), new Date().toISOString()];
  const telemetry = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });
  const kafka = connectKafka({ brokers: kafkaBrokers, clientId: 'test', topicPrefix, telemetry });
  const events = [feedbackReceived, feedbackRefused, replyObserved, sourceChanged, apiKeyChanged];
  await createTopics(
    kafka,
    events.map(({ topic, settings }) => ({
      topic,
      settings: { ...settings, partitions: Math.min(2, settings.partitions) },
    })),
  );
  const publisher = await createPublisher(kafka, { service: 'directory', telemetry });
  const service = await start({
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'silent',
    KAFKA_BROKERS: kafkaBrokers.join(','),
    KAFKA_TOPIC_PREFIX: topicPrefix,
    HEARBACK_SECRET: secret,
    ...env,
  });
  const keys = deriveKeys(secret);
  return {
    url: service.url,
    keys,
    kafka,
    secretOf: (sourceId) => sampleSigningSecret(secret, sourceId),
    registerKey: async (key) => {
      const token = `hbk_${randomBytes(16).toString('hex')}`;
      const defaults = {
        kind: 'api-key',
        keyId: token.slice(-8),
        name: 'test',
        scopes: ['post'],
        sourceIds: ['*'],
      } as const;
      await publisher.publish(apiKeyChanged, {
        ...{ ...defaults, scopes: [...defaults.scopes], sourceIds: [...defaults.sourceIds] },
        ...key,
        tokenHash: hashToken(token),
        changedAt,
      });
      return token;
    },
    registerSource: async (given) => {
      const rate = { itemsPerSecond: 10_000, burst: 10_000 };
      const sealed = seal(keys.secrets, sampleSigningSecret(secret, given.sourceId));
      const defaults = {
        name: given.sourceId,
        timeZone: 'Asia/Shanghai',
        isDefault: false,
        rate,
        sharedIdentities: [],
      };
      const secretEncrypted = given.format ? { secretEncrypted: sealed } : {};
      const source: Source = { kind: 'source', ...defaults, ...secretEncrypted, changedAt, ...given };
      await publisher.publish(sourceChanged, source);
      return source;
    },
    completeSnapshots: async () => {
      await publisher.publish(sourceChanged, { kind: 'snapshot-complete', at: changedAt });
      await publisher.publish(apiKeyChanged, { kind: 'snapshot-complete', at: changedAt });
    },
    read: async (event) => {
      const records: { data: never; key: string; headers: Record<string, string> }[] = [];
      await readToEnd(kafka, event.topic, ({ key, value, headers }) =>
        records.push({ data: event.schema.parse(JSON.parse(String(value))) as never, key: String(key), headers }),
      );
      return records;
    },
    stop: async () => {
      await service.stop();
      await publisher.stop();
      await telemetry.stop();
    },
  };
}

import { randomBytes } from 'node:crypto';
import { deriveKeys, hashToken, newApiToken, sampleSigningSecret, seal, type Keys } from '@hearback/access';
import {
  apiKeyChanged,
  CONSUMER_GROUPS,
  feedbackReceived,
  feedbackRefused,
  feedbackTakenDown,
  parkedTopic,
  PARKED_SETTINGS,
  refusalReplayed,
  refusalReplayRequested,
  replyAttempted,
  replyDelivered,
  replyFailed,
  replyObserved,
  replyRequested,
  sourceChanged,
  sourceHeard,
  sourcePolled,
  type ApiKey,
  type EventContract,
  type EventOf,
  type TopicSpec,
  type Source,
} from '@hearback/contracts';
import {
  connectKafka,
  createPublisher,
  createTopics,
  readToEnd,
  type KafkaConnection,
  type Publisher,
} from '@hearback/kafka';
import type { RunningService } from '@hearback/service';
import { startTelemetry } from '@hearback/telemetry';
import { testServers } from './servers';
import { testPrefix } from './test-prefix';

/** A channel service on the real broker, under a prefix of its own, with the test in the place of the directory. */
export interface ChannelUnderTest {
  url: string;
  keys: Keys;
  kafka: KafkaConnection;
  /** Publishes as another service would. */
  publisher: Publisher;
  /** A bearer token as registered with `registerKey`. */
  registerKey(key: Partial<ApiKey>): Promise<string>;
  revokeKey(token: string): Promise<void>;
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

/** `topics` are those that the service needs beside what every channel service does. */
export async function channelUnderTest(
  start: Start,
  env: NodeJS.ProcessEnv = {},
  topics: readonly TopicSpec[] = [],
): Promise<ChannelUnderTest> {
  const { kafkaBrokers } = testServers();
  const [topicPrefix, secret] = [testPrefix(), randomBytes(32).toString('hex')];
  const telemetry = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });
  const kafka = connectKafka({ brokers: kafkaBrokers, clientId: 'test', topicPrefix, telemetry });
  await createTopics(kafka, [...TOPICS, ...topics]);
  const publisher = await createPublisher(kafka, { service: 'directory', telemetry });
  const service = await start({
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'silent',
    KAFKA_BROKERS: kafkaBrokers.join(','),
    KAFKA_TOPIC_PREFIX: topicPrefix,
    HEARBACK_SECRET: secret,
    // Where tests stand in for vendors.
    ALLOW_PRIVATE_ADDRESSES: '127.0.0.1',
    ...env,
  });
  const stop = async () => {
    await service.stop();
    await publisher.stop();
    await telemetry.stop();
  };
  const keys = deriveKeys(secret);
  return {
    url: service.url,
    keys,
    kafka,
    publisher,
    stop,
    ...directoryOf(publisher, keys, secret),
    read: reader(kafka),
  };
}

// Few partitions: making topics is what such a test waits for.
const TOPICS = [
  ...[
    feedbackReceived,
    feedbackRefused,
    feedbackTakenDown,
    replyAttempted,
    replyDelivered,
    replyFailed,
    replyObserved,
    replyRequested,
    refusalReplayRequested,
    refusalReplayed,
    sourceChanged,
    sourceHeard,
    sourcePolled,
    apiKeyChanged,
  ].map(({ topic, settings }) => ({
    topic,
    settings: { ...settings, partitions: Math.min(2, settings.partitions) },
  })),
  ...CONSUMER_GROUPS.filter((group) => group.startsWith('channel-')).map((group) => ({
    topic: parkedTopic(group),
    settings: PARKED_SETTINGS,
  })),
];

type Directory = Pick<
  ChannelUnderTest,
  'registerKey' | 'revokeKey' | 'registerSource' | 'secretOf' | 'completeSnapshots'
>;

function directoryOf(publisher: Publisher, keys: Keys, secret: string): Directory {
  const changedAt = new Date().toISOString();
  const secretOf = (sourceId: string) => sampleSigningSecret(secret, sourceId);
  const keyIdOf = (token: string) => token.slice(-8);
  return {
    secretOf,
    registerKey: async (given) => {
      const token = newApiToken();
      const defaults: Omit<ApiKey, 'tokenHash'> = {
        kind: 'api-key',
        keyId: keyIdOf(token),
        name: 'test',
        scopes: ['post'],
        sourceIds: ['*'],
        changedAt,
      };
      await publisher.publish(apiKeyChanged, { ...defaults, ...given, tokenHash: hashToken(token) });
      return token;
    },
    revokeKey: (token) =>
      publisher.publishRaw({ topic: apiKeyChanged.topic, key: keyIdOf(token), value: null, headers: {} }),
    registerSource: async (given) => {
      const source: Source = {
        kind: 'source',
        name: given.sourceId,
        timeZone: 'Asia/Shanghai',
        isDefault: false,
        rate: { itemsPerSecond: 10_000, burst: 10_000 },
        sharedIdentities: [],
        state: 'active',
        secretsEncrypted: given.format ? [{ sealed: seal(keys.secrets, secretOf(given.sourceId)) }] : [],
        settings: {},
        mapping: {},
        changedAt,
        ...given,
      };
      await publisher.publish(sourceChanged, source);
      return source;
    },
    completeSnapshots: async () => {
      await publisher.publish(sourceChanged, { kind: 'snapshot-complete', at: changedAt });
      await publisher.publish(apiKeyChanged, { kind: 'snapshot-complete', at: changedAt });
    },
  };
}

function reader(kafka: KafkaConnection): ChannelUnderTest['read'] {
  return async (event) => {
    const records: { data: never; key: string; headers: Record<string, string> }[] = [];
    await readToEnd(kafka, event.topic, ({ key, value, headers }) =>
      records.push({ data: event.schema.parse(JSON.parse(String(value))) as never, key: String(key), headers }),
    );
    return records;
  };
}

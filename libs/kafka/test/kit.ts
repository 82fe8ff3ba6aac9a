import { defineEvent, parkedTopic, PARKED_SETTINGS, type EventContract, type TopicSettings } from '@hearback/contracts';
import { startTelemetry, type Telemetry } from '@hearback/telemetry';
import { testPrefix, testServers } from '@hearback/testing';
import type { ISocketFactory } from 'kafkajs';
import { z } from 'zod';
import { withAdmin } from '../src/with-admin';
import {
  connectKafka,
  consume,
  createPublisher,
  createTopics,
  readToEnd,
  type ConsumeOptions,
  type Consumer,
  type KafkaConnection,
  type Publisher,
  type RawConsumed,
  type Subscription,
} from '../src';

// Real brokers and real sessions take their time on a busy machine.
jest.setTimeout(120_000);

export const thing = z.object({ id: z.string(), key: z.string(), text: z.string().default('') });
export type Thing = z.output<typeof thing>;

/** An event of our own under a topic of this name; `key` orders, `id` names. */
export function thingEvent(name: string, settings: Partial<TopicSettings> = {}): EventContract<typeof thing> {
  return defineEvent({
    topic: `test.${name}.v1`,
    key: (t) => t.key,
    id: (t) => t.id,
    subject: (t) => t.id,
    time: () => '2026-11-20T08:00:00.000Z',
    settings: { partitions: 1, ...settings },
    schema: thing,
  });
}

export interface Kit {
  c: KafkaConnection;
  telemetry: Telemetry;
  topics(events: EventContract<never>[] | EventContract[], groups?: string[]): Promise<void>;
  all(topic: string): Promise<RawConsumed[]>;
  metric(pattern: RegExp): Promise<number>;
  publisher(): Promise<Publisher>;
  /** A consumer of the group `worker`, quick to retry; a dead client fails the test. */
  worker(publisher: Publisher, subscriptions: Subscription[], options?: Partial<ConsumeOptions>): Promise<Consumer>;
  /** The group's committed offset on partition 0. */
  committed(topic: string): Promise<string>;
  /** Who is in the group: other ids after a rebalance that put somebody out. */
  members(): Promise<string[]>;
}

export const GROUP = 'worker';
/** Five throws within a second, so that a test need not wait for thirty. */
export const QUICK = { failureDelaysMs: [50, 100, 150, 200], outageFirstMs: 50, outageCapMs: 300 };

/** A connection under a prefix of its own, so that files can run side by side on one broker. */
export function kit(options: { socketFactory?: ISocketFactory; prefix?: string } = {}): Kit {
  const telemetry = startTelemetry({
    service: 'kafka-test',
    version: '0',
    logLevel: process.env['TEST_LOG'] ?? 'silent',
  });
  const c = connectKafka({
    brokers: testServers().kafkaBrokers,
    clientId: 'kafka-test',
    topicPrefix: options.prefix ?? testPrefix(),
    telemetry,
    ...(options.socketFactory ? { socketFactory: options.socketFactory } : {}),
  });
  return {
    c,
    telemetry,
    topics: (events, groups = []) =>
      createTopics(c, [
        ...events.map(({ topic, settings }) => ({ topic, settings })),
        ...groups.map((group) => ({ topic: parkedTopic(group), settings: PARKED_SETTINGS })),
      ]),
    all: async (topic) => {
      const records: RawConsumed[] = [];
      await readToEnd(c, topic, (record) => records.push(record));
      return records;
    },
    metric: async (pattern) => {
      const line = (await telemetry.metricsText()).split('\n').find((l) => pattern.test(l));
      return line === undefined ? 0 : Number(line.split(' ').pop());
    },
    publisher: () => createPublisher(c, { service: GROUP, telemetry }),
    worker: (publisher, subscriptions, options = {}) =>
      consume(c, {
        group: GROUP,
        telemetry,
        publisher,
        subscriptions,
        onDead: (error) => {
          throw error;
        },
        ...options,
        settings: { ...QUICK, ...options.settings },
      }),
    members: () =>
      withAdmin(c, async (admin) => {
        const { groups } = await admin.describeGroups([c.group(GROUP)]);
        return [groups[0]!.state, ...groups[0]!.members.map((member) => member.memberId)];
      }),
    committed: (topic) =>
      withAdmin(c, async (admin) => {
        const [found] = await admin.fetchOffsets({ groupId: c.group(GROUP), topics: [c.topic(topic)] });
        return found!.partitions[0]!.offset;
      }),
  };
}

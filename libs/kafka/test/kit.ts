import { defineEvent, parkedTopic, PARKED_SETTINGS, type EventContract, type TopicSettings } from '@hearback/contracts';
import { startTelemetry, type Telemetry } from '@hearback/telemetry';
import { testPrefix, testServers } from '@hearback/testing';
import type { ISocketFactory } from 'kafkajs';
import { z } from 'zod';
import { connectKafka, createTopics, readToEnd, type KafkaConnection, type RawConsumed } from '../src';

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
}

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
      return line === undefined ? 0 : Number(line.split(' ')[1]);
    },
  };
}

import { Partitioners, type Admin, type Message, type Producer } from 'kafkajs';
import type { KafkaConnection } from './connect-kafka';
import { acknowledgedOffset } from './domain/acknowledged-offset';

/** The part of kafkajs that the publisher uses, with its traps closed. */
export interface ProduceClient {
  /** True once the cluster has been reached. */
  connected(): boolean;
  /** Tries to reach the cluster; rejects when it cannot. */
  connect(): Promise<void>;
  /** Number of partitions as last seen, without asking. */
  knownPartitions(topic: string): number | undefined;
  /** Asks the cluster; rejects while the topic does not exist. */
  learnPartitions(topic: string): Promise<void>;
  /** One request to one partition; resolves with the first offset, rejects unless the answer covers exactly it. */
  send(topic: string, partition: number, messages: Message[]): Promise<string>;
  disconnect(): Promise<void>;
}

/**
 * `acks: -1` and not idempotent: kafkajs' idempotent mode loses acknowledged records when requests overlap, and may
 * wedge. No retries inside kafkajs: whoever sends decides, and each failure has refreshed the metadata by then.
 */
export function produceClient(connection: KafkaConnection, requestTimeoutMs: number): ProduceClient {
  const partitions = new Map<string, number>();
  const kafka = connection.client({ requestTimeoutMs, retry: { retries: 0, initialRetryTime: 50 } });
  const producer = kafka.producer({
    idempotent: false,
    allowAutoTopicCreation: false,
    metadataMaxAge: 60_000,
    createPartitioner: () => (args) => {
      // Sees fresh metadata with every request, so that added partitions are used without asking for them.
      partitions.set(args.topic, args.partitionMetadata.length);
      return args.message.partition ?? Partitioners.DefaultPartitioner()(args);
    },
  });
  const reach = connector(producer);
  return {
    connected: reach.connected,
    connect: reach.connect,
    knownPartitions: (topic) => partitions.get(topic),
    learnPartitions: async (topic) => {
      partitions.set(topic, await countPartitions(kafka.admin(), topic));
    },
    send: async (topic, partition, messages) => {
      await reach.connect();
      const answers = await producer.send({ topic, messages, acks: -1, timeout: requestTimeoutMs });
      const base = acknowledgedOffset(answers as Parameters<typeof acknowledgedOffset>[0], { topic, partition });
      if (base === null) throw new Error(`the answer does not cover ${topic}/${partition}`);
      return base;
    },
    disconnect: () => producer.disconnect(),
  };
}

function connector(producer: Producer) {
  let connected = false;
  let connecting: Promise<void> | null = null;
  const connect = () => {
    if (connected) return Promise.resolve();
    connecting ??= producer
      .connect()
      .then(() => {
        connected = true;
      })
      .finally(() => {
        connecting = null;
      });
    return connecting;
  };
  return { connect, connected: () => connected };
}

async function countPartitions(admin: Admin, topic: string): Promise<number> {
  try {
    await admin.connect();
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    const count = topics[0]?.partitions.length ?? 0;
    if (count === 0) throw new Error(`topic ${topic} has no partitions yet`);
    return count;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

import type { Admin, Kafka, Message, Producer } from 'kafkajs';
import type { KafkaConnection } from './connect-kafka';
import { acknowledgedOffset, type ProduceAnswer } from './domain/acknowledged-offset';

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
  let link = new ProducerLink(newProducer(kafka, partitions));
  const renew = (failed: ProducerLink) => {
    if (link !== failed) return;
    link = new ProducerLink(newProducer(kafka, partitions));
    void failed.disconnect();
  };
  return {
    connected: () => link.reached,
    connect: () => link.connect(),
    knownPartitions: (topic) => partitions.get(topic),
    learnPartitions: async (topic) => {
      partitions.set(topic, await countPartitions(kafka.admin(), topic));
    },
    send: async (topic, partition, messages) => {
      const used = link;
      try {
        const answers = await used.send(topic, messages, requestTimeoutMs);
        const base = acknowledgedOffset(answers, { topic, partition });
        if (base === null) throw new Error(`the answer does not cover ${topic}/${partition}`);
        return base;
      } catch (error) {
        if (isUnanswered(error)) renew(used);
        throw error;
      }
    },
    disconnect: () => link.disconnect(),
  };
}

function newProducer(kafka: Kafka, partitions: Map<string, number>): Producer {
  return kafka.producer({
    idempotent: false,
    allowAutoTopicCreation: false,
    metadataMaxAge: 60_000,
    createPartitioner: () => (args) => {
      // Sees fresh metadata with every request, so that added partitions are used without asking for them.
      partitions.set(args.topic, args.partitionMetadata.length);
      return args.message.partition ?? 0;
    },
  });
}

/** A kafkajs producer that connects on first use. */
class ProducerLink {
  reached = false;
  private connecting: Promise<void> | null = null;

  constructor(private readonly producer: Producer) {}

  connect(): Promise<void> {
    if (this.reached) return Promise.resolve();
    this.connecting ??= this.producer
      .connect()
      .then(() => {
        this.reached = true;
      })
      .finally(() => {
        this.connecting = null;
      });
    return this.connecting;
  }

  async send(topic: string, messages: Message[], timeout: number): Promise<ProduceAnswer[]> {
    await this.connect();
    return (await this.producer.send({ topic, messages, acks: -1, timeout })) as ProduceAnswer[];
  }

  async disconnect(): Promise<void> {
    await this.producer.disconnect().catch(() => undefined);
  }
}

// kafkajs keeps a connection on which a request went unanswered: behind a silent firewall it would be asked for ever.
function isUnanswered(error: unknown): boolean {
  for (let e = error as (Error & { cause?: unknown }) | undefined; e; e = e.cause as Error | undefined)
    if (e.name === 'KafkaJSRequestTimeoutError') return true;
  return false;
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

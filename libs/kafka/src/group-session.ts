import type { Logger } from '@hearback/telemetry';
import type { Consumer as KafkaConsumer, EachBatchPayload } from 'kafkajs';
import type { KafkaConnection } from './connect-kafka';
import type { ConsumerSettings } from './consumer-settings';
import { clientHealth } from './domain/client-health';
import { atMost, elapsed } from './elapsed';
import { mayRestart } from './kafka-errors';
import { withAdmin } from './with-admin';

export interface SessionOptions {
  connection: KafkaConnection;
  group: string;
  topics: readonly string[];
  settings: ConsumerSettings;
  logger: Logger;
  onBatch(payload: EachBatchPayload): Promise<void>;
  /** Partitions of this member after a join, as `<plain topic>/<partition>`. */
  onAssigned(partitions: ReadonlySet<string>): void;
  onDead(error: Error): void;
}

const RESTART_MS = 1_000;
const STOP_MS = 3_000;

/**
 * A kafkajs consumer kept alive: started again for as long as the cluster is away, declared dead when it has given up
 * for another reason or stands still although the cluster answers.
 */
export class GroupSession {
  private consumer: KafkaConsumer | null = null;
  private stopped = false;
  private launching: Promise<void>;
  private joined = false;
  private progressAt = Date.now();
  private answersSince: number | null = null;
  private readonly watchdog: NodeJS.Timeout;

  constructor(private readonly options: SessionOptions) {
    this.watchdog = setInterval(() => void this.watch(), options.settings.deadAfterMs / 6).unref();
    this.launching = this.launch();
  }

  notReady(): string | null {
    if (!this.joined) return 'has not joined its group yet';
    const silentMs = Date.now() - this.progressAt;
    if (silentMs <= this.options.settings.deadAfterMs / 2) return null;
    return `no sign of life for ${Math.round(silentMs / 1_000)} s`;
  }

  /** Work under way is progress too, so that a slow handler is not taken for a dead client. */
  progress(): void {
    this.progressAt = Date.now();
  }

  /** Lets batches under way finish, leaves the group and disconnects. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.watchdog);
    // kafkajs cannot be stopped while it joins: it would go on in the background.
    await atMost(this.launching, STOP_MS);
    await this.consumer?.disconnect().catch((error: Error) => {
      this.options.logger.warn({ error: error.name }, 'could not leave the group cleanly');
    });
  }

  private async launch(): Promise<void> {
    while (!this.stopped) {
      const consumer = this.newConsumer();
      this.consumer = consumer;
      try {
        await consumer.connect();
        await consumer.subscribe({
          topics: this.options.topics.map((t) => this.options.connection.topic(t)),
          fromBeginning: true,
        });
        if (this.stopped) return;
        await consumer.run({
          autoCommit: false,
          eachBatchAutoResolve: false,
          partitionsConsumedConcurrently: this.options.settings.partitionsAtOnce,
          eachBatch: (payload) => this.options.onBatch(payload),
        });
        return;
      } catch (error) {
        this.options.logger.warn(
          { group: this.options.group, reason: (error as Error).message },
          'cannot start consuming yet',
        );
        await consumer.disconnect().catch(() => undefined);
        await elapsed(RESTART_MS);
      }
    }
  }

  private newConsumer(): KafkaConsumer {
    const { connection, group, settings, topics } = this.options;
    const retry = { retries: 5, initialRetryTime: 200, maxRetryTime: 2_000 };
    const consumer = connection.client({ requestTimeoutMs: 10_000, retry }).consumer({
      groupId: connection.group(group),
      sessionTimeout: settings.sessionTimeoutMs,
      heartbeatInterval: settings.heartbeatMs,
      rebalanceTimeout: settings.rebalanceTimeoutMs,
      maxBytesPerPartition: settings.maxBytesPerPartition,
      maxWaitTimeInMs: settings.maxWaitMs,
      allowAutoTopicCreation: false,
      metadataMaxAge: 60_000,
      retry,
    });
    const { HEARTBEAT, FETCH, GROUP_JOIN, CRASH } = consumer.events;
    const plainNames = new Map(topics.map((topic) => [connection.topic(topic), topic]));
    consumer.on(HEARTBEAT, () => this.progress());
    consumer.on(FETCH, () => this.progress());
    consumer.on(GROUP_JOIN, ({ payload }) => {
      this.progress();
      this.joined = true;
      const assigned = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
        partitions.map((partition) => `${plainNames.get(topic) ?? topic}/${partition}`),
      );
      this.options.onAssigned(new Set(assigned));
    });
    consumer.on(CRASH, ({ payload }) => {
      this.joined = false;
      if (!payload.restart) this.crashed(payload.error);
    });
    return consumer;
  }

  private crashed(error: Error): void {
    if (this.stopped) return;
    if (!mayRestart(error)) return this.dead(error);
    this.options.logger.warn(
      { group: this.options.group, reason: error.message },
      'the Kafka client gave up, starting it anew',
    );
    setTimeout(() => {
      if (!this.stopped) this.launching = this.launch();
    }, RESTART_MS);
  }

  private async watch(): Promise<void> {
    const { deadAfterMs } = this.options.settings;
    if (this.stopped || Date.now() - this.progressAt < deadAfterMs / 2) {
      this.answersSince = null;
      return;
    }
    const answers = await withAdmin(this.options.connection, (admin) => admin.describeCluster()).then(
      () => true,
      () => false,
    );
    this.answersSince = answers ? (this.answersSince ?? Date.now()) : null;
    const { progressAt, answersSince } = this;
    if (clientHealth({ progressAt, answersSince }, Date.now(), deadAfterMs) === 'dead')
      this.dead(new Error(`the Kafka client of ${this.options.group} stands still although the cluster answers`));
  }

  private dead(error: Error): void {
    if (this.stopped) return;
    this.stopped = true;
    clearInterval(this.watchdog);
    this.options.logger.error({ group: this.options.group, reason: error.message }, 'the Kafka client has died');
    this.options.onDead(error);
  }
}

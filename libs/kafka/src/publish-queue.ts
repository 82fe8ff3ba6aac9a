import type { Telemetry } from '@hearback/telemetry';
import type { KafkaConnection } from './connect-kafka';
import { partitionOf } from './domain/partition-of';
import { recordBytes, type RawRecord } from './event-record';
import { PartitionLane, type Waiting } from './partition-lane';
import type { ProduceClient } from './produce-client';
import type { PublishLimits } from './publish-limits';
import { PublishRefused } from './publish-refused';
import { publisherMetrics, type PublisherMetrics } from './publisher-metrics';
import { elapsed } from './elapsed';

const SWEEP_MS = 200;
const CONNECT_RETRY_MS = 1_000;
const FAILING_MS = 10_000;

export interface PublishQueueOptions {
  connection: KafkaConnection;
  client: ProduceClient;
  limits: PublishLimits;
  telemetry: Telemetry;
}

/** What waits for acknowledgement, over all topics: bounds it, gives each record its partition, and refuses the overdue. */
export class PublishQueue {
  private readonly lanes = new Map<string, PartitionLane>();
  private readonly unrouted = new Map<string, { record: RawRecord; waiting: Waiting }[]>();
  private readonly metrics: PublisherMetrics;
  private waitingRecords = 0;
  private waitingBytes = 0;
  private rotation = 0;
  private stopping = false;
  private failingSince: number | null = null;
  private sweep: NodeJS.Timeout | null = null;
  private drained: (() => void) | null = null;

  constructor(private readonly options: PublishQueueOptions) {
    this.metrics = publisherMetrics(options.telemetry, () => ({
      records: this.waitingRecords,
      bytes: this.waitingBytes,
    }));
  }

  /** Resolves with the record's offset once it is acknowledged. */
  add(record: RawRecord, mostBytes: number): Promise<{ offset: string }> {
    const refusal = this.refusal(record, mostBytes);
    if (refusal) {
      this.metrics.refused(refusal.reason);
      return Promise.reject(refusal);
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        message: messageOf(record),
        bytes: recordBytes(record),
        since: Date.now(),
        settled: false,
        resolve: (offset) => resolve({ offset }),
        reject,
      };
      this.waitingRecords++;
      this.waitingBytes += waiting.bytes;
      this.sweep ??= setInterval(() => this.expire(), SWEEP_MS);
      this.route(record, waiting);
    });
  }

  notReady(): string | null {
    if (!this.options.client.connected()) return 'has not reached Kafka yet';
    if (this.failingSince !== null && Date.now() - this.failingSince > FAILING_MS) return 'Kafka does not acknowledge';
    return null;
  }

  keepConnecting(): void {
    const retry = () =>
      this.options.client.connect().catch(() => {
        if (!this.stopping) setTimeout(retry, CONNECT_RETRY_MS).unref();
      });
    setTimeout(retry, CONNECT_RETRY_MS).unref();
  }

  /** Takes nothing more and waits until everything is acknowledged or refused; bounded by the deadline. */
  drain(): Promise<void> {
    this.stopping = true;
    if (this.waitingRecords === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.drained = resolve;
    });
  }

  private refusal(record: RawRecord, mostBytes: number): PublishRefused | null {
    const { limits } = this.options;
    if ((record.value?.length ?? 0) > mostBytes) return new PublishRefused('too-large', 0);
    if (this.stopping) return new PublishRefused('unavailable', 5);
    if (this.waitingRecords >= limits.waitingRecords || this.waitingBytes >= limits.waitingBytes)
      return new PublishRefused('overloaded', 1);
    return null;
  }

  private route(record: RawRecord, waiting: Waiting): void {
    const topic = this.options.connection.topic(record.topic);
    const partitions = this.options.client.knownPartitions(topic);
    if (partitions === undefined) return this.waitForPartitions(topic, { record, waiting });
    // Chosen once: a record never changes its partition on a retry.
    const partition = record.key === null ? this.rotation++ % partitions : partitionOf(bytesOf(record.key), partitions);
    waiting.message.partition = partition;
    this.lane(topic, partition, record.topic).push(waiting);
  }

  private lane(topic: string, partition: number, name: string): PartitionLane {
    const id = `${topic}/${partition}`;
    let lane = this.lanes.get(id);
    if (!lane) {
      lane = this.newLane(topic, partition, name);
      this.lanes.set(id, lane);
    }
    return lane;
  }

  private newLane(topic: string, partition: number, name: string): PartitionLane {
    return new PartitionLane({
      limits: this.options.limits,
      send: (messages) => this.options.client.send(topic, partition, messages),
      onAcknowledged: (records, oldestMs) => {
        this.failingSince = null;
        this.metrics.sent(name, records, oldestMs);
      },
      onSettled: (record) => this.settled(record),
      onRefused: () => this.metrics.refused('unavailable'),
      onRetry: (error) => {
        this.metrics.retried(name);
        this.failed(error, name);
      },
    });
  }

  private waitForPartitions(topic: string, entry: { record: RawRecord; waiting: Waiting }): void {
    const others = this.unrouted.get(topic);
    if (others) {
      others.push(entry);
      return;
    }
    this.unrouted.set(topic, [entry]);
    void this.learn(topic, entry.record.topic);
  }

  private async learn(topic: string, name: string): Promise<void> {
    for (;;) {
      const entries = this.unrouted.get(topic) ?? [];
      if (entries.every(({ waiting }) => waiting.settled)) break;
      try {
        await this.options.client.learnPartitions(topic);
        break;
      } catch (error) {
        this.failed(error, name);
        await elapsed(CONNECT_RETRY_MS / 4);
      }
    }
    const entries = this.unrouted.get(topic) ?? [];
    this.unrouted.delete(topic);
    for (const { record, waiting } of entries) if (!waiting.settled) this.route(record, waiting);
  }

  private expire(): void {
    const since = Date.now() - this.options.limits.deadlineMs;
    for (const lane of this.lanes.values()) lane.expire(since);
    for (const { waiting } of [...this.unrouted.values()].flat()) {
      if (waiting.settled || waiting.since >= since) continue;
      waiting.settled = true;
      this.metrics.refused('unavailable');
      this.settled(waiting);
      waiting.reject(new PublishRefused('unavailable', 5));
    }
  }

  private settled(waiting: Waiting): void {
    this.waitingRecords--;
    this.waitingBytes -= waiting.bytes;
    if (this.waitingRecords > 0) return;
    if (this.sweep) clearInterval(this.sweep);
    this.sweep = null;
    this.drained?.();
  }

  private failed(error: unknown, topic: string): void {
    if (this.failingSince === null) {
      const reason = error instanceof Error ? error.message : 'unknown';
      this.options.telemetry.logger.warn({ topic, reason }, 'a produce request was not acknowledged, trying again');
    }
    this.failingSince ??= Date.now();
  }
}

function messageOf({ key, value, headers, timestamp }: RawRecord): Waiting['message'] {
  return timestamp === undefined
    ? { key, value, headers }
    : { key, value, headers, timestamp: String(timestamp.getTime()) };
}

function bytesOf(key: Buffer | string): Buffer {
  return typeof key === 'string' ? Buffer.from(key) : key;
}

import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import { Abandoned, BatchScope, type StopState } from './batch-scope';
import { BlockedKeys } from './blocked-keys';
import type { KafkaConnection } from './connect-kafka';
import type { ConsumeOptions } from './consume';
import { consumerMetrics, type ConsumerMetrics } from './consumer-metrics';
import type { ConsumerSettings } from './consumer-settings';
import { delivery } from './delivery';
import { DurablePrefix } from './domain/durable-prefix';
import { parkGuard, type ParkGuard } from './domain/park-guard';
import { GroupSession } from './group-session';
import { isKafkaOutage } from './kafka-errors';
import { OffsetCommits } from './offset-commits';
import { runChunk, type ChunkDeps } from './run-chunk';
import { TooMuchParked } from './settle';
import type { Subscription } from './subscription';

const POLL_MS = 20;

/** Brings the batches of a group's partitions to durable outcomes and commits their offsets, in that order. */
export class GroupConsumer {
  alarm: string | null = null;
  private readonly metrics: ConsumerMetrics;
  private readonly session: GroupSession;
  private readonly blocked: BlockedKeys;
  private readonly stopState: StopState = { since: null };
  private readonly guards = new Map<string, ParkGuard>();
  private readonly subscriptions: Map<string, Subscription>;

  constructor(
    connection: KafkaConnection,
    private readonly options: ConsumeOptions,
    private readonly settings: ConsumerSettings,
  ) {
    const { logger } = options.telemetry;
    const topics = options.subscriptions.map(({ topic }) => topic);
    this.subscriptions = new Map(options.subscriptions.map((s) => [connection.topic(s.topic), s]));
    this.metrics = consumerMetrics(options.telemetry);
    this.blocked = new BlockedKeys(connection, options.group, logger);
    this.metrics.blockedKeys(() => this.blocked.blocks.size);
    this.session = new GroupSession({
      connection,
      group: options.group,
      topics,
      settings,
      logger,
      onBatch: (payload) => this.onBatch(payload),
      onAssigned: (partitions) => this.assigned(partitions),
      onDead: options.onDead,
    });
  }

  notReady(): string | null {
    return this.alarm ? `stopped: ${this.alarm}` : this.session.notReady();
  }

  async stop(): Promise<void> {
    this.stopState.since ??= Date.now();
    this.blocked.close();
    await this.session.stop();
  }

  private assigned(partitions: ReadonlySet<string>): void {
    this.metrics.assigned(partitions);
    for (const id of this.guards.keys()) if (!partitions.has(id)) this.guards.delete(id);
    this.blocked.refresh();
    this.options.onAssigned?.(partitions);
  }

  private async onBatch(payload: EachBatchPayload): Promise<void> {
    const startedAt = Date.now();
    const commits = new OffsetCommits(payload);
    const scope = new BatchScope(payload, this.stopState, {
      drainMs: this.settings.drainMs,
      tickMs: Math.min(this.settings.commitEveryMs, 1_000),
      onTick: () => {
        this.session.progress();
        commits.inBackground();
      },
    });
    try {
      while (!this.blocked.ready) await scope.pause(POLL_MS);
      const { messages } = payload.batch;
      for (let from = 0; from < messages.length; from += this.settings.maxBatch) {
        if (this.stopState.since !== null) break;
        await this.onChunk(messages.slice(from, from + this.settings.maxBatch), { payload, scope, commits });
      }
      await this.rest(scope, payload, startedAt);
    } catch (error) {
      if (error instanceof TooMuchParked) this.sound(error.message, payload);
      else if (!(error instanceof Abandoned)) throw error;
      await commits.flush().catch(() => undefined);
    } finally {
      scope.close();
    }
    if (scope.lost) throw scope.lost;
  }

  /**
   * Lets the next batch grow: fetching, publishing, committing and a handler's transaction cost nearly the same for one
   * message as for a hundred. A batch that comes alone is never held back, and a backlog is worked off without a rest.
   */
  private async rest(scope: BatchScope, { batch }: EachBatchPayload, startedAt: number): Promise<void> {
    if (this.stopState.since !== null || batch.offsetLag() !== '0') return;
    await scope.pause(Math.min(Date.now() - startedAt, this.settings.restMs));
  }

  private async onChunk(messages: KafkaMessage[], on: BatchUnderWay): Promise<void> {
    const { payload, scope, commits } = on;
    const startedAt = Date.now();
    const { partition } = payload.batch;
    const subscription = this.subscriptions.get(payload.batch.topic)!;
    const prefix = new DurablePrefix();
    const context = { subscription, partition, group: this.options.group, telemetry: this.options.telemetry };
    const ahead = (next: bigint) => Number(BigInt(payload.batch.highWatermark) - next);
    this.metrics.lag(subscription.topic, partition, ahead(BigInt(messages[0]!.offset)));
    const deliveries = messages.map((message, index) => delivery(message, index, context));
    await runChunk(deliveries, scope, {
      ...this.chunkDeps(subscription, partition),
      onDurable: ({ index }) => {
        prefix.mark(index);
        const last = messages[prefix.length - 1];
        if (last) commits.reached(last.offset);
      },
    });
    await commits.durable(scope);
    this.metrics.batch(subscription.topic, messages.length, Date.now() - startedAt);
    this.metrics.lag(subscription.topic, partition, ahead(BigInt(messages[messages.length - 1]!.offset) + 1n));
  }

  private chunkDeps(subscription: Subscription, partition: number): Omit<ChunkDeps, 'onDurable'> {
    const { group, publisher, telemetry, isOutage } = this.options;
    return {
      group,
      service: group,
      publisher,
      blocks: this.blocked.blocks,
      guard: this.guard(`${subscription.topic}/${partition}`),
      topic: subscription.topic,
      handler: subscription.handler,
      settings: this.settings,
      metrics: this.metrics,
      logger: telemetry.logger,
      isOutage: (error) => isKafkaOutage(error) || (isOutage?.(error) ?? false),
    };
  }

  private guard(id: string): ParkGuard {
    let guard = this.guards.get(id);
    if (!guard) {
      guard = parkGuard({ inARow: this.settings.parkedInARow, window: this.settings.parkWindow });
      this.guards.set(id, guard);
    }
    return guard;
  }

  // Not awaited: kafkajs waits for this very batch before it stops.
  private sound(reason: string, { batch }: EachBatchPayload): void {
    if (this.alarm) return;
    this.alarm = reason;
    this.stopState.since ??= Date.now();
    this.metrics.stopped();
    const { logger } = this.options.telemetry;
    logger.error(
      { topic: batch.topic, partition: batch.partition, reason },
      'stopped: nearly everything would be parked',
    );
    void this.session.stop();
  }
}

interface BatchUnderWay {
  payload: EachBatchPayload;
  scope: BatchScope;
  commits: OffsetCommits;
}

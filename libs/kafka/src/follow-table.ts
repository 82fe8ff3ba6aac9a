import type { EventContract } from '@hearback/contracts';
import type { ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import type { EachBatchPayload } from 'kafkajs';
import type { z } from 'zod';
import type { KafkaConnection } from './connect-kafka';
import { mayRestart } from './kafka-errors';
import { atMost, elapsed } from './elapsed';
import { endLonely, lonelyConsumer, type Positions } from './read-topic';
import { topicRanges } from './with-admin';

export interface TableOptions<T> {
  /** Called for every record in order, null for a removal; must not throw. A record may come again after a restart. */
  onRecord(key: string, data: T | null): void;
  telemetry: Telemetry;
}

/** A compacted topic that is followed for ever. Ready once it has been read to the end that it had at the start. */
export interface Table extends ServicePart {
  readonly caughtUp: boolean;
}

const RETRY_MS = 1_000;
const STOP_MS = 5_000;

/**
 * Follows a compacted topic from the beginning. Resolves at once; while Kafka is away it keeps trying, and `caughtUp`
 * says when the table is whole. Records that do not fit the schema are left out and logged.
 */
export async function followTable<S extends z.ZodType>(
  c: KafkaConnection,
  event: EventContract<S>,
  options: TableOptions<z.output<S>>,
): Promise<Table> {
  const follower = new TableFollower(c, event, options as TableOptions<unknown>);
  follower.start();
  return {
    name: `table ${event.topic}`,
    get caughtUp() {
      return follower.caughtUp;
    },
    notReady: () => (follower.caughtUp ? null : 'is still reading its topic'),
    stop: () => follower.stop(),
  };
}

class TableFollower {
  caughtUp = false;
  private stopped = false;
  private launching: Promise<void> = Promise.resolve();
  private current: ReturnType<typeof lonelyConsumer> | null = null;
  private open: Map<number, bigint> | null = null;
  private readonly positions: Positions = new Map();

  constructor(
    private readonly c: KafkaConnection,
    private readonly event: EventContract,
    private readonly options: TableOptions<unknown>,
  ) {}

  start(): void {
    this.launching = this.run();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const lonely = lonelyConsumer(this.c, 'table');
      this.current = lonely;
      const { consumer } = lonely;
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        if (!payload.restart && !this.stopped) this.again(payload.error);
      });
      try {
        this.open ??= await this.endsNow();
        this.judge();
        await consumer.connect();
        await consumer.subscribe({ topic: this.c.topic(this.event.topic), fromBeginning: true });
        if (this.stopped) return;
        await consumer.run({ autoCommit: false, eachBatch: async (payload) => this.take(payload) });
        return;
      } catch (error) {
        this.warn(error);
        await endLonely(this.c, lonely);
        await elapsed(RETRY_MS);
      }
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    // kafkajs cannot be stopped while it joins: it would go on in the background.
    await atMost(this.launching, STOP_MS);
    if (this.current) await endLonely(this.c, this.current);
  }

  private async endsNow(): Promise<Map<number, bigint>> {
    const ranges = await topicRanges(this.c, this.event.topic);
    return new Map([...ranges].map(([partition, { end }]) => [partition, end]));
  }

  // After a rejoin kafkajs starts from the beginning: older states of a key, a removed one even, must not come back.
  private take({ batch }: EachBatchPayload): void {
    const { partition } = batch;
    for (const message of batch.messages) {
      const offset = BigInt(message.offset);
      if (offset < (this.positions.get(partition) ?? 0n)) continue;
      this.apply(message.key?.toString() ?? '', message.value);
      this.positions.set(partition, offset + 1n);
    }
    const end = this.open?.get(partition);
    if (end !== undefined && BigInt(batch.lastOffset()) + 1n >= end) this.open?.delete(partition);
    this.judge();
  }

  private judge(): void {
    if (this.open?.size === 0) this.caughtUp = true;
  }

  private apply(key: string, value: Buffer | null): void {
    if (value === null) return this.options.onRecord(key, null);
    const parsed = this.event.schema.safeParse(jsonOrUndefined(value));
    if (parsed.success) return this.options.onRecord(key, parsed.data);
    this.options.telemetry.logger.error({ topic: this.event.topic }, 'a record of a table does not fit its schema');
  }

  private again(error: Error): void {
    this.warn(error);
    if (!mayRestart(error)) this.options.telemetry.logger.error({ topic: this.event.topic }, 'the table is read anew');
    setTimeout(() => this.stopped || this.start(), RETRY_MS);
  }

  private warn(error: unknown): void {
    const reason = error instanceof Error ? error.message : 'unknown';
    this.options.telemetry.logger.warn({ topic: this.event.topic, reason }, 'cannot follow the table yet');
  }
}

function jsonOrUndefined(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString());
  } catch {
    return undefined;
  }
}

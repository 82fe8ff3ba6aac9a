import type { EventContract } from '@hearback/contracts';
import type { ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import type { EachBatchPayload } from 'kafkajs';
import type { z } from 'zod';
import type { KafkaConnection } from './connect-kafka';
import { CONSUMER_SETTINGS } from './consumer-settings';
import type { Publisher } from './create-publisher';
import { partitionOf } from './domain/partition-of';
import { elapsed } from './elapsed';
import { encodeEvent } from './event-record';
import { GroupSession } from './group-session';
import { withAdmin } from './with-admin';

export interface SharedTableOptions {
  /** Among whose members the table's partitions are divided. */
  group: string;
  /** Who writes, as CloudEvents name it. */
  service: string;
  telemetry: Telemetry;
  publisher: Publisher;
  /** The Kafka client cannot go on: the process must end, so that it is started anew. */
  onDead: (error: Error) => void;
}

/**
 * Which of two records of a key counts, where that is not the later one: a state that never goes back. Of the same record
 * twice the later must count, or it would be written for ever.
 */
export type Supersedes<T> = (next: T, before: T) => boolean;

/**
 * A compacted topic divided over the members of a group: each holds the keys of its partitions and does their work. A key
 * is held once all that was written of it before is known here. For some seconds after a member was cut off, two may
 * believe to hold a key, so the work must bear being done twice, or be claimed: with `supersedes` a state is what all
 * members make of the records in the topic's order, and what one of them wrote counts only where that says so.
 */
export interface SharedTable<T> extends ServicePart {
  holds(key: string): boolean;
  /** The last state of a key that is held. */
  of(key: string): T | undefined;
  /** How often this member has been given the key's partition; null while the key is not held. */
  generationOf(key: string): number | null;
  /**
   * Resolves once the broker has acknowledged it; rejects with PublishRefused. With `supersedes` it resolves when the topic
   * was read up to that very record, so that `of` says whether it counts, or when the partition is lost.
   */
  write(data: T): Promise<void>;
  /** All that is held and whole. */
  entries(): T[];
  /** Resolves once the broker has acknowledged that the key is no more. */
  remove(key: string): Promise<void>;
}

/** Resolves nothing and waits for nothing: while Kafka is away the table holds no key. */
export function shareTable<S extends z.ZodType>(
  c: KafkaConnection,
  event: EventContract<S>,
  options: SharedTableOptions & { supersedes?: Supersedes<z.output<S>> },
): SharedTable<z.output<S>> {
  const member = new TableMember(c, event as unknown as EventContract, options as MemberOptions);
  return {
    name: `share of ${event.topic}`,
    // What comes in needs none of it: a service is as ready while its share is not decided yet.
    notReady: () => null,
    stop: () => member.stop(),
    holds: (key) => member.holds(key),
    generationOf: (key) => member.generationOf(key),
    of: (key) => member.of(key) as z.output<S> | undefined,
    write: (data) => member.write(data),
    entries: () => member.entries() as z.output<S>[],
    remove: (key) => member.remove(key),
  };
}

const RETRY_MS = 500;

type MemberOptions = SharedTableOptions & { supersedes?: Supersedes<unknown> };

interface Kept {
  offset: bigint;
  partition: number;
  data: unknown;
}

/** Waits until its partition was read beyond the offset, or is lost. */
interface Reader {
  partition: number;
  offset: bigint;
  resolve(): void;
}

class TableMember {
  private readonly session: GroupSession;
  private readonly kept = new Map<string, Kept>();
  /** Next offset to read, by partition that is assigned. */
  private readonly positions = new Map<number, bigint>();
  /** Where an assigned partition ended when it was assigned; absent until that is known. */
  private readonly ends = new Map<number, bigint>();
  /** How often a partition was given to this member. */
  private readonly generations = new Map<number, number>();
  private readonly readers = new Set<Reader>();
  private partitions = 0;
  private assignment = 0;
  private stopped = false;

  constructor(
    private readonly c: KafkaConnection,
    private readonly event: EventContract,
    private readonly options: MemberOptions,
  ) {
    this.session = new GroupSession({
      connection: c,
      group: options.group,
      topics: [event.topic],
      settings: CONSUMER_SETTINGS,
      logger: options.telemetry.logger,
      onBatch: async (payload) => this.take(payload),
      onAssigned: (partitions) => void this.assigned(partitions),
      onDead: options.onDead,
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.positions.clear();
    this.wake();
    await this.session.stop();
  }

  holds(key: string): boolean {
    if (this.partitions === 0) return false;
    return this.isWhole(partitionOf(Buffer.from(key), this.partitions));
  }

  generationOf(key: string): number | null {
    if (!this.holds(key)) return null;
    return this.generations.get(partitionOf(Buffer.from(key), this.partitions)) ?? null;
  }

  private isWhole(partition: number): boolean {
    const [position, end] = [this.positions.get(partition), this.ends.get(partition)];
    return position !== undefined && end !== undefined && position >= end;
  }

  of(key: string): unknown {
    return this.kept.get(key)?.data;
  }

  entries(): unknown[] {
    const entries: unknown[] = [];
    for (const { partition, data } of this.kept.values()) if (this.isWhole(partition)) entries.push(data);
    return entries;
  }

  async remove(key: string): Promise<void> {
    await this.options.publisher.publishRaw({ topic: this.event.topic, key, value: null, headers: {} });
    this.kept.delete(key);
  }

  async write(data: unknown): Promise<void> {
    const record = encodeEvent(this.event, data, { service: this.options.service });
    const { offset } = await this.options.publisher.publishAt(record);
    const key = this.event.key(this.event.schema.parse(data));
    const partition = partitionOf(Buffer.from(key), this.partitions);
    if (!this.positions.has(partition)) return;
    const at = { offset: BigInt(offset), partition };
    // Kept before what lies between is read, a record that does not count would.
    if (this.options.supersedes) return this.readBeyond(at);
    this.keep(key, { ...at, data });
  }

  private readBeyond(at: Omit<Reader, 'resolve'>): Promise<void> {
    return new Promise((resolve) => {
      this.readers.add({ ...at, resolve });
      this.wake();
    });
  }

  private wake(): void {
    for (const reader of this.readers) {
      const position = this.positions.get(reader.partition);
      if (position !== undefined && position <= reader.offset) continue;
      this.readers.delete(reader);
      reader.resolve();
    }
  }

  private async assigned(names: ReadonlySet<string>): Promise<void> {
    const assignment = ++this.assignment;
    const mine = new Set([...names].map((name) => Number(name.slice(name.lastIndexOf('/') + 1))));
    for (const partition of [...this.positions.keys()]) if (!mine.has(partition)) this.forget(partition);
    for (const partition of mine) if (!this.positions.has(partition)) this.begin(partition);
    while (!this.stopped && assignment === this.assignment) {
      const offsets = await this.offsets();
      if (offsets && assignment === this.assignment) return this.learnEnds(offsets);
      await elapsed(RETRY_MS);
    }
  }

  private begin(partition: number): void {
    this.positions.set(partition, 0n);
    this.generations.set(partition, (this.generations.get(partition) ?? 0) + 1);
  }

  private learnEnds(offsets: readonly { partition: number; high: string }[]): void {
    this.partitions = offsets.length;
    // The end that a kept partition had before is no later than what was read of it.
    for (const { partition, high } of offsets)
      if (this.positions.has(partition) && !this.ends.has(partition)) this.ends.set(partition, BigInt(high));
  }

  private offsets() {
    return withAdmin(this.c, (admin) => admin.fetchTopicOffsets(this.c.topic(this.event.topic))).catch(() => null);
  }

  /** Another member writes there from now on; what is known here is out of date when the partition comes back. */
  private forget(partition: number): void {
    this.positions.delete(partition);
    this.ends.delete(partition);
    for (const [key, kept] of this.kept) if (kept.partition === partition) this.kept.delete(key);
    this.wake();
  }

  // No offset is ever committed, so kafkajs begins at the start after every join; what was read already is left out.
  private take({ batch, resolveOffset }: EachBatchPayload): void {
    const { partition } = batch;
    for (const { offset, key, value } of batch.messages) {
      resolveOffset(offset);
      const position = this.positions.get(partition);
      if (position === undefined || BigInt(offset) < position) continue;
      this.apply(String(key ?? ''), value, { offset: BigInt(offset), partition });
      this.positions.set(partition, BigInt(offset) + 1n);
    }
    this.wake();
    this.session.progress();
  }

  private apply(key: string, value: Buffer | null, at: Omit<Kept, 'data'>): void {
    if (value === null) return void this.kept.delete(key);
    const parsed = this.event.schema.safeParse(jsonOrUndefined(value));
    if (parsed.success) return this.judge(key, { ...at, data: parsed.data });
    this.options.telemetry.logger.error({ topic: this.event.topic }, 'a record of a table does not fit its schema');
  }

  private judge(key: string, next: Kept): void {
    const before = this.kept.get(key);
    if (!before || (this.options.supersedes?.(next.data, before.data) ?? true)) return this.keep(key, next);
    // Compaction keeps the last record, so what counts must be the last again. Without it the next reader does the same.
    if (before.offset < next.offset) this.write(before.data).catch(() => undefined);
  }

  private keep(key: string, kept: Kept): void {
    const before = this.kept.get(key);
    if (!before || before.offset <= kept.offset) this.kept.set(key, kept);
  }
}

function jsonOrUndefined(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString());
  } catch {
    return undefined;
  }
}

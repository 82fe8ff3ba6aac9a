import type { Message } from 'kafkajs';
import { backoffMs } from './domain/backoff';
import { cutBatch, type BatchLimits } from './domain/cut-batch';
import { PublishRefused } from './publish-refused';
import { elapsed } from './elapsed';

/** A record and the caller who waits for its acknowledgement. */
export interface Waiting {
  message: Message;
  bytes: number;
  /** When the caller asked, ms since the epoch. */
  since: number;
  settled: boolean;
  resolve(offset: string): void;
  reject(error: unknown): void;
}

export interface LaneOptions {
  limits: BatchLimits;
  /** Sends one request; resolves with the first record's offset, rejects when it is not known to be stored. */
  send(messages: Message[]): Promise<string>;
  /** Called once for every record that was acknowledged or refused. */
  onSettled(record: Waiting): void;
  onAcknowledged(records: number, oldestMs: number): void;
  onRefused(record: Waiting): void;
  onRetry(error: unknown): void;
}

/**
 * The records on their way to one partition, in order, with one request in flight. What arrives meanwhile goes into the
 * next request (group commit). A request that is not acknowledged is sent again as it was until it is, or until all its
 * callers have been refused: duplicates are possible, loss and reordering are not.
 */
export class PartitionLane {
  private readonly queue: Waiting[] = [];
  private inFlight: Waiting[] = [];
  private running = false;

  constructor(private readonly options: LaneOptions) {}

  push(record: Waiting): void {
    this.queue.push(record);
    if (this.running) return;
    this.running = true;
    // Callers of the same turn of the event loop share the first request.
    setImmediate(() => void this.run());
  }

  /** Refuses callers that have waited since before `since`; a batch in flight is refused as a whole. */
  expire(since: number): void {
    if (this.inFlight[0] && this.inFlight[0].since < since) this.refuse(this.inFlight);
    let expired = 0;
    while (expired < this.queue.length && this.queue[expired]!.since < since) expired++;
    this.refuse(this.queue.splice(0, expired));
  }

  private async run(): Promise<void> {
    while (this.queue.length > 0) {
      this.inFlight = this.queue.splice(0, cutBatch(this.queue, this.options.limits));
      await this.deliver(this.inFlight);
    }
    this.inFlight = [];
    this.running = false;
  }

  private async deliver(batch: Waiting[]): Promise<void> {
    const messages = batch.map((record) => record.message);
    for (let attempt = 0; !batch[0]!.settled; attempt++) {
      try {
        const base = await this.options.send(messages);
        return this.acknowledge(batch, base);
      } catch (error) {
        this.options.onRetry(error);
        await elapsed(backoffMs(attempt, { firstMs: 50, capMs: 1_000, chance: Math.random() }));
      }
    }
  }

  private acknowledge(batch: Waiting[], base: string): void {
    const first = BigInt(base);
    this.options.onAcknowledged(batch.length, Date.now() - batch[0]!.since);
    for (const [index, record] of batch.entries()) {
      if (record.settled) continue;
      this.settle(record);
      record.resolve(String(first + BigInt(index)));
    }
  }

  private refuse(records: Waiting[]): void {
    for (const record of records) {
      if (record.settled) continue;
      this.settle(record);
      this.options.onRefused(record);
      record.reject(new PublishRefused('unavailable', 5));
    }
  }

  private settle(record: Waiting): void {
    record.settled = true;
    this.options.onSettled(record);
  }
}

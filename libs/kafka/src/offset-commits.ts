import type { EachBatchPayload } from 'kafkajs';
import type { BatchScope } from './batch-scope';
import { isMembershipLost } from './kafka-errors';

const RETRY_MS = 500;

/** The commits of one batch, one at a time and never backwards. */
export class OffsetCommits {
  /** Last offset whose outcome, like that of all before it, is durable. */
  private durableOffset: string | null = null;
  private committed: string | null = null;
  private running: Promise<void> = Promise.resolve();
  private inBackgroundNow = false;

  constructor(private readonly payload: EachBatchPayload) {}

  reached(offset: string): void {
    this.durableOffset = offset;
  }

  /** Commits what is durable so far; a failure only means that the next commit covers it. */
  inBackground(): void {
    if (this.inBackgroundNow || this.durableOffset === this.committed) return;
    this.inBackgroundNow = true;
    void this.flush()
      .catch(() => undefined)
      .finally(() => {
        this.inBackgroundNow = false;
      });
  }

  /** Commits what is durable; rejects when Kafka does not take it. */
  flush(): Promise<void> {
    this.running = this.running.catch(() => undefined).then(() => this.commit());
    return this.running;
  }

  /** Commits until Kafka has taken it, or until the batch may not go on. */
  async durable(scope: BatchScope): Promise<void> {
    for (;;) {
      try {
        return await this.flush();
      } catch (error) {
        if (isMembershipLost(error)) scope.lost = error;
        await scope.pause(RETRY_MS);
      }
    }
  }

  private async commit(): Promise<void> {
    const offset = this.durableOffset;
    if (offset === null || offset === this.committed) return;
    const { batch, resolveOffset, commitOffsetsIfNecessary } = this.payload;
    // Moves kafkajs' own position too (past control records behind the last message): a batch that ends early goes on here.
    resolveOffset(offset);
    const next = String(BigInt(offset) + 1n);
    // Not consumer.commitOffsets: that one silently does nothing once a stop has begun.
    await commitOffsetsIfNecessary({
      topics: [{ topic: batch.topic, partitions: [{ partition: batch.partition, offset: next }] }],
    });
    this.committed = offset;
  }
}

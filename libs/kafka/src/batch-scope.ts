import type { EachBatchPayload } from 'kafkajs';
import { isMembershipLost } from './kafka-errors';

/** The batch under way must not go on: its session is over, or the consumer is stopping. Nothing was decided. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';
}

export interface StopState {
  /** When the consumer was told to stop, ms since the epoch. */
  since: number | null;
}

/**
 * The time in which a batch may be worked on: keeps the member's session alive by heartbeats however long the handler
 * takes or backs off, and ends when the group rebalances, the client fails, or a stop has been given long enough.
 */
export class BatchScope {
  /** The error with which the group went on without us; to be thrown to kafkajs, which joins again. */
  lost: unknown = null;
  private readonly timer: NodeJS.Timeout;
  private givenUp = false;
  private readonly wakers = new Set<() => void>();

  constructor(
    private readonly payload: EachBatchPayload,
    private readonly stop: StopState,
    private readonly options: { drainMs: number; tickMs: number; onTick(): void },
  ) {
    this.timer = setInterval(() => this.tick(), options.tickMs);
  }

  /** Throws Abandoned when no further message may be started. */
  check(): void {
    if (this.givenUp || this.lost || (!this.payload.isRunning() && this.stop.since === null)) throw new Abandoned();
    if (this.stop.since !== null && Date.now() - this.stop.since > this.options.drainMs) throw new Abandoned();
  }

  /** Waits before trying again; a stop or a lost session ends the wait and the batch. */
  async pause(ms: number): Promise<void> {
    if (this.stop.since !== null) throw new Abandoned();
    this.check();
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timeout);
        this.wakers.delete(wake);
        resolve();
      };
      const timeout = setTimeout(wake, ms);
      this.wakers.add(wake);
    });
    if (this.stop.since !== null) throw new Abandoned();
    this.check();
  }

  /** One part of the batch cannot go on: the others start nothing more. */
  giveUp(): void {
    this.givenUp = true;
    for (const wake of [...this.wakers]) wake();
  }

  close(): void {
    clearInterval(this.timer);
    for (const wake of [...this.wakers]) wake();
  }

  private tick(): void {
    if (this.stop.since !== null || !this.payload.isRunning()) for (const wake of [...this.wakers]) wake();
    if (this.lost) return;
    this.options.onTick();
    // kafkajs sends at most one per heartbeat interval; a broker that is away is no reason to give up the batch.
    this.payload.heartbeat().catch((error: unknown) => {
      if (!isMembershipLost(error)) return;
      this.lost = error;
      for (const wake of [...this.wakers]) wake();
    });
  }
}

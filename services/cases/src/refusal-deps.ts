import type { RefusalClosed } from '@hearback/contracts';
import type { OutboxEntry, OutboxRecord, Pool } from '@hearback/postgres';

/** What working on refusals needs. */
export interface RefusalDeps {
  pool: Pool;
  now(): Date;
  /** `refusal.closed` as a record for the outbox. */
  encodeClosed(event: RefusalClosed, traceparent?: string): OutboxRecord;
  /** Called after each commit that closed refusals, with what it wrote to the outbox. */
  closed(entries: readonly OutboxEntry[]): void;
  /** Called after each commit that asked for replays. */
  requested(): void;
  /** The key that originals are sealed with. */
  originals: Buffer;
}

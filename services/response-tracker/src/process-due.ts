import { inTransaction, type Pool } from '@hearback/postgres';
import { dueEvents, type Advanced } from './domain/due-events';
import { saveAndAnnounce } from './handle-case-changes';
import { claimDueClocks, transactionTime } from './io/clock-store';

const BATCH = 500;

export interface ProcessDueDeps {
  pool: Pool;
  /** Called after each commit with what changed; must not throw. */
  committed(advanced: readonly Advanced[]): void;
}

/**
 * Writes every warning and breach that is due by the database's clock: the one function that both the sweep and a
 * wake-up call. Each is written once, also by two replicas at the same time: a row is claimed under its lock, and the
 * number of an event is unique. A crash leaves whole batches; the rest is still due.
 * @returns how many clocks changed
 */
export async function processDue({ pool, committed }: ProcessDueDeps): Promise<number> {
  let total = 0;
  for (;;) {
    const advanced = await inTransaction(pool, async (client) => {
      const now = await transactionTime(client);
      const due = (await claimDueClocks(client, now, BATCH)).map((clock) => dueEvents(clock, now));
      await saveAndAnnounce(client, due);
      return due;
    });
    if (advanced.length > 0) committed(advanced);
    total += advanced.length;
    if (advanced.length < BATCH) return total;
  }
}

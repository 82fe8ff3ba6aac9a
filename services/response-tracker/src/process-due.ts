import { inTransaction, type Pool, type PoolClient } from '@hearback/postgres';
import type { Clock } from './domain/clock';
import { breachesBy, dueEvents, type Advanced } from './domain/due-events';
import { answerableAt } from './domain/wanted-clocks';
import type { Committed } from './handle-case-changes';
import { claimDueClocks, saveAdvanced, transactionTime } from './io/clock-store';
import { readAssignments } from './io/fact-store';

const BATCH = 1_000;

export interface ProcessDueDeps {
  pool: Pool;
  committed: Committed;
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
      const due = await advance(client, await claimDueClocks(client, now, BATCH), now);
      await saveAdvanced(client, due);
      return due;
    });
    if (advanced.length > 0) committed(advanced);
    total += advanced.length;
    if (advanced.length < BATCH) return total;
  }
}

// Who answers for a miss is whoever had the case at the due time: only the facts of the case tell.
async function advance(client: PoolClient, clocks: readonly Clock[], now: Date): Promise<Advanced[]> {
  const missed = clocks.filter((clock) => breachesBy(clock, now)).map(({ caseId }) => caseId);
  const facts = missed.length === 0 ? null : await readAssignments(client, [...new Set(missed)]);
  return clocks.map((clock) =>
    dueEvents(clock, now, breachesBy(clock, now) ? answerableAt(facts!.get(clock.caseId)!, clock.dueAt) : undefined),
  );
}

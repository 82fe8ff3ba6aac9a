import { inTransaction, type Pool, type PoolClient } from '@hearback/postgres';
import { bringClocks } from './bring-clocks';
import { workingSecondsOf } from './domain/figure-working-time';
import type { Committed } from './handle-case-changes';
import { saveAdvanced } from './io/clock-store';
import { lockCases, readFacts } from './io/fact-store';
import type { ReadInForce } from './io/in-force-store';

const BATCH = 200;

export interface RecomputeDeps {
  pool: Pool;
  readInForce: ReadInForce;
  committed: Committed;
}

/**
 * Computes the clocks of the cases again that wait for it (a calendar changed, or a migration asked for it), from their
 * facts. A case leaves the list in the transaction that saves its clocks, so a crash or a second replica repeats
 * nothing that took effect.
 * @returns how many cases were computed
 */
export async function recomputeCases({ pool, readInForce, committed }: RecomputeDeps): Promise<number> {
  for (let total = 0; ;) {
    const { cases, advanced } = await inTransaction(pool, async (client) => {
      const caseIds = await takeCases(client);
      if (caseIds.length === 0) return { cases: 0, advanced: [] };
      await lockCases(client, caseIds);
      const changed = await bringClocks(client, await readFacts(client, caseIds), readInForce);
      await saveAdvanced(client, changed, {
        workingSecondsOf: workingSecondsOf(await readInForce(client)),
      });
      return { cases: caseIds.length, advanced: changed };
    });
    if (advanced.length > 0) committed(advanced);
    total += cases;
    if (cases < BATCH) return total;
  }
}

async function takeCases(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ case_id: string }>(
    `delete from case_to_recompute where case_id in
       (select case_id from case_to_recompute order by case_id limit ${BATCH} for update skip locked)
     returning case_id`,
  );
  return rows.map((row) => row.case_id);
}

import type { PoolClient } from '@hearback/postgres';
import type { CaseFact } from './domain/case-fact';
import type { Clock } from './domain/clock';
import type { Advanced } from './domain/due-events';
import { reconcileClocks } from './domain/reconcile-clocks';
import { wantedClocks } from './domain/wanted-clocks';
import { lockClocksOfCases, transactionTime } from './io/clock-store';
import type { ReadInForce } from './io/in-force-store';

/**
 * What the facts of cases ask of their clocks now: the one way in which promises are computed, for new facts and when a
 * calendar changed. The caller holds the cases' locks, and saves what comes back in the same transaction.
 */
export async function bringClocks(
  client: PoolClient,
  facts: ReadonlyMap<string, readonly CaseFact[]>,
  readInForce: ReadInForce,
): Promise<Advanced[]> {
  const known = clocksByCase(await lockClocksOfCases(client, [...facts.keys()]));
  const inForce = await readInForce(client);
  const now = await transactionTime(client);
  return [...facts].flatMap(([caseId, ofCase]) =>
    reconcileClocks(
      { known: known.get(caseId) ?? [], wanted: wantedClocks({ caseId, facts: ofCase }, inForce, now) },
      now,
    ),
  );
}

function clocksByCase(clocks: readonly Clock[]): Map<string, Clock[]> {
  const byCase = new Map<string, Clock[]>();
  for (const clock of clocks) {
    const known = byCase.get(clock.caseId);
    if (known) known.push(clock);
    else byCase.set(clock.caseId, [clock]);
  }
  return byCase;
}

import type { CaseChanged } from '@hearback/contracts';
import { drop, pass, type Message, type Outcome } from '@hearback/kafka';
import { inTransaction, type Pool, type PoolClient } from '@hearback/postgres';
import { bringClocks } from './bring-clocks';
import { caseFact } from './domain/case-fact';
import type { Advanced } from './domain/due-events';
import { workingSecondsOf } from './domain/figure-working-time';
import { saveAdvanced } from './io/clock-store';
import { lockCases, readFacts, saveFacts } from './io/fact-store';
import type { ReadInForce } from './io/in-force-store';

export const SERVICE = 'response-tracker';

/** Called after a commit with what changed; must not throw. */
export type Committed = (advanced: readonly Advanced[]) => void;

export interface CaseChangesDeps {
  pool: Pool;
  readInForce: ReadInForce;
  committed: Committed;
}

type Change = Pick<Message<CaseChanged>, 'data' | 'traceparent'>;

/**
 * Takes a batch of changes of cases. At least once in, effectively once out: facts are unique, promises are recomputed
 * from all facts of a case, and facts, clocks and events are one transaction (`announce` tells of them). A crash before the commit
 * leaves nothing and the batch comes again; after it, the batch comes again and every fact is known already. Order does
 * not matter: what comes before the case was opened waits in the table of facts.
 */
export async function handleCaseChanges(deps: CaseChangesDeps, messages: readonly Change[]): Promise<Outcome[]> {
  const { fresh, advanced } = await inTransaction(deps.pool, (client) =>
    takeChanges(client, messages, deps.readInForce),
  );
  deps.committed(advanced);
  return messages.map(({ data }) => (fresh.delete(data) ? pass() : drop('known-already')));
}

async function takeChanges(client: PoolClient, messages: readonly Change[], readInForce: ReadInForce) {
  const changes = messages.map(({ data }) => data);
  await lockCases(
    client,
    changes.map(({ caseId }) => caseId),
  );
  const fresh = await saveFacts(client, changes);
  const advanced = await recompute(client, fresh, readInForce);
  const traces = new Map(messages.map(({ data, traceparent }) => [data.caseId, traceparent]));
  const counted = advanced.length > 0 ? { workingSecondsOf: workingSecondsOf(await readInForce(client)) } : {};
  await saveAdvanced(client, advanced, { traces, ...counted });
  return { fresh: new Set(fresh), advanced };
}

async function recompute(
  client: PoolClient,
  fresh: readonly CaseChanged[],
  readInForce: ReadInForce,
): Promise<Advanced[]> {
  const news = fresh.flatMap((change) => {
    const fact = caseFact(change);
    return fact ? [{ caseId: change.caseId, fact }] : [];
  });
  if (news.length === 0) return [];
  const affected = [...new Set(news.map(({ caseId }) => caseId))];
  const facts = await readFacts(client, affected, fresh);
  for (const { caseId, fact } of news) facts.get(caseId)!.push(fact);
  return bringClocks(client, facts, readInForce);
}

import type { CaseChanged } from '@hearback/contracts';
import { arrayLiteral, type PoolClient } from '@hearback/postgres';
import { caseFact, type CaseFact } from '../domain/case-fact';

/**
 * Takes the lock of each case until the transaction ends, in one order for everybody: two members of the group that
 * handle the same case for a moment (a rebalance) must see each other's facts.
 */
export async function lockCases(client: PoolClient, caseIds: readonly string[]): Promise<void> {
  await client.query({
    name: 'lock-cases',
    text: `select pg_advisory_xact_lock(key) from (select distinct key from unnest($1::bigint[]) as key order by key) as keys`,
    values: [arrayLiteral(caseIds.map(lockKey))],
  });
}

// The first 64 bits of the id, as a signed number; a collision only makes two cases wait for each other.
function lockKey(caseId: string): string {
  return BigInt.asIntN(64, BigInt(`0x${caseId.slice(0, 8)}${caseId.slice(9, 13)}${caseId.slice(14, 18)}`)).toString();
}

/** Keeps changes of cases, each once. @returns those that were not known, in the order given */
export async function saveFacts<T extends CaseChanged>(client: PoolClient, changes: readonly T[]): Promise<T[]> {
  const unique = [...new Map(changes.map((change) => [keyOf(change), change])).values()];
  const { rows } = await client.query<{ case_id: string; case_version: number }>({
    name: 'save-facts',
    text: `insert into case_fact (case_id, case_version, changed_at, feedback_id, data)
           select * from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::uuid[], $5::jsonb[])
           on conflict do nothing returning case_id, case_version`,
    values: [
      arrayLiteral(unique.map((changed) => changed.caseId)),
      arrayLiteral(unique.map((changed) => changed.caseVersion)),
      arrayLiteral(unique.map((changed) => changed.changedAt)),
      arrayLiteral(unique.map(({ change }) => feedbackOf(change))),
      arrayLiteral(
        unique.map(({ channel, labels, state, change }) => JSON.stringify({ channel, labels, state, change })),
      ),
    ],
  });
  const saved = new Set(rows.map((row) => `${row.case_id}:${row.case_version}`));
  return unique.filter((change) => saved.has(keyOf(change)));
}

function keyOf({ caseId, caseVersion }: CaseChanged): string {
  return `${caseId}:${caseVersion}`;
}

function feedbackOf(change: CaseChanged['change']): string | null {
  if ('feedback' in change) return change.feedback.feedbackId;
  return 'feedbackId' in change ? change.feedbackId : null;
}

/** All facts of the cases by case, except those of `besides`, which the caller has in hand. */
export async function readFacts(
  client: Pick<PoolClient, 'query'>,
  caseIds: readonly string[],
  besides: readonly CaseChanged[] = [],
): Promise<Map<string, CaseFact[]>> {
  const { rows } = await client.query<FactRow>({
    name: 'read-facts',
    text: `select case_id, case_version, changed_at, data from case_fact
            where case_id = any($1::uuid[])
              and not exists (select 1 from unnest($2::uuid[], $3::int[]) as own (id, version)
                               where own.id = case_id and own.version = case_version)`,
    values: [
      arrayLiteral(caseIds),
      arrayLiteral(besides.map(({ caseId }) => caseId)),
      arrayLiteral(besides.map(({ caseVersion }) => caseVersion)),
    ],
  });
  return factsByCase(caseIds, rows);
}

/** Only who was given each case and when: all that a breach has to know of it. */
export async function readAssignments(
  client: Pick<PoolClient, 'query'>,
  caseIds: readonly string[],
): Promise<Map<string, CaseFact[]>> {
  const { rows } = await client.query<FactRow>({
    name: 'read-assignments',
    text: `select case_id, case_version, changed_at, data from case_fact
            where case_id = any($1::uuid[]) and data->'change'->>'kind' = 'assigned'`,
    values: [arrayLiteral(caseIds)],
  });
  return factsByCase(caseIds, rows);
}

interface FactRow {
  case_id: string;
  case_version: number;
  changed_at: Date;
  data: FactData;
}

function factsByCase(caseIds: readonly string[], rows: readonly FactRow[]): Map<string, CaseFact[]> {
  const facts = new Map<string, CaseFact[]>(caseIds.map((caseId) => [caseId, []]));
  for (const row of rows) {
    const fact = caseFact({ caseVersion: row.case_version, changedAt: row.changed_at.toISOString(), ...row.data });
    if (fact) facts.get(row.case_id)!.push(fact);
  }
  return facts;
}

type FactData = Pick<CaseChanged, 'labels' | 'change'>;

/** The cases that have this feedback: one, or none yet. */
export async function casesOfFeedback(client: Pick<PoolClient, 'query'>, feedbackId: string): Promise<string[]> {
  const { rows } = await client.query<{ case_id: string }>(
    `select distinct case_id from case_fact
      where feedback_id = $1 and data->'change'->>'kind' in ('opened', 'feedback-joined')`,
    [feedbackId],
  );
  return rows.map((row) => row.case_id);
}

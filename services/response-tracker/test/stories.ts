import { CHAIN_START, eventHash, type ChainedEvent } from '@hearback/proof';
import type { Pool } from 'pg';

/** How many of the cases have clocks with which events, in their order: `{ 'activated warned': 12 }`. */
export async function storyOf(pool: Pool, cases: readonly { caseId: string }[]): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ story: string; count: string }>(
    `select story, count(*) from (
       select string_agg(e.kind, ' ' order by e.sequence) as story from clock c join clock_event e using (clock_id)
        where c.case_id = any($1::uuid[]) group by c.clock_id) as stories group by story`,
    [cases.map(({ caseId }) => caseId)],
  );
  return Object.fromEntries(rows.map(({ story, count }) => [story, Number(count)]));
}

/** Ids of the clocks whose chain does not hold. */
export async function brokenChains(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query(
    `select clock_id, sequence, kind, effective_at, recorded_at, policy_version, data, encode(hash, 'hex') as hash
       from clock_event order by clock_id, sequence`,
  );
  const broken = new Set<string>();
  let [clockId, sequence, previous] = ['', 0, CHAIN_START];
  for (const row of rows) {
    if (row.clock_id !== clockId) [clockId, sequence, previous] = [row.clock_id, 0, CHAIN_START];
    const { kind, data, effective_at: effectiveAt, recorded_at: recordedAt, policy_version: policyVersion } = row;
    const event = { kind, data, sequence: row.sequence, effectiveAt, recordedAt, policyVersion } as ChainedEvent;
    if (row.sequence !== sequence + 1 || eventHash(clockId, event, previous) !== row.hash) broken.add(clockId);
    [sequence, previous] = [row.sequence, row.hash];
  }
  return [...broken];
}

import type { Pool } from '@hearback/postgres';
import type { ChainedEvent } from '@hearback/proof';

interface EventRow {
  sequence: number;
  kind: ChainedEvent['kind'];
  effective_at: Date;
  recorded_at: Date;
  policy_version: string;
  data: ChainedEvent['data'];
  hash: string;
}

/** The events of one clock from its first on; empty when there is no such clock. */
export async function readClockEvents(pool: Pool, clockId: string): Promise<ChainedEvent[]> {
  const { rows } = await pool.query<EventRow>(
    `select sequence, kind, effective_at, recorded_at, policy_version, data, encode(hash, 'hex') as hash
       from clock_event where clock_id = $1 order by sequence`,
    [clockId],
  );
  return rows.map(
    (row) =>
      ({
        kind: row.kind,
        data: row.data,
        sequence: row.sequence,
        effectiveAt: row.effective_at,
        recordedAt: row.recorded_at,
        policyVersion: row.policy_version,
        hash: row.hash,
      }) as ChainedEvent,
  );
}

import { arrayLiteral, type PoolClient } from '@hearback/postgres';

/**
 * Enters deliveries in the inbox and returns those that were not there yet. Another transaction with the same ones waits
 * here until this one ends, so that of concurrent duplicates one works. In order of id, against deadlocks.
 */
export async function claimDeliveries(client: PoolClient, ceIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await client.query<{ ce_id: string }>({
    name: 'claim-deliveries',
    text: 'insert into delivery (ce_id) select * from unnest($1::uuid[]) on conflict do nothing returning ce_id',
    values: [arrayLiteral([...new Set(ceIds)].sort())],
  });
  return new Set(rows.map((row) => row.ce_id));
}

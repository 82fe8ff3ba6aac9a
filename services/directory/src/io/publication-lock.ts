import type { PoolClient } from '@hearback/postgres';

/**
 * Until the transaction ends, no other one changes keys or sources, and no snapshot of them is published: a snapshot read
 * before a revocation must not be published after it.
 */
export async function lockPublication(client: PoolClient): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtext('hearback.directory.publication'))`);
}

/** Whether everything committed so far has been acknowledged by Kafka (what the broker will never take aside). */
export async function isOutboxEmpty(client: PoolClient): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from outbox where refused is null limit 1');
  return rowCount === 0;
}

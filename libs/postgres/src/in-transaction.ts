import type { Pool, PoolClient } from 'pg';

const ATTEMPTS = 5;
// Serialization failure and deadlock: the same work is expected to succeed when tried again.
const RETRIED = new Set(['40001', '40P01']);
// A migration changed what a named statement of this connection reads; a new connection knows.
const STALE_PLAN = '0A000';

/**
 * Runs the work in one transaction and commits it, or rolls everything back and throws. Deadlocks and serialization
 * failures are tried up to 5 times, so the work must have no effects outside the transaction. When the connection is
 * lost during the commit, whether it took effect is unknown: callers must be safe to run again.
 */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(pool, work);
    } catch (error) {
      if (attempt === ATTEMPTS || !isRetried(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
    }
  }
}

function isRetried(error: unknown): boolean {
  const { code = '' } = error as { code?: string };
  return RETRIED.has(code) || code === STALE_PLAN;
}

async function runOnce<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    await client.query('rollback').then(
      () => client.release((error as { code?: string }).code === STALE_PLAN),
      (lost: Error) => client.release(lost),
    );
    throw error;
  }
}

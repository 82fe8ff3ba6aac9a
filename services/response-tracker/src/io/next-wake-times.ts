import type { Pool } from '@hearback/postgres';

/** When clocks need attention next, the nearest first, up to a horizon. */
export async function nextWakeTimes(pool: Pool, horizonMs: number): Promise<Date[]> {
  const { rows } = await pool.query<{ wake_at: Date }>(
    `select distinct date_trunc('milliseconds', wake_at) as wake_at from clock
      where wake_at <= now() + $1 * interval '1 millisecond' order by 1 limit 2000`,
    [horizonMs],
  );
  return rows.map((row) => row.wake_at);
}

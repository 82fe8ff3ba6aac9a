import type { Pool } from 'pg';

const TABLES = ['clock_event', 'clock', 'day_root'];

/** Does to the tables what only a superuser can, with the triggers off; then looks, and puts everything back. */
export async function whileTampered(pool: Pool, changes: readonly string[], look: () => Promise<void>): Promise<void> {
  for (const table of TABLES) await pool.query(`create table kept_${table} as select * from ${table}`);
  for (const table of TABLES) await pool.query(`alter table ${table} disable trigger user`);
  try {
    for (const change of changes) expect((await pool.query(change)).rowCount).toBeGreaterThan(0);
    await look();
  } finally {
    for (const table of TABLES) {
      await pool.query(`truncate ${table}`);
      await pool.query(`insert into ${table} overriding system value select * from kept_${table}`);
      await pool.query(`alter table ${table} enable trigger user`);
      await pool.query(`drop table kept_${table}`);
    }
  }
}

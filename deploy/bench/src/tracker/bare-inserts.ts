import { arrayLiteral, inTransaction, type Pool } from '@hearback/postgres';
import { EVENT_COLUMNS } from './copy-rows';

const ROWS = 500;
const COLUMNS = EVENT_COLUMNS.split(',').map((name) => name.trim());

/**
 * The ceiling of writing events: the same rows, nothing but a statement of 500 rows in a transaction of its own, into an
 * empty table with the same indexes. No facts, no clocks, no hashing, no announcements.
 * @returns rows a second
 */
export async function bareInserts(pool: Pool, since: number, count: number): Promise<number> {
  await pool.query('create table bare_event (like clock_event including all)');
  try {
    const types = await typesOf(pool);
    const text = `insert into bare_event (${EVENT_COLUMNS})
      select ${COLUMNS.map((name, index) => `c${index}::${types.get(name)}`).join()}
        from unnest(${COLUMNS.map((_, index) => `$${index + 1}::text[]`).join()}) as new (${COLUMNS.map((_, index) => `c${index}`).join()})`;
    const batches = await batchesOf(pool, since, count);
    const startedAt = performance.now();
    for (const values of batches) await inTransaction(pool, (client) => client.query({ name: 'bare', text, values }));
    return count / ((performance.now() - startedAt) / 1_000);
  } finally {
    await pool.query('drop table bare_event');
  }
}

async function typesOf(pool: Pool): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, null) as type from pg_attribute
      where attrelid = 'clock_event'::regclass and attnum > 0`,
  );
  return new Map(rows.map(({ name, type }) => [name, type]));
}

async function batchesOf(pool: Pool, since: number, count: number): Promise<string[][]> {
  const { rows } = await pool.query<(string | null)[]>({
    text: `select ${COLUMNS.map((name) => `${name}::text`).join()} from clock_event where position > $1 order by position limit $2`,
    values: [since, count],
    rowMode: 'array',
  } as never);
  const batches: string[][] = [];
  for (let from = 0; from < rows.length; from += ROWS) {
    const batch = rows.slice(from, from + ROWS);
    batches.push(COLUMNS.map((_, index) => arrayLiteral(batch.map((row) => row[index]!))));
  }
  return batches;
}

import type { Pool, PoolClient } from '@hearback/postgres';

/**
 * One state of the database for as long as it takes to send a proof: nothing that is written meanwhile is in it. A reader
 * that takes nothing for this long loses it, because the database keeps everything that was deleted since then.
 */
const PATIENCE = '60s';
const BEGIN = `begin isolation level repeatable read read only;
  set local idle_in_transaction_session_timeout = '${PATIENCE}';
  set local cursor_tuple_fraction = 1`;

export interface Snapshot {
  client: PoolClient;
  /** Gives the connection back; may be called again. */
  close(): Promise<void>;
}

/** Opens a snapshot; the caller closes it, whatever happens. */
export async function openSnapshot(pool: Pool): Promise<Snapshot> {
  const client = await pool.connect();
  let closing: Promise<void> | null = null;
  const close = () =>
    (closing ??= client.query('rollback').then(
      () => client.release(),
      (lost: Error) => client.release(lost),
    ));
  try {
    await client.query(BEGIN);
  } catch (error) {
    await close();
    throw error;
  }
  return { client, close };
}

/** Rows of a query in pages, so that however many there are, one page at a time is in memory. */
export async function* pagesOf<Row extends object>(
  client: PoolClient,
  { sql, values, size }: { sql: string; values: unknown[]; size: number },
): AsyncGenerator<Row[]> {
  await client.query(`declare page no scroll cursor for ${sql}`, values);
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${size} from page`);
    if (rows.length > 0) yield rows;
    if (rows.length < size) break;
  }
  await client.query('close page');
}

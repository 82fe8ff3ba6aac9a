import type { Pool, PoolClient } from '@hearback/postgres';
import { EVENT_SELECT, streamed, type StreamedEvent, type StreamedRow } from './event-reader';

export interface Announced {
  /** Every event up to here was announced, and every checkpoint up to this number. */
  position: number;
  checkpoint: number;
}

// Positions grow with numbers, and only numbers have an index.
const SEALED_TO = '(select position from checkpoint order by number desc limit 1)';

/** Whether something was sealed that was not announced: one look, so that an idle tracker costs next to nothing. */
export async function hasNews(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select 1 from announced where checkpoint < (select max(number) from checkpoint)
                                or position < ${SEALED_TO}`,
  );
  return rowCount === 1;
}

/** Where announcing stands, locked until the transaction ends; null while another replica announces. */
export async function claimAnnounced(client: PoolClient): Promise<Announced | null> {
  const { rows } = await client.query<{ position: string; checkpoint: number }>(
    'select position, checkpoint from announced for update skip locked',
  );
  return rows[0] ? { position: Number(rows[0].position), checkpoint: rows[0].checkpoint } : null;
}

export async function saveAnnounced(client: PoolClient, { position, checkpoint }: Announced): Promise<void> {
  await client.query('update announced set position = $1, checkpoint = $2', [position, checkpoint]);
}

export interface Announceable extends StreamedEvent {
  traceparent: string | null;
}

/** The next sealed events after a position, in order: of what is sealed nothing can be missing. */
export async function readAnnounceable(client: PoolClient, after: number, limit: number): Promise<Announceable[]> {
  const { rows } = await client.query<StreamedRow & { traceparent: string | null }>({
    name: 'announceable',
    text: `${EVENT_SELECT} where e.position > $1 and e.position <= ${SEALED_TO}
            order by e.position limit $2`,
    values: [after, limit],
  });
  return rows.map((row) => ({ ...streamed(row), traceparent: row.traceparent }));
}

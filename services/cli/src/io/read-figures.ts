import { PROMISES } from '@hearback/contracts';
import type { PoolClient } from '@hearback/postgres';
import type { ChainedEvent, Checkpoint, Counts } from '@hearback/proof';
import { cellName, type Cells } from '../domain/fold-day';

const PAGE = 2_000;

/** The rows of a statement, some at a time. */
async function* rowsOf<R extends object>(client: PoolClient, sql: string): AsyncGenerator<R> {
  await client.query(`declare page no scroll cursor for ${sql}`);
  for (;;) {
    const { rows } = await client.query<R>(`fetch ${PAGE} from page`);
    yield* rows;
    if (rows.length < PAGE) break;
  }
  await client.query('close page');
}

/** Every UTC day that has a clock, a root or a figure, as `2026-02-16`. */
export async function readDays(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ day: string }>(
    `select to_char(day, 'YYYY-MM-DD') as day from
       (select started_at::date as day from clock union select day from day_root
        union select cohort_hour::date from figure_now union select cohort_hour::date from figure_history) as days
      order by 1`,
  );
  return rows.map(({ day }) => day);
}

export interface EventRow {
  clock_id: string;
  position: string;
  event: ChainedEvent;
}

type Row = Omit<ChainedEvent, 'effectiveAt'> & { clock_id: string; position: string; at: Date; recorded: Date };

/** All events of the clocks started on a day, in the order of their seal. */
export async function* readEvents(client: PoolClient, day: string): AsyncGenerator<EventRow> {
  const promises = PROMISES.map((promise) => `'${promise}'`).join(', ');
  const rows = rowsOf<Row>(
    client,
    `select e.clock_id, e.position, e.kind, e.data, e.sequence, e.effective_at as at, e.recorded_at as recorded,
            e.policy_version as "policyVersion", encode(e.hash, 'hex') as hash
       from clock c join clock_event e using (clock_id)
      where c.promise in (${promises}) and c.started_at >= '${day}' and c.started_at < date '${day}' + 1
      order by e.position`,
  );
  for await (const { clock_id, position, at, recorded, ...event } of rows)
    yield { clock_id, position, event: { ...event, effectiveAt: at, recordedAt: recorded } as ChainedEvent };
}

/** The roots that checkpoints left of a day, by how many events they cover. */
export async function readMarks(client: PoolClient, day: string): Promise<Map<number, string>> {
  const { rows } = await client.query<{ events: string; root: string }>(
    `select events, encode(root, 'hex') as root from day_root where day = $1`,
    [day],
  );
  return new Map(rows.map(({ events, root }) => [Number(events), root]));
}

type FigureRow = Counts & { dimension: string; promise: string; key: string; cohort: Date; sealed?: Date };

/** The figures kept of the clocks started on a day. */
export async function readCells(
  client: PoolClient,
  table: 'figure_now' | 'figure_history',
  day: string,
): Promise<Cells> {
  const sealed = table === 'figure_history' ? ', sealed_hour as sealed' : '';
  const { rows } = await client.query<FigureRow>(
    `select dimension, promise, key, cohort_hour as cohort, met, confirmed, missed, running, withdrawn ${sealed}
       from ${table} where cohort_hour >= $1::date and cohort_hour < $1::date + 1`,
    [day],
  );
  const cells: Cells = new Map();
  for (const { dimension, promise, key, cohort, sealed, ...counts } of rows)
    cells.set(
      cellName(dimension, promise, cohort.toISOString(), key, ...(sealed ? [sealed.toISOString()] : [])),
      counts,
    );
  return cells;
}

/** Up to which position each UTC hour sealed, in order. */
export async function readSealedHours(client: PoolClient): Promise<{ hour: string; upTo: number }[]> {
  const { rows } = await client.query<{ hour: Date; last: string }>(
    `select date_trunc('hour', sealed_at) as hour, max(position) as last from checkpoint group by 1 order by 1`,
  );
  return rows.map(({ hour, last }) => ({ hour: hour.toISOString(), upTo: Number(last) }));
}

type CheckpointRow = Omit<Checkpoint, 'sealedAt' | 'events'> & { sealed_at: Date; events: string; position: string };

/** Every checkpoint in order. */
export async function* readCheckpoints(client: PoolClient): AsyncGenerator<Checkpoint & { position: number }> {
  const rows = rowsOf<CheckpointRow>(
    client,
    `select number, sealed_at, events, position, signature, key_id as "keyId", encode(root, 'hex') as root,
            encode(days_root, 'hex') as "daysRoot", encode(previous_root, 'hex') as "previousRoot"
       from checkpoint order by number`,
  );
  for await (const { sealed_at, events, position, ...said } of rows)
    yield { ...said, sealedAt: sealed_at.toISOString(), events: Number(events), position: Number(position) };
}

/** How many events there are up to a position, whatever clock they name. */
export async function countEvents(client: PoolClient, upTo: number): Promise<number> {
  const { rows } = await client.query<{ count: string }>('select count(*) from clock_event where position <= $1', [
    upTo,
  ]);
  return Number(rows[0]!.count);
}

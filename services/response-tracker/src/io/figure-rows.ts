import type { PromiseKind } from '@hearback/contracts';
import type { PoolClient } from '@hearback/postgres';
import type { Dimension } from '@hearback/proof';
import type { FigureRow } from '../domain/figure-answer';
import { dividePeriod, hourStart, upToThisHour, type Span } from '../domain/figure-period';
import { countCells, countedOf } from './figure-cells';
import { readCheckpoint, type StoredCheckpoint } from './seal-store';

type Queryable = Pick<PoolClient, 'query'>;

const LONGEST_TRANSACTION_MS = 60_000;

export interface FigureQuestion extends Span {
  /** Figures as of the last checkpoint sealed by then; when `live` as the events are now. */
  asOf: Date;
  live: boolean;
  promises: readonly PromiseKind[];
  dimensions: readonly Dimension[];
}

export interface FiguresRead {
  rows: FigureRow[];
  /** Null before the first; an answer as of then knows nothing. */
  checkpoint: StoredCheckpoint | null;
}

/**
 * The counts of a cohort. Whole hours come from the rollups and the events that are not in them yet, the edges from the
 * clocks themselves, and promises that run past their due time are moved to the missed ones.
 * @param client in one REPEATABLE READ transaction, so that all parts tell of the same moment
 */
export async function readFigures(client: Queryable, question: FigureQuestion): Promise<FiguresRead> {
  const checkpoint = await readCheckpoint(client, question.live ? undefined : question.asOf);
  if (question.live) return { rows: await liveRows(client, question, checkpoint?.position ?? 0), checkpoint };
  if (!checkpoint) return { rows: [], checkpoint };
  return { rows: await rowsAsOf(client, question, checkpoint), checkpoint };
}

async function liveRows(client: Queryable, question: FigureQuestion, sealedTo: number): Promise<FigureRow[]> {
  const { hours, edges } = dividePeriod(upToThisHour(question, question.asOf));
  const read = reader(client, question);
  const rows = await read.counted(EDGES, boundsOf(edges));
  rows.push(...(await read.counted(OVERDUE, [question.asOf, question.from, question.to])));
  if (hours === null) return rows;
  rows.push(...(await read.kept(NOW, [hours.from, hours.to])));
  rows.push(...(await read.counted(CHANGES, [hours.from, hours.to, sealedTo, null])));
  return rows;
}

async function rowsAsOf(
  client: Queryable,
  question: FigureQuestion,
  { sealedAt, position }: StoredCheckpoint,
): Promise<FigureRow[]> {
  const { hours, edges } = dividePeriod(question);
  const read = reader(client, question);
  const rows = await read.counted(EDGES_AT, [...boundsOf(edges), position]);
  const tail = await endOfTail(client, question.asOf);
  rows.push(...(await read.counted(OVERDUE_AT, [question.asOf, question.from, question.to, position, tail])));
  if (hours === null) return rows;
  const sealedHour = hourStart(new Date(sealedAt));
  const before = await readCheckpoint(client, new Date(sealedHour.getTime() - 1));
  rows.push(...(await read.kept(HISTORY, [hours.from, hours.to, sealedHour])));
  rows.push(...(await read.counted(CHANGES, [hours.from, hours.to, before?.position ?? 0, position])));
  return rows;
}

/** The position up to which events may lie that were recorded by a time and sealed after it; null when that is the end. */
async function endOfTail(client: Queryable, at: Date): Promise<string | null> {
  const { rows } = await client.query<{ position: string }>(
    'select position from checkpoint where sealed_at > $1 order by sealed_at limit 1',
    [new Date(at.getTime() + LONGEST_TRANSACTION_MS)],
  );
  return rows[0]?.position ?? null;
}

/** Of two edges; an absent one is empty. */
function boundsOf([first, second]: readonly Span[]): Date[] {
  const never = new Date(0);
  return [first?.from ?? never, first?.to ?? never, second?.from ?? never, second?.to ?? never];
}

/** $1 promises, then what each part names. */
function reader(client: Queryable, { promises, dimensions }: FigureQuestion) {
  return {
    counted: async (rows: string, values: unknown[]) =>
      (await client.query<FigureRow>(countCells(dimensions, rows), [promises, ...values])).rows,
    kept: async (from: string, values: unknown[]) =>
      (
        await client.query<FigureRow>(`${SUMS} ${from}`, [
          promises,
          ...values.slice(0, 2),
          dimensions,
          ...values.slice(2),
        ])
      ).rows,
  };
}

const IN_HOURS = `promise = any($1) and cohort_hour >= $2 and cohort_hour < $3 and dimension = any($4)`;
const SUMS = `select promise, dimension, key, sum(met)::int as met, sum(confirmed)::int as confirmed,
  sum(missed)::int as missed, sum(running)::int as running, sum(withdrawn)::int as withdrawn`;
const NOW = `from figure_now where ${IN_HOURS} group by 1, 2, 3`;
const HISTORY = `from figure_history where ${IN_HOURS} and sealed_hour < $5 group by 1, 2, 3`;

// What the events between two positions changed: each takes back what its clock was before and adds what it is after.
const CHANGED = `from clock_event e where e.position > $4 and ($5::bigint is null or e.position <= $5)
  and e.promise = any($1) and e.started_at >= $2 and e.started_at < $3`;
const CHANGES = `select ${countedOf('e')}, 1 as n ${CHANGED}
  union all
  select ${countedOf('b')}, -1 as n from (select e.clock_id, e.sequence - 1 as sequence ${CHANGED}) as e
    join clock_event b using (clock_id, sequence)`;

// Each edge by itself: joined to a list of spans, the database cannot tell how few clocks they hold.
const inEdges = (columns: string, more = '') =>
  [`c.started_at >= $2 and c.started_at < $3`, `c.started_at >= $4 and c.started_at < $5`]
    .map((edge) => `select ${columns}, 1 as n from clock c ${more} where c.promise = any($1) and ${edge}`)
    .join(' union all ');
const EDGES = inEdges(countedOf('c'));

// What a clock was at a position: its last event up to there.
const LAST = (clockId: string, position: string) => `cross join lateral (select * from clock_event
  where clock_id = ${clockId} and position <= ${position} order by sequence desc limit 1) as e`;
const EDGES_AT = inEdges(countedOf('e'), LAST('c.clock_id', '$6'));

// A promise is missed from the first moment after its due time, whether or not the breach is written yet.
const MOVED = `cross join (values ('running', -1), ('missed', 1)) as moved (state, n)`;
const OVERDUE = `select ${countedOf('c', 'moved.state')}, moved.n from clock c ${MOVED}
  where c.state = 'running' and c.promise = any($1) and c.due_at < $2 and c.started_at >= $3 and c.started_at < $4`;

// Whatever ran past its due time then either still does, or breached after the checkpoint, or ended or moved after it:
// recorded by then and not sealed yet, or recorded later than it was due.
const OVERDUE_AT = `select ${countedOf('e', 'moved.state')}, moved.n
  from (select clock_id from clock where state = 'running' and promise = any($1) and due_at < $2
        union
        select clock_id from clock_event where kind = 'breached' and effective_at >= $3 and effective_at < $2
           and position > $5 and promise = any($1)
        union
        select clock_id from clock_event where kind in ('fulfilled', 'withdrawn') and promise = any($1)
           and position > $5 and ($6::bigint is null or position <= $6) and recorded_at <= $2
        union
        select clock_id from clock_event where promise = any($1) and position > $5 and started_at < $2
           and started_at >= $3 and started_at < $4
           and ((kind in ('fulfilled', 'withdrawn') and recorded_at > due_at) or kind = 'extended'
             or (kind = 'restated' and state = 'running' and data->>'reason' <> 'labels'))) as candidate
  ${LAST('candidate.clock_id', '$5')} ${MOVED}
  where e.state = 'running' and e.due_at < $2 and e.started_at >= $3 and e.started_at < $4`;

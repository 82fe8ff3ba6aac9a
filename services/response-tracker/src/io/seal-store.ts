import { arrayLiteral, type Pool, type PoolClient } from '@hearback/postgres';
import type { Checkpoint, Contribution, DayRoot } from '@hearback/proof';
import type { Seal } from '../domain/seal-events';
import { SEAL_LOCK } from './clock-store';

type Queryable = Pick<PoolClient, 'query'>;

// Only one replica seals at a time; the others find the lock taken and have nothing to do.
const SEALER_LOCK = 4_829_562;
// Writers that come while the sealer waits stand behind it, so it gives up soon and tries again.
const PATIENCE = '2s';
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * The position up to which every event is committed; null when writers are at work for so long that nobody can tell.
 * Taking the writers' lock alone for a moment makes it certain: an event still on its way with a lower position would
 * hold that lock.
 */
export async function committedPosition(pool: Pool): Promise<number | null> {
  const client = await pool.connect();
  try {
    await client.query(`begin; set local lock_timeout = '${PATIENCE}'; select pg_advisory_xact_lock(${SEAL_LOCK})`);
    const last = await lastPosition(client);
    await client.query('commit');
    client.release();
    return last;
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (lost: Error) => client.release(lost),
    );
    if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) return null;
    throw error;
  }
}

/** The highest position that can be seen; one below it may still be on its way. */
export async function lastPosition(client: Queryable): Promise<number | null> {
  const { rows } = await client.query<{ last: string | null }>('select max(position) as last from clock_event');
  return rows[0]!.last === null ? null : Number(rows[0]!.last);
}

/** Whether this transaction is the one that seals. */
export async function becomeSealer(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_xact_lock(${SEALER_LOCK}) as mine`);
  return rows[0]!.mine;
}

export interface StoredCheckpoint extends Checkpoint {
  /** Of the last event in it. */
  position: number;
}

interface CheckpointRow {
  number: number;
  sealed_at: Date;
  events: string;
  position: string;
  days_root: string;
  previous_root: string;
  root: string;
  signature: string;
  key_id: string;
}

const CHECKPOINT = `select number, sealed_at, events, position, encode(days_root, 'hex') as days_root,
  encode(previous_root, 'hex') as previous_root, encode(root, 'hex') as root, signature, key_id from checkpoint`;

/** The last checkpoint sealed by a time, or of all; null before the first. */
export async function readCheckpoint(client: Queryable, by?: Date): Promise<StoredCheckpoint | null> {
  const { rows } = by
    ? await client.query<CheckpointRow>(`${CHECKPOINT} where sealed_at <= $1 order by sealed_at desc limit 1`, [by])
    : await client.query<CheckpointRow>(`${CHECKPOINT} order by number desc limit 1`);
  return rows[0] ? checkpointOf(rows[0]) : null;
}

/** Checkpoints after a number, in order. */
export async function listCheckpoints(client: Queryable, after: number, limit: number): Promise<StoredCheckpoint[]> {
  const { rows } = await client.query<CheckpointRow>(`${CHECKPOINT} where number > $1 order by number limit $2`, [
    after,
    limit,
  ]);
  return rows.map(checkpointOf);
}

function checkpointOf(row: CheckpointRow): StoredCheckpoint {
  return {
    number: row.number,
    sealedAt: row.sealed_at.toISOString(),
    events: Number(row.events),
    position: Number(row.position),
    daysRoot: row.days_root,
    previousRoot: row.previous_root,
    root: row.root,
    signature: row.signature,
    keyId: row.key_id,
  };
}

/** Every day as a checkpoint left it, in order. */
export async function readDays(client: Queryable, checkpoint: number): Promise<Map<string, DayRoot>> {
  const { rows } = await client.query<{ day: string; events: string; root: string }>(
    `with recursive days as (
       (select day from day_root order by day limit 1)
       union all
       select (select day from day_root where day > days.day order by day limit 1) from days where days.day is not null)
     select to_char(days.day, 'YYYY-MM-DD') as day, r.events, encode(r.root, 'hex') as root
       from days cross join lateral (select events, root from day_root where day_root.day = days.day and checkpoint <= $1
                                      order by checkpoint desc limit 1) as r
      order by 1`,
    [checkpoint],
  );
  return new Map(rows.map((row) => [row.day, { events: Number(row.events), root: row.root }]));
}

/** Writes a seal: the checkpoint, the days it changed, and both kinds of figures. */
export async function saveSeal(client: Queryable, { checkpoint, position, days, deltas }: Seal): Promise<void> {
  await client.query({
    name: 'save-checkpoint',
    text: `insert into checkpoint (number, sealed_at, events, position, days_root, previous_root, root, signature, key_id)
           values ($1, $2, $3, $4, decode($5, 'hex'), decode($6, 'hex'), decode($7, 'hex'), $8, $9)`,
    values: [
      checkpoint.number,
      checkpoint.sealedAt,
      checkpoint.events,
      position,
      checkpoint.daysRoot,
      checkpoint.previousRoot,
      checkpoint.root,
      checkpoint.signature,
      checkpoint.keyId,
    ],
  });
  await client.query({
    name: 'save-days',
    text: `insert into day_root (day, checkpoint, events, root)
           select d, $1, e, decode(r, 'hex') from unnest($2::date[], $3::bigint[], $4::text[]) as new (d, e, r)`,
    values: [
      checkpoint.number,
      arrayLiteral([...days.keys()]),
      arrayLiteral([...days.values()].map(({ events }) => events)),
      arrayLiteral([...days.values()].map(({ root }) => root)),
    ],
  });
  await addToFigures(client, checkpoint.sealedAt, deltas);
}

const COUNTS = ['met', 'confirmed', 'missed', 'running', 'withdrawn'] as const;
const CELL = 'promise, dimension, key, cohort_hour';
const ROWS = `unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::int[], $7::int[], $8::int[], $9::int[], $10::int[])`;
const ADD = (table: string) => COUNTS.map((name) => `${name} = ${table}.${name} + excluded.${name}`).join(', ');
// One statement: the second table is written by a part of it that always runs.
const ADD_FIGURES = `with delta as (select * from ${ROWS} as d (${CELL}, ${COUNTS.join(', ')})),
  history as (
    insert into figure_history (${CELL}, sealed_hour, ${COUNTS.join(', ')})
    select ${CELL}, date_trunc('hour', $1::timestamptz, 'UTC'), ${COUNTS.join(', ')} from delta
    on conflict (dimension, promise, cohort_hour, key, sealed_hour) do update set ${ADD('figure_history')})
  insert into figure_now (${CELL}, ${COUNTS.join(', ')}) select ${CELL}, ${COUNTS.join(', ')} from delta
  on conflict (dimension, promise, cohort_hour, key) do update set ${ADD('figure_now')}`;

async function addToFigures(client: Queryable, sealedAt: string, deltas: readonly Contribution[]): Promise<void> {
  if (deltas.length === 0) return;
  const column = (pick: (delta: Contribution) => string | number) => arrayLiteral(deltas.map(pick));
  await client.query({
    name: 'add-figures',
    text: ADD_FIGURES,
    values: [
      sealedAt,
      column(({ promise }) => promise),
      column(({ dimension }) => dimension),
      column(({ key }) => key),
      column(({ cohortHour }) => cohortHour),
      ...COUNTS.map((name) => column((delta) => delta[name])),
    ],
  });
}

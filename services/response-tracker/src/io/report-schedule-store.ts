import type { Pool, PoolClient } from '@hearback/postgres';
import { randomUUID } from 'node:crypto';
import { nextRun, rhythmSchema, type ScheduleTerms } from '../domain/report-schedule';

type Queryable = Pick<PoolClient, 'query'>;

export interface StoredSchedule extends ScheduleTerms {
  scheduleId: string;
  createdBy: string;
  createdAt: string;
  nextRunAt: string;
}

interface ScheduleRow {
  schedule_id: string;
  name: string;
  rhythm: unknown;
  period: ScheduleTerms['period'];
  language: ScheduleTerms['language'];
  format: ScheduleTerms['format'];
  created_by: string;
  created_at: Date;
  next_run_at: Date;
}

/** Keeps a schedule; its first run is the first after now. */
export async function saveSchedule(
  pool: Pool,
  terms: ScheduleTerms,
  { createdBy, now }: { createdBy: string; now: Date },
): Promise<StoredSchedule> {
  const { name, on, time, zone, period, language, format } = terms;
  const rhythm = JSON.stringify({ on, time, zone });
  const { rows } = await pool.query<ScheduleRow>(
    `insert into report_schedule (schedule_id, name, rhythm, period, language, format, created_by, created_at, next_run_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning *`,
    [randomUUID(), name, rhythm, period, language, format, createdBy, now, nextRun({ on, time, zone }, now)],
  );
  return scheduleOf(rows[0]!);
}

export async function listSchedules(pool: Pool): Promise<StoredSchedule[]> {
  const { rows } = await pool.query<ScheduleRow>('select * from report_schedule order by created_at, schedule_id');
  return rows.map(scheduleOf);
}

/** Its reports stay. @returns whether there was one */
export async function deleteSchedule(pool: Pool, scheduleId: string): Promise<boolean> {
  const { rowCount } = await pool.query('delete from report_schedule where schedule_id = $1', [scheduleId]);
  return rowCount === 1;
}

/** A schedule whose run is due, locked for this transaction; the one that is longest due. */
export async function takeDueSchedule(client: Queryable, now: Date): Promise<StoredSchedule | null> {
  const { rows } = await client.query<ScheduleRow>(
    `select * from report_schedule where next_run_at <= $1 order by next_run_at limit 1 for update skip locked`,
    [now],
  );
  return rows[0] ? scheduleOf(rows[0]) : null;
}

export async function moveSchedule(client: Queryable, scheduleId: string, nextRunAt: Date): Promise<void> {
  await client.query('update report_schedule set next_run_at = $2 where schedule_id = $1', [scheduleId, nextRunAt]);
}

/** When the next runs are, within a horizon: for wake-ups. */
export async function nextRunTimes(pool: Pool, horizonMs: number): Promise<Date[]> {
  const { rows } = await pool.query<{ at: Date }>(
    'select distinct next_run_at as at from report_schedule where next_run_at <= $1 order by 1 limit 100',
    [new Date(Date.now() + horizonMs)],
  );
  return rows.map(({ at }) => at);
}

function scheduleOf(row: ScheduleRow): StoredSchedule {
  const { name, period, language, format } = row;
  return {
    scheduleId: row.schedule_id,
    ...{ name, period, language, format },
    ...rhythmSchema.parse(row.rhythm),
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    nextRunAt: row.next_run_at.toISOString(),
  };
}

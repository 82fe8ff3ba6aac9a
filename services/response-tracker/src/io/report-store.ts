import type { Pool, PoolClient } from '@hearback/postgres';
import { randomUUID } from 'node:crypto';
import type { ReportFormat, ReportLanguage, ReportQuestion } from '../domain/report-question';
import type { Waiting } from './waiting-store';

type Queryable = Pick<PoolClient, 'query'>;

export interface AskedFor {
  question: ReportQuestion;
  askedBy: string;
  askedAt: Date;
  scheduleId: string | null;
  inFlight: Waiting | null;
}

/** A report as people are told of it, without its file. */
export interface StoredReport {
  reportId: string;
  scheduleId: string | null;
  state: 'waiting' | 'made' | 'failed' | 'expired';
  from: string;
  to: string;
  asOf: string;
  zone: string;
  language: ReportLanguage;
  format: ReportFormat;
  askedBy: string;
  askedAt: string;
  madeAt: string | null;
  /** Number of the checkpoint that its figures rest on. */
  checkpoint: number | null;
  bytes: number | null;
  /** Why it could not be made. */
  fault: string | null;
}

interface ReportRow {
  report_id: string;
  schedule_id: string | null;
  state: StoredReport['state'];
  period_from: Date;
  period_to: Date;
  as_of: Date;
  zone: string;
  language: ReportLanguage;
  format: ReportFormat;
  asked_by: string;
  asked_at: Date;
  made_at: Date | null;
  checkpoint: number | null;
  bytes: number | null;
  fault: string | null;
}

const COLUMNS = `report_id, schedule_id, state, period_from, period_to, as_of, zone, language, format, asked_by, asked_at,
  made_at, checkpoint, length(content) as bytes, fault`;

/** Remembers that a report is to be made. @returns its id; null when the schedule has one of that period already */
export async function saveAsked(client: Queryable, asked: AskedFor): Promise<string | null> {
  const { question, askedBy, askedAt, scheduleId, inFlight } = asked;
  const { from, to, asOf, zone, language, format } = question;
  const { rows } = await client.query<{ report_id: string }>(
    `insert into report (report_id, schedule_id, asked_by, asked_at, period_from, period_to, as_of, zone, language, format,
                         in_flight)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning report_id`,
    [randomUUID(), scheduleId, askedBy, askedAt, from, to, asOf, zone, language, format, json(inFlight)],
  );
  return rows[0]?.report_id ?? null;
}

const json = (value: unknown) => (value === null ? null : JSON.stringify(value));

export interface ToBeMade {
  reportId: string;
  question: ReportQuestion;
  inFlight: Waiting | null;
}

/**
 * The oldest report that waits, locked for this transaction: a maker that dies lets go of it, and another one takes it.
 * @param settled only what is as of then or before: whatever was being sealed at its moment is committed by now
 */
export async function takeWaiting(client: Queryable, settled: Date): Promise<ToBeMade | null> {
  const { rows } = await client.query<ReportRow & { in_flight: Waiting | null }>(
    `select ${COLUMNS}, in_flight from report where state = 'waiting' and as_of <= $1
      order by asked_at limit 1 for update skip locked`,
    [settled],
  );
  const row = rows[0];
  if (!row) return null;
  const { zone, language, format, in_flight: inFlight } = row;
  const question = { from: row.period_from, to: row.period_to, asOf: row.as_of, zone, language, format };
  return { reportId: row.report_id, question, inFlight };
}

/** Keeps the file of a report; what is waiting no more is left alone. */
export async function saveMade(
  client: Queryable,
  { reportId, content, checkpoint }: { reportId: string; content: Buffer; checkpoint: number | null },
): Promise<void> {
  await client.query(
    `update report set state = 'made', made_at = now(), content = $2, checkpoint = $3, fault = null where report_id = $1`,
    [reportId, content, checkpoint],
  );
}

const MOST_TRIES = 3;

/** Remembers why a report could not be made; after three tries it is given up. */
export async function saveFault(client: Queryable, reportId: string, fault: string): Promise<void> {
  await client.query(
    `update report set fault = $2, tries = tries + 1, state = case when tries + 1 >= $3 then 'failed' else state end
      where report_id = $1 and state = 'waiting'`,
    [reportId, fault, MOST_TRIES],
  );
}

/** Takes the files of reports made before a time away; that they were made stays known. */
export async function expireReports(client: Queryable, before: Date): Promise<void> {
  await client.query(`update report set state = 'expired', content = null where state = 'made' and made_at < $1`, [
    before,
  ]);
}

export interface ReportCursor {
  askedAt: string;
  reportId: string;
}

/** Reports, the newest first. */
export async function listReports(pool: Pool, limit: number, after: ReportCursor | null): Promise<StoredReport[]> {
  const { rows } = await pool.query<ReportRow>(
    `select ${COLUMNS} from report where $2::timestamptz is null or (asked_at, report_id) < ($2, $3::uuid)
      order by asked_at desc, report_id desc limit $1`,
    [limit, after?.askedAt ?? null, after?.reportId ?? null],
  );
  return rows.map(reportOf);
}

/** A report with its file, where it was made and is kept. */
export async function readReport(
  pool: Pool,
  reportId: string,
): Promise<{ report: StoredReport; content: Buffer | null } | null> {
  const { rows } = await pool.query<ReportRow & { content: Buffer | null }>(
    `select ${COLUMNS}, content from report where report_id = $1`,
    [reportId],
  );
  return rows[0] ? { report: reportOf(rows[0]), content: rows[0].content } : null;
}

function reportOf(row: ReportRow): StoredReport {
  const { state, zone, language, format, checkpoint, bytes, fault } = row;
  return {
    reportId: row.report_id,
    scheduleId: row.schedule_id,
    ...{ state, zone, language, format, checkpoint, bytes, fault },
    from: row.period_from.toISOString(),
    to: row.period_to.toISOString(),
    asOf: row.as_of.toISOString(),
    askedBy: row.asked_by,
    askedAt: row.asked_at.toISOString(),
    madeAt: row.made_at && row.made_at.toISOString(),
  };
}

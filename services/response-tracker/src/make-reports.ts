import { inTransaction, type Pool } from '@hearback/postgres';
import type { Telemetry } from '@hearback/telemetry';
import { nextRun, periodOfRun } from './domain/report-schedule';
import { renderReport } from './io/render-report';
import { readReportData, type ReportDataNeeds } from './io/report-data';
import { moveSchedule, takeDueSchedule } from './io/report-schedule-store';
import { expireReports, saveAsked, saveFault, saveMade, takeWaiting, type ToBeMade } from './io/report-store';

export interface MakerNeeds extends ReportDataNeeds {
  telemetry: Telemetry;
  /** Address of the console, without a slash at its end. */
  consoleUrl: string;
  keepDays: number;
  /** Promises in the appendix of a PDF at most. */
  mostInPdf: number;
}

/** A checkpoint that was being signed at the report's moment is committed this much later. */
const SETTLED_MS = 2_000;
const DAY_MS = 86_400_000;
const FAULT_LENGTH = 500;

/**
 * One pass: asks for the reports of schedules that are due, makes what waits, lets go of what is old. A run is written in
 * one transaction with the time of the next, and has one report however often it is tried; a report is made in the
 * transaction that locks it. So a crash between any two steps leaves each of them to be done once by whoever comes next,
 * and Redis is not asked. A run missed while nobody was there is made up for, as of the time when it was due.
 * @returns a function that makes one pass
 */
export function reportMaker(needs: MakerNeeds): () => Promise<void> {
  const { pool, keepDays } = needs;
  return async () => {
    while (await askForDueRun(pool, new Date()));
    while (await makeOne(needs));
    await expireReports(pool, new Date(Date.now() - keepDays * DAY_MS));
  };
}

async function askForDueRun(pool: Pool, now: Date): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const schedule = await takeDueSchedule(client, now);
    if (!schedule) return false;
    const { scheduleId, on, time, zone, period, language, format } = schedule;
    const asOf = new Date(schedule.nextRunAt);
    const question = { ...periodOfRun(period, zone, asOf), asOf, zone, language, format };
    await saveAsked(client, { question, scheduleId, askedBy: schedule.createdBy, askedAt: now, inFlight: null });
    await moveSchedule(client, scheduleId, nextRun({ on, time, zone }, asOf));
    return true;
  });
}

/** Makes the report that waits longest. @returns whether there may be another */
async function makeOne(needs: MakerNeeds): Promise<boolean> {
  const { pool, telemetry } = needs;
  let taken: ToBeMade | null = null;
  try {
    await inTransaction(pool, async (client) => {
      taken = await takeWaiting(client, new Date(Date.now() - SETTLED_MS));
      if (taken) await saveMade(client, await made(needs, taken));
    });
    return taken !== null;
  } catch (error) {
    const { reportId } = (taken as ToBeMade | null) ?? { reportId: null };
    if (reportId === null) throw error;
    telemetry.logger.warn({ err: error, reportId }, 'a report could not be made');
    await saveFault(pool, reportId, String(error).slice(0, FAULT_LENGTH));
    // The next pass tries again.
    return false;
  }
}

async function made(needs: MakerNeeds, { reportId, question, inFlight }: ToBeMade) {
  const { consoleUrl, mostInPdf } = needs;
  const data = await readReportData(needs, question, inFlight);
  const content = await renderReport({ data, consoleUrl, mostInPdf });
  return { reportId, content, checkpoint: data.checkpoint?.number ?? null };
}

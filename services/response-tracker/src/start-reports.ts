import type { Pool } from '@hearback/postgres';
import type { ServicePart } from '@hearback/service';
import { wakeSlots } from './domain/wake-slots';
import type { ReportQuestion } from './domain/report-question';
import type { ScheduleTerms } from './domain/report-schedule';
import type { ReadInForce } from './io/in-force-store';
import {
  deleteSchedule,
  listSchedules,
  nextRunTimes,
  saveSchedule,
  type StoredSchedule,
} from './io/report-schedule-store';
import { listReports, readReport, saveAsked, type ReportCursor } from './io/report-store';
import { startPasses } from './io/start-passes';
import { startWakeUps } from './io/wake-ups';
import type { Waiting } from './io/waiting-store';
import { reportMaker } from './make-reports';
import type { Foundation } from './start-parts';

/** Nest token of Reports. */
export const REPORTS = Symbol('REPORTS');

/** What people ask of the reports. */
export interface Reports {
  /** @returns the id of the report, which is made soon */
  ask(question: ReportQuestion, by: { who: string; live: boolean }): Promise<string>;
  list(limit: number, after: ReportCursor | null): ReturnType<typeof listReports>;
  read(reportId: string): ReturnType<typeof readReport>;
  schedule(terms: ScheduleTerms, who: string): Promise<StoredSchedule>;
  schedules(): Promise<StoredSchedule[]>;
  unschedule(scheduleId: string): Promise<boolean>;
}

export interface ReportsNeeds extends Foundation {
  pool: Pool;
  readInForce: ReadInForce;
  readInFlight(): Promise<Waiting | null>;
}

/** First part of the keys of the wake-ups in Redis. */
const REDIS_PREFIX = 'response-reports';
/** A report of the present waits until what was being sealed is settled. */
const SOON_MS = 2_100;

/** The maker of reports. Its table is read with each sweep; wake-ups through Redis only make a run prompt. */
export function startReports(needs: ReportsNeeds): { reports: Reports; parts: ServicePart[] } {
  const { env, telemetry, pool, readInForce, readInFlight } = needs;
  const make = reportMaker({
    ...{ pool, telemetry, readInForce },
    mostListed: env.REPORT_LISTED,
    mostInPdf: env.REPORT_LISTED_PDF,
    keepDays: env.REPORT_KEEP_DAYS,
    consoleUrl: env.CONSOLE_URL.replace(/\/+$/, ''),
  });
  const oneAtATime = oneAfterAnother(make);
  const horizonMs = env.SWEEP_SECONDS * 2_000;
  const wakeUps = startWakeUps({
    redisUrl: env.REDIS_URL,
    prefix: `${env.KAFKA_TOPIC_PREFIX}${REDIS_PREFIX}`,
    telemetry,
    wake: oneAtATime,
  });
  const arm = (times: readonly Date[]) => wakeUps.arm(wakeSlots(times, new Date(), horizonMs));
  const passes = startPasses({
    name: 'reports',
    seconds: env.SWEEP_SECONDS,
    telemetry,
    pass: async () => {
      await oneAtATime();
      const times = await nextRunTimes(pool, horizonMs);
      arm(times.flatMap((at) => [at, new Date(at.getTime() + SOON_MS)]));
    },
  });
  const timers = soonRunner(oneAtATime);
  const stop = async () => {
    timers.stop();
    await passes.stop();
    await oneAtATime.idle();
  };
  const reports = reportsOf(pool, { readInFlight, soon: timers.soon });
  // A report that cannot be made is told where it is fetched; the promises are kept without it.
  return { reports, parts: [wakeUps, { name: 'reports', notReady: () => null, stop }] };
}

function reportsOf(pool: Pool, { readInFlight, soon }: Pick<ReportsNeeds, 'readInFlight'> & { soon(): void }): Reports {
  return {
    ask: async (question, { who, live }) => {
      const inFlight = live ? await readInFlight() : null;
      const asked = { question, askedBy: who, askedAt: new Date(), scheduleId: null, inFlight };
      const reportId = await saveAsked(pool, asked);
      soon();
      return reportId!;
    },
    list: (limit, after) => listReports(pool, limit, after),
    read: (reportId) => readReport(pool, reportId),
    schedule: (terms, who) => saveSchedule(pool, terms, { createdBy: who, now: new Date() }),
    schedules: () => listSchedules(pool),
    unschedule: (scheduleId) => deleteSchedule(pool, scheduleId),
  };
}

/** Runs work when what was asked for is settled; what fails is tried again by the next pass. */
function soonRunner(work: () => Promise<void>): { soon(): void; stop(): void } {
  const timers = new Set<NodeJS.Timeout>();
  const soon = () => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      void work().catch(() => undefined);
    }, SOON_MS);
    timers.add(timer);
  };
  const stop = () => {
    for (const timer of timers) clearTimeout(timer);
  };
  return { soon, stop };
}

/** Calls that come while one is under way share the one after it. */
function oneAfterAnother(work: () => Promise<void>): (() => Promise<void>) & { idle(): Promise<void> } {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const run = (): Promise<void> => {
    if (!running) return (running = work().finally(() => (running = null)));
    return (next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return run();
      }));
  };
  return Object.assign(run, { idle: async () => void (await Promise.allSettled([running, next])) });
}

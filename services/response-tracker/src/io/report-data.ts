import { PROMISES } from '@hearback/contracts';
import type { Pool } from '@hearback/postgres';
import { DIMENSIONS } from '@hearback/proof';
import type { ReportData } from '../domain/report-parts';
import type { ReportQuestion } from '../domain/report-question';
import { termsInWords } from '../domain/report-terms';
import { readFigures } from './figure-rows';
import type { ReadInForce } from './in-force-store';
import { inOneMoment } from './rate-query';
import { readReportBacklog, readReportClocks, readReportTimes } from './report-clocks';
import { readParkedOpen, readRefusedOpen, type Waiting } from './waiting-store';

export interface ReportDataNeeds {
  pool: Pool;
  readInForce: ReadInForce;
  /** Promises of a report at most that are listed one by one. */
  mostListed: number;
}

/** Everything that a report tells, read in one moment, as of one checkpoint. */
export async function readReportData(
  { pool, readInForce, mostListed }: ReportDataNeeds,
  question: ReportQuestion,
  inFlight: Waiting | null,
): Promise<ReportData> {
  const { from, to, asOf } = question;
  const beside = {
    refusedOpen: await readRefusedOpen(pool, asOf),
    parked: await readParkedOpen(pool, asOf),
    inFlight,
  };
  return inOneMoment(pool, async (client) => {
    const asked = { from, to, asOf, live: false, promises: PROMISES, dimensions: DIMENSIONS };
    const { rows, checkpoint } = await readFigures(client, asked);
    const moment = { from, to, asOf, position: checkpoint?.position ?? 0 };
    const { policies } = await readInForce(client);
    return {
      question,
      checkpoint,
      policyVersion: await policyVersion(client, asOf),
      rows,
      cohort: await readReportClocks(client, moment, mostListed),
      backlog: await readReportBacklog(client, moment, mostListed),
      times: await readReportTimes(client, moment),
      beside,
      terms: termsInWords(policies, question),
    };
  });
}

async function policyVersion(client: Parameters<ReadInForce>[0], at: Date): Promise<string> {
  const { rows } = await client.query<{ version: string }>(
    'select version from policy where applies_from <= $1 order by applies_from desc limit 1',
    [at],
  );
  return rows[0]?.version ?? '–';
}

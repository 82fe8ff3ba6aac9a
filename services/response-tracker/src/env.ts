import { SERVICES } from '@hearback/contracts';
import { kafkaEnv, postgresEnv, readEnv, redisEnv, secretEnv, serviceEnv, servicePortEnv } from '@hearback/config';
import { z } from 'zod';

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
);

const schema = z.object({
  ...servicePortEnv(SERVICES['response-tracker'].port).shape,
  ...serviceEnv.shape,
  ...kafkaEnv.shape,
  ...postgresEnv.shape,
  ...redisEnv.shape,
  ...secretEnv.shape,
  /** File of the bank's own promise that holds from this start on; without it the shipped one (24 hours, 15 working days). */
  HEARBACK_POLICY: z.string().optional(),
  /** What holds beside it: ids of shipped packs (china-2020, uk-disp, us-cfpb) or files, separated by commas. */
  HEARBACK_POLICY_PACKS: list.default(['china-2020']),
  /** Files of calendars, separated by commas; one with the id of a shipped calendar replaces it. */
  HEARBACK_CALENDARS: list.default([]),
  /** How often the table of due times is read; a clock is at most this late when Redis is away. */
  SWEEP_SECONDS: z.coerce.number().min(0.2).max(3_600).default(15),
  /** Where people open the console; links in reports lead there. */
  CONSOLE_URL: z.url().default(`http://127.0.0.1:${SERVICES.console.port}`),
  /** How long the file of a report is kept. */
  REPORT_KEEP_DAYS: z.coerce.number().int().min(1).max(36_500).default(400),
  /** Promises of a period at most that a report lists one by one, and those in the appendix of a PDF. */
  REPORT_LISTED: z.coerce.number().int().min(0).max(60_000).default(10_000),
  REPORT_LISTED_PDF: z.coerce.number().int().min(0).max(10_000).default(1_000),
});
export type TrackerEnv = z.output<typeof schema>;

/** The only reader of the environment. @throws ConfigurationError naming every fault */
export function readTrackerEnv(env: NodeJS.ProcessEnv): TrackerEnv {
  return readEnv(schema, env);
}

import type { ServerAddresses } from '@hearback/local';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Client } from 'pg';

export interface Audit {
  accepted: number;
  ends: Record<string, number>;
  missing: string[];
  doubled: string[];
  withoutClock: string[];
  clockedTwice: string[];
  ok: boolean;
}

/** `hearback audit`, as an operator runs it. */
export function audit(servers: ServerAddresses, waitSeconds = 60): Audit {
  const run = spawnSync(
    process.execPath,
    [join(__dirname, '../../dist/services/cli/main.js'), 'audit', '--json', '--wait', String(waitSeconds)],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        KAFKA_BROKERS: servers.kafkaBrokers,
        DATABASE_URL: servers.databaseUrl,
        KAFKA_TOPIC_PREFIX: '',
      },
    },
  );
  if (!run.stdout.startsWith('{')) throw new Error(`the audit did not run: ${run.stderr}`);
  return JSON.parse(run.stdout) as Audit;
}

/** What must not change when nothing new is said. */
export async function counts(databaseUrl: string): Promise<Record<string, number>> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, number>>(`
      select (select count(*)::int from cases.feedback) as feedbacks, (select count(*)::int from cases.case_record) as cases,
             (select count(*)::int from response.clock where promise = 'first-reply') as clocks,
             (select count(*)::int from response.clock_event where kind = 'activated' and promise = 'first-reply') as activated`);
    return rows[0]!;
  } finally {
    await client.end();
  }
}

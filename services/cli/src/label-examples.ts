import { createPool } from '@hearback/postgres';
import { startTelemetry } from '@hearback/telemetry';
import type { CliEnv } from './env';
import { readLabelExamples } from './io/read-label-examples';
import { writePrivately } from './io/write-privately';

/**
 * The labels that people have corrected, as texts to train with. The words of customers go into the file that was asked for,
 * readable by its owner only, and nowhere else. Answers how many there are.
 */
export async function labelExamples(env: CliEnv, file: string | undefined): Promise<number> {
  const telemetry = startTelemetry({ service: 'cli', version: '0.1.0', logLevel: env.LOG_LEVEL });
  const pool = createPool({ url: env.DATABASE_URL, schema: 'cases', max: 1, telemetry });
  try {
    const examples = await readLabelExamples(pool);
    if (file !== undefined) writePrivately(file, examples.map((example) => `${JSON.stringify(example)}\n`).join(''));
    return examples.length;
  } finally {
    await pool.end();
    await telemetry.stop();
  }
}

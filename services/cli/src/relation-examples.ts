import { createPool } from '@hearback/postgres';
import { startTelemetry } from '@hearback/telemetry';
import { exampleOf, type RelationExample } from './domain/relation-example';
import type { CliEnv } from './env';
import { readRelationExamples } from './io/read-relation-examples';
import { writePrivately } from './io/write-privately';

/**
 * What people said of pairs of feedbacks, for trying the rules again. The words of customers go into the file that was asked
 * for, readable by its owner only, and nowhere else.
 */
export async function relationExamples(env: CliEnv, file: string | undefined): Promise<RelationExample[]> {
  const telemetry = startTelemetry({ service: 'cli', version: '0.1.0', logLevel: env.LOG_LEVEL });
  const pool = createPool({ url: env.DATABASE_URL, schema: 'cases', max: 1, telemetry });
  try {
    const examples = (await readRelationExamples(pool)).map(exampleOf);
    const lines = examples.map((example) => `${JSON.stringify(example)}\n`);
    if (file !== undefined) writePrivately(file, lines.join(''));
    return examples;
  } finally {
    await pool.end();
    await telemetry.stop();
  }
}

export function printRelationExamples(examples: readonly RelationExample[], file: string | undefined): string {
  const same = examples.filter(({ said }) => said === 'same-matter').length;
  const where = file === undefined ? '--out <file> writes them, with the words of customers' : `in ${file}`;
  return `${same} pairs that people said are one matter, ${examples.length - same} that are not; ${where}.`;
}

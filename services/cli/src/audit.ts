import { connectKafka, type KafkaConnection } from '@hearback/kafka';
import { createPool, type Pool } from '@hearback/postgres';
import { startTelemetry } from '@hearback/telemetry';
import { compareEnds, type AuditResult } from './domain/compare-ends';
import type { CliEnv } from './env';
import { countRefusedOpen, readAccepted, readParked } from './io/read-accepted';
import { readClocks, readEnds } from './io/read-ends';

const RETRY_MS = 1_000;

/**
 * Compares the ids that Kafka acknowledged with the ends in PostgreSQL. What is still on its way looks like a fault, so the
 * comparison is repeated until it passes or `waitSeconds` are over; a real loss never passes.
 */
export async function audit(env: CliEnv, waitSeconds: number): Promise<{ result: AuditResult; refused: number }> {
  const telemetry = startTelemetry({ service: 'cli', version: '0.1.0', logLevel: env.LOG_LEVEL });
  const kafka = connectKafka({
    brokers: env.KAFKA_BROKERS,
    clientId: 'hearback-audit',
    topicPrefix: env.KAFKA_TOPIC_PREFIX,
    telemetry,
  });
  const pool = createPool({ url: env.DATABASE_URL, schema: 'cases', max: 2, telemetry });
  try {
    const until = Date.now() + waitSeconds * 1_000;
    for (;;) {
      const result = await compareOnce(kafka, pool);
      if (result.ok || Date.now() > until) return { result, refused: await countRefusedOpen(kafka) };
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  } finally {
    await pool.end();
    await telemetry.stop();
  }
}

async function compareOnce(kafka: KafkaConnection, pool: Pool): Promise<AuditResult> {
  // Accepted first: whatever is accepted meanwhile may end without being counted as missing.
  const accepted = await readAccepted(kafka);
  const parked = await readParked(kafka);
  const ends = await readEnds(pool);
  return compareEnds({ accepted, parked, ends, ...(await readClocks(pool)) });
}

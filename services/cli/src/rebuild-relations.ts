import { ConfigurationError } from '@hearback/config';
import { connectRedis } from '@hearback/redis';
import { startTelemetry } from '@hearback/telemetry';
import type { CliEnv } from './env';

const LOOK_MS = 500;

export type Rebuilt = 'rebuilt' | 'asked';

/**
 * Takes the deduplicator's marker out of Redis. Without it nothing is decided: the next feedback makes the deduplicator
 * put everything it has published within the window back from Kafka, and set a new marker. What is there already stays,
 * so no relation changes, and it may be done at any time. `asked`: nothing has arrived yet that would start it.
 */
export async function rebuildRelations(env: CliEnv, waitSeconds: number): Promise<Rebuilt> {
  if (!env.REDIS_URL) throw new ConfigurationError('REDIS_URL: expected the address of Redis');
  const telemetry = startTelemetry({ service: 'cli', version: '0.1.0', logLevel: env.LOG_LEVEL });
  const redis = connectRedis({ url: env.REDIS_URL, telemetry, name: 'cli', whenDown: 'wait' });
  const marker = `${env.REDIS_KEY_PREFIX}dedup:l3:${env.DEDUP_WINDOW_DAYS}d:epoch`;
  try {
    await redis.del(marker);
    for (const until = Date.now() + waitSeconds * 1_000; Date.now() < until;) {
      if ((await redis.exists(marker)) === 1) return 'rebuilt';
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    return 'asked';
  } finally {
    redis.disconnect();
    await telemetry.stop();
  }
}

import { kafkaEnv, postgresEnv, readEnv, redisEnv, serviceEnv } from '@hearback/config';
import { TEXT_RETENTION_DAYS } from '@hearback/contracts';
import { z } from 'zod';
import { localEnv } from './local-env';

const schema = serviceEnv.extend({
  ...kafkaEnv.shape,
  ...postgresEnv.shape,
  // Of the deduplicator, for `rebuild-relations`; its defaults.
  REDIS_URL: redisEnv.shape.REDIS_URL.optional(),
  REDIS_KEY_PREFIX: z.string().default(''),
  DEDUP_WINDOW_DAYS: z.coerce.number().positive().default(TEXT_RETENTION_DAYS),
  // For `relabel`, as `npm start` writes them.
  HEARBACK_API_KEY: z.string().optional(),
  HEARBACK_URL_CLASSIFIER: z.url().optional(),
  HEARBACK_URL_CONSOLE: z.url().optional(),
  LOG_LEVEL: serviceEnv.shape.LOG_LEVEL.default('warn'),
});

export type CliEnv = ReturnType<typeof readCliEnv>;

/**
 * The environment, completed by what `npm start` wrote to `.hearback/local.env` in the current folder, so that
 * `hearback audit` beside a running local system needs no settings.
 */
export function readCliEnv(env: NodeJS.ProcessEnv = process.env) {
  return readEnv(schema, { ...localEnv(), ...env });
}

import { kafkaEnv, redisEnv, serviceEnv, servicePortEnv } from '@hearback/config';
import { SERVICES, TEXT_RETENTION_DAYS } from '@hearback/contracts';
import { z } from 'zod';

/** What the deduplicator reads from its environment. */
export const envSchema = z
  .object({
    ...servicePortEnv(SERVICES.deduplicator.port).shape,
    ...serviceEnv.shape,
    ...kafkaEnv.shape,
    ...redisEnv.shape,
    /** Put before every Redis key, so that several deployments (or tests) can share a server. */
    REDIS_KEY_PREFIX: z
      .string()
      .regex(/^[A-Za-z0-9.:_-]*$/, 'expected letters, digits and . : _ -')
      .default(''),
    /** How long earlier feedback is compared with. */
    DEDUP_WINDOW_DAYS: z.coerce.number().positive().max(366).default(TEXT_RETENTION_DAYS),
    /** How long free text lies on Kafka; the window is rebuilt from there, so it cannot be longer. */
    HEARBACK_TEXT_RETENTION_DAYS: z.coerce.number().positive().default(TEXT_RETENTION_DAYS),
  })
  .refine((env) => env.DEDUP_WINDOW_DAYS <= env.HEARBACK_TEXT_RETENTION_DAYS, {
    path: ['DEDUP_WINDOW_DAYS'],
    message: 'expected no more than HEARBACK_TEXT_RETENTION_DAYS',
  });
export type Env = z.output<typeof envSchema>;

import { SERVICES } from '@hearback/contracts';
import { kafkaEnv, postgresEnv, readEnv, redisEnv, secretEnv, serviceEnv, servicePortEnv } from '@hearback/config';
import { z } from 'zod';

const schema = z.object({
  ...servicePortEnv(SERVICES['response-tracker'].port).shape,
  ...serviceEnv.shape,
  ...kafkaEnv.shape,
  ...postgresEnv.shape,
  ...redisEnv.shape,
  ...secretEnv.shape,
  /** File of the policy that holds from this start on; without it the bank's shipped promise of 24 hours. */
  HEARBACK_POLICY: z.string().optional(),
  /** How often the table of due times is read; a clock is at most this late when Redis is away. */
  SWEEP_SECONDS: z.coerce.number().min(0.2).max(3_600).default(15),
});
export type TrackerEnv = z.output<typeof schema>;

/** The only reader of the environment. @throws ConfigurationError naming every fault */
export function readTrackerEnv(env: NodeJS.ProcessEnv): TrackerEnv {
  return readEnv(schema, env);
}

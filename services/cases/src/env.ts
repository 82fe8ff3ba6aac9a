import { kafkaEnv, postgresEnv, readEnv, secretEnv, serviceEnv, servicePortEnv } from '@hearback/config';
import { SERVICES } from '@hearback/contracts';
import { z } from 'zod';

export const casesEnv = z.object({
  ...servicePortEnv(SERVICES.cases.port).shape,
  ...serviceEnv.shape,
  ...kafkaEnv.shape,
  ...postgresEnv.shape,
  ...secretEnv.shape,
  /** How long a feedback waits for the one it relates to before it gets a case of its own. */
  CASES_TARGET_WAIT_SECONDS: z.coerce.number().positive().max(86_400).default(60),
  /** How long an agent has a call-back in hand who neither releases it nor says what the call came to. */
  CASES_CALL_BACK_CLAIM_MINUTES: z.coerce.number().positive().max(1_440).default(30),
});

export type CasesEnv = z.output<typeof casesEnv>;

export function readCasesEnv(env: NodeJS.ProcessEnv): CasesEnv {
  return readEnv(casesEnv, env);
}

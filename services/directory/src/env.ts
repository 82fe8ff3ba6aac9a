import { kafkaEnv, outboundEnv, postgresEnv, readEnv, secretEnv, serviceEnv, servicePortEnv } from '@hearback/config';
import { SERVICES } from '@hearback/contracts';
import { z } from 'zod';

const directoryEnv = z.object({
  ...servicePortEnv(SERVICES.directory.port).shape,
  ...serviceEnv.shape,
  ...kafkaEnv.shape,
  ...postgresEnv.shape,
  ...secretEnv.shape,
  ...outboundEnv.shape,
  /** Password of `admin`, who is created when there are no users yet. */
  HEARBACK_BOOTSTRAP_ADMIN_PASSWORD: z.string().min(12, 'expected at least 12 characters').optional(),
  /** An API key that may post, classify, read and command; added at a start where it is not known yet. */
  HEARBACK_BOOTSTRAP_API_KEY: z
    .string()
    .regex(/^[\w.~+/=-]{32,}$/, 'expected at least 32 letters, digits or -._~+/=')
    .optional(),
  /** Rate of the sources that come with the product, in items a second; they may send twice as many at once. */
  SOURCE_ITEMS_PER_SECOND: z.coerce.number().positive().default(5_000),
  /** How long a sign-in lasts, in hours. */
  SESSION_HOURS: z.coerce.number().positive().max(168).default(12),
});

export type DirectoryEnv = z.output<typeof directoryEnv>;

export function readDirectoryEnv(env: NodeJS.ProcessEnv): DirectoryEnv {
  return readEnv(directoryEnv, env);
}

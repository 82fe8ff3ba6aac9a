import { channelEnv } from '@hearback/channel';
import { z } from 'zod';
import type { CallLimits } from './domain/assemble-call';

/** Kafka and the deployment's secret; PostgreSQL and Redis may be away. */
export const hotlineEnv = channelEnv('channel-hotline').extend({
  /** A call that has ended becomes a feedback at the latest so long after its last part. */
  CALL_LIMIT_MINUTES: z.coerce.number().min(0.01).max(1_440).default(30),
  /** The same for a call whose end nobody has told. */
  CALL_OPEN_LIMIT_HOURS: z.coerce.number().min(0.001).max(168).default(12),
  /** A call that is complete waits so long for someone to say who called. */
  CALL_CALLER_WAIT_SECONDS: z.coerce.number().min(0).max(3_600).default(60),
  /** How long a finished call is remembered; parts that come later than that are read as a call of their own with the same id. */
  CALL_KEEP_DAYS: z.coerce.number().min(0.001).max(30).default(3),
});

/** The limits of the environment in milliseconds. */
export function callLimits(env: z.output<typeof hotlineEnv>): CallLimits {
  return {
    endedMs: env.CALL_LIMIT_MINUTES * 60_000,
    openMs: env.CALL_OPEN_LIMIT_HOURS * 3_600_000,
    callerMs: env.CALL_CALLER_WAIT_SECONDS * 1_000,
    keepMs: env.CALL_KEEP_DAYS * 86_400_000,
  };
}

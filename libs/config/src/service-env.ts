import { z } from 'zod';
import { innerHosts, isInnerHostList } from './inner-address';

/** The listening port with the service's own default (libs/contracts SERVICES). */
export const servicePortEnv = (port: number) =>
  z.object({ PORT: z.coerce.number().int().min(0).max(65_535).default(port) });

/** What every service reads. */
export const serviceEnv = z.object({
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Base address of an OTLP/HTTP collector, for instance http://localhost:4318; traces are exported only when set. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
});

export const kafkaEnv = z.object({
  KAFKA_BROKERS: z
    .string()
    .regex(/^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$/, 'expected host:port, several separated by commas')
    .transform((list) => list.split(',')),
  /** Put before every topic and consumer group, so that several deployments (or tests) can share a cluster. */
  KAFKA_TOPIC_PREFIX: z
    .string()
    .regex(/^[a-z0-9.-]*$/, 'expected lower-case letters, digits, dots and dashes')
    .default(''),
});

export const postgresEnv = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'expected postgresql://user:password@host:port/database'),
});

export const redisEnv = z.object({ REDIS_URL: z.string().regex(/^rediss?:\/\//, 'expected redis://host:port') });

/** One secret for a deployment; keys for identities, contact data and sessions are derived from it (libs/access). */
export const secretEnv = z.object({
  HEARBACK_SECRET: z.string().min(32, 'expected at least 32 characters of randomness'),
});

/** What of this machine and of private networks the addresses of sources may name. */
export const outboundEnv = z.object({
  /** Hosts, addresses and networks; without any, sources reach public addresses only. */
  ALLOW_PRIVATE_ADDRESSES: z
    .string()
    .default('')
    .refine(isInnerHostList, 'expected hosts, addresses or networks such as 10.0.0.0/8, separated by commas')
    .transform(innerHosts),
});

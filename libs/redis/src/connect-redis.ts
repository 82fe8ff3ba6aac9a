import type { Telemetry } from '@hearback/telemetry';
import { Redis, type RedisOptions } from 'ioredis';

export interface RedisConnectionOptions {
  /** redis:// or rediss:// address. */
  url: string;
  telemetry: Telemetry;
  /** Name of the connection, shown by CLIENT LIST and in logs. */
  name: string;
  /**
   * What a command does while Redis is away. `fail` (the default): it fails at once and is never sent again by itself, so
   * the caller decides. `wait`: it waits for Redis to return, as BullMQ's blocking workers need it.
   */
  whenDown?: 'fail' | 'wait';
}

/** A command that takes longer than this has been lost on the way. */
const COMMAND_TIMEOUT_MS = 10_000;
const LONGEST_PAUSE_MS = 2_000;

/**
 * One connection that reconnects for ever, with pauses of 50 ms growing to 2 s. Going away and coming back are each
 * logged once. The caller quits it.
 */
export function connectRedis(options: RedisConnectionOptions): Redis {
  const redis = new Redis(options.url, {
    connectionName: options.name,
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt - 1, 10), LONGEST_PAUSE_MS),
    ...(options.whenDown === 'wait' ? WAITING : FAILING),
  });
  logAvailability(redis, options);
  return redis;
}

const FAILING: RedisOptions = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  commandTimeout: COMMAND_TIMEOUT_MS,
};
const WAITING: RedisOptions = { maxRetriesPerRequest: null };

function logAvailability(redis: Redis, { telemetry, name }: RedisConnectionOptions): void {
  let away = false;
  redis.on('error', (error) => {
    if (!away) telemetry.logger.warn({ err: error, connection: name }, 'Redis is not reachable; trying again');
    away = true;
  });
  redis.on('ready', () => {
    if (away) telemetry.logger.info({ connection: name }, 'Redis is reachable again');
    away = false;
  });
}

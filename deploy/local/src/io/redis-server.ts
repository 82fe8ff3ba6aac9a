import { mkdir } from 'node:fs/promises';
import { Redis } from 'ioredis';
import type { ServerPlan } from './server';
import type { ServerBinaries } from './server-binaries';

/** Redis writes its command file out before it ends. */
export const REDIS_STOP: ServerPlan['stop'] = { signal: 'SIGTERM', withinMs: 20_000 };

export interface RedisOptions {
  binaries: ServerBinaries;
  directory: string;
  port: number;
  logFile: string;
}

/** One Redis on the loopback interface only, that writes every command to a file and never evicts a key. */
export function redisServer(options: RedisOptions): ServerPlan {
  const address = `redis://127.0.0.1:${options.port}`;
  const settings = {
    port: String(options.port),
    bind: '127.0.0.1',
    dir: options.directory,
    appendonly: 'yes',
    appendfsync: 'everysec',
    // Snapshots beside the command file would only cost memory and disk.
    save: '',
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
  };
  return {
    name: 'redis',
    title: 'Redis',
    port: options.port,
    address,
    run: {
      command: options.binaries.redisServer,
      args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
      logFile: options.logFile,
    },
    stop: REDIS_STOP,
    prepare: async () => {
      await mkdir(options.directory, { recursive: true, mode: 0o700 });
    },
    check: () => checkRedis(address),
  };
}

/** Resolves when the Redis at this address answers a command (one that is still loading does not). */
export async function checkRedis(address: string): Promise<void> {
  const redis = new Redis(address, {
    lazyConnect: true,
    connectTimeout: 3_000,
    disconnectTimeout: 50,
    enableReadyCheck: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on('error', () => {});
  const silence = setTimeout(() => redis.disconnect(), 3_000);
  try {
    await redis.connect();
    await redis.ping();
  } finally {
    clearTimeout(silence);
    redis.disconnect();
  }
}

import { startContainer } from './io/containers';
import type { ServerName } from './io/server';
import { startKafka, startPostgres, startRedis } from './throw-away';

/** Addresses of the three servers, as the services' environment variables hold them. */
export interface ServerAddresses {
  kafkaBrokers: string;
  databaseUrl: string;
  redisUrl: string;
}

export interface RunningServers extends ServerAddresses {
  /** Ends what was started here; servers that were given are left alone. */
  stop(): Promise<void>;
}

interface Started {
  address: string;
  stop(): Promise<void>;
}

/**
 * Real servers with empty data for one test run: each is taken from the environment if given there (KAFKA_BROKERS,
 * DATABASE_URL, REDIS_URL), otherwise started, in a container when HEARBACK_SERVERS=docker. They end with this process.
 */
export async function startTestServers(env: NodeJS.ProcessEnv): Promise<RunningServers> {
  const settled = await Promise.allSettled([
    givenOr(env.KAFKA_BROKERS, () => startOne('kafka', env)),
    givenOr(env.DATABASE_URL, () => startOne('postgres', env)),
    givenOr(env.REDIS_URL, () => startOne('redis', env)),
  ]);
  const started = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const stop = async () => void (await Promise.all(started.map((server) => server.stop())));
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  const [kafka, postgres, redis] = started as [Started, Started, Started];
  return { kafkaBrokers: kafka.address, databaseUrl: postgres.address, redisUrl: redis.address, stop };
}

async function givenOr(given: string | undefined, start: () => Promise<Started>): Promise<Started> {
  return given ? { address: given, stop: async () => {} } : start();
}

const CHILDREN = { kafka: startKafka, postgres: startPostgres, redis: startRedis };

async function startChild(name: ServerName): Promise<Started> {
  const server = await CHILDREN[name]();
  return { address: server.address, stop: server.remove };
}

function startOne(name: ServerName, env: NodeJS.ProcessEnv): Promise<Started> {
  return env.HEARBACK_SERVERS === 'docker' ? startContainer(name) : startChild(name);
}

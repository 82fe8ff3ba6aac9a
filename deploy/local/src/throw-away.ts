import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './io/free-ports';
import { startGuard } from './io/guard';
import { kafkaServer } from './io/kafka-server';
import { postgresServer } from './io/postgres-server';
import { redisServer } from './io/redis-server';
import { startServer, stopServer, type ServerPlan } from './io/server';
import { fetchServerBinaries, type ServerBinaries } from './io/server-binaries';

export interface ThrowAwayOptions {
  /** A fixed port; default a free one. */
  port?: number;
}

/** A real server of a test's own, which it may stop, kill and start again. It does not outlive this process. */
export interface ThrowAwayServer {
  /** Kafka: host:port. PostgreSQL and Redis: a connection string. */
  address: string;
  port: number;
  readonly pid: number;
  /** Ends it orderly; the data stay until `remove` or the end of this process. */
  stop(): Promise<void>;
  /** SIGKILL: as a power cut would end it. */
  kill(): Promise<void>;
  /** Starts it again after `stop` or `kill`, on the same port and data. */
  restart(): Promise<void>;
  /** Ends it at once, without care for its data, and removes them. */
  remove(): Promise<void>;
}

type Planner = (o: {
  binaries: ServerBinaries;
  directory: string;
  port: number;
  logFile: string;
}) => Promise<ServerPlan>;

export const startRedis = (options: ThrowAwayOptions = {}) => start(options, async (o) => redisServer(o));

/** User hearback, superuser, database hearback; the password is part of the address. */
export const startPostgres = (options: ThrowAwayOptions = {}) =>
  start(options, async (o) => postgresServer({ ...o, password: 'throw-away' }));

/** One broker; topics are not created automatically. */
export const startKafka = (options: ThrowAwayOptions = {}) =>
  start(options, async (o) => kafkaServer({ ...o, controllerPort: (await freePorts(1))[0]! }));

async function start(options: ThrowAwayOptions, planner: Planner): Promise<ThrowAwayServer> {
  const binaries = await fetchServerBinaries(process.env);
  const folder = throwAwayFolder();
  const port = options.port ?? (await freePorts(1))[0]!;
  const directory = join(folder, 'server');
  const plan = await planner({ binaries, directory, port, logFile: join(folder, 'server.log') });
  const guard = startGuard(folder);
  let ref = await startServer(plan, guard.watch);
  const endWith = async (stop: ServerPlan['stop']) => {
    await stopServer({ stop }, ref);
    guard.forget(ref);
  };
  return {
    address: plan.address,
    port,
    get pid() {
      return ref.pid;
    },
    stop: () => endWith(plan.stop),
    kill: () => endWith({ signal: 'SIGKILL', withinMs: 5_000 }),
    restart: async () => {
      ref = await startServer(plan, guard.watch);
    },
    remove: async () => {
      await endWith({ signal: plan.name === 'postgres' ? 'SIGQUIT' : 'SIGKILL', withinMs: 5_000 });
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      guard.end();
    },
  };
}

// As root PostgreSQL runs as another user, who must be able to reach its folder: not below a closed temporary folder.
function throwAwayFolder(): string {
  const parent = process.getuid?.() === 0 ? '/var/tmp/hearback' : tmpdir();
  const folder = join(parent, `throw-away-${randomBytes(6).toString('hex')}`);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  return folder;
}

import { join } from 'node:path';
import { decideLeftover } from './domain/decide-leftover';
import type { Ports } from './domain/plan-ports';
import { startContainer } from './io/containers';
import { isPortFreeWithin } from './io/free-ports';
import { waitUntilGiven } from './io/given-server';
import { KAFKA_STOP, kafkaServer } from './io/kafka-server';
import type { LaunchState, RecordedServer } from './io/launch-state';
import { POSTGRES_STOP, postgresServer } from './io/postgres-server';
import { isRunning, type ProcessRef } from './io/process-identity';
import { REDIS_STOP, redisServer } from './io/redis-server';
import { startServer, stopServer, waitUntilHealthy, type ServerName, type ServerPlan } from './io/server';
import { fetchServerBinaries } from './io/server-binaries';
import { LaunchError } from './launch-error';
import type { RunningServers } from './start-test-servers';

export interface StartServersOptions {
  env: NodeJS.ProcessEnv;
  /** Folder for the servers' data; as root one that an unprivileged user can reach. */
  data: string;
  logs: string;
  ports: Omit<Ports, 'services'>;
  /** Fixed once the data folder of PostgreSQL exists. */
  postgresPassword: string;
  state: LaunchState;
  /** Once aborted, nothing more is started. */
  stopping: AbortSignal;
}

const GIVEN: Record<ServerName, string> = { kafka: 'KAFKA_BROKERS', postgres: 'DATABASE_URL', redis: 'REDIS_URL' };

/**
 * Finds or starts the servers of a system that keeps its data: each is used where its variable names one, otherwise taken
 * over from a start that was killed, otherwise started. @throws LaunchError with what to do
 */
export async function startServers(options: StartServersOptions): Promise<RunningServers> {
  const own: ServerName[] = [];
  const addresses = await Promise.all([
    given('kafka', options.env) ?? own.push('kafka'),
    given('postgres', options.env) ?? own.push('postgres'),
    given('redis', options.env) ?? own.push('redis'),
  ]);
  const started = own.length > 0 ? await startOwn(own, options) : new Map<ServerName, OwnServer>();
  const address = (name: ServerName, at: number) => started.get(name)?.address ?? String(addresses[at]);
  return {
    kafkaBrokers: address('kafka', 0),
    databaseUrl: address('postgres', 1),
    redisUrl: address('redis', 2),
    stop: async () => void (await Promise.all([...started.values()].map((server) => server.stop()))),
  };
}

const STOPS: Record<ServerName, ServerPlan['stop']> = { kafka: KAFKA_STOP, postgres: POSTGRES_STOP, redis: REDIS_STOP };

/** Stops orderly whatever is recorded as running, also servers whose start was interrupted half-way. */
export async function stopRecordedServers(state: LaunchState): Promise<void> {
  const names = Object.keys(STOPS) as ServerName[];
  await Promise.all(
    names.map(async (name) => {
      const recorded = state.server(name);
      if (!recorded) return;
      await stopServer({ stop: STOPS[name] }, recorded);
      state.recordServer(name, null);
    }),
  );
}

interface OwnServer {
  address: string;
  stop(): Promise<void>;
}

function given(name: ServerName, env: NodeJS.ProcessEnv): Promise<string> | null {
  const address = env[GIVEN[name]];
  return address ? waitUntilGiven(name, address).then(() => address) : null;
}

async function startOwn(names: ServerName[], options: StartServersOptions): Promise<Map<ServerName, OwnServer>> {
  const docker = options.env.HEARBACK_SERVERS === 'docker';
  const plans = docker ? null : await serverPlans(options);
  const settled = await Promise.allSettled(
    names.map(
      async (name) => [name, await (plans ? findOrStart(plans[name], options) : container(name, options))] as const,
    ),
  );
  const started = new Map(settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
  const failed = settled.find((result) => result.status === 'rejected');
  if (!failed) return started;
  await Promise.all([...started.values()].map((server) => server.stop()));
  await stopRecordedServers(options.state);
  throw failed.reason;
}

async function serverPlans(options: StartServersOptions): Promise<Record<ServerName, ServerPlan>> {
  const binaries = await fetchServerBinaries(options.env);
  const { ports } = options;
  const place = (name: ServerName, port: number) => ({
    binaries,
    port,
    directory: join(options.data, name),
    logFile: join(options.logs, `${name}.log`),
  });
  return {
    kafka: kafkaServer({ ...place('kafka', ports.kafka), controllerPort: ports.kafkaController }),
    postgres: postgresServer({ ...place('postgres', ports.postgres), password: options.postgresPassword }),
    redis: redisServer(place('redis', ports.redis)),
  };
}

// Containers end with their launcher; their data stay in named volumes.
function container(name: ServerName, options: StartServersOptions): Promise<OwnServer> {
  const volume = `hearback-${options.data.replaceAll(/[^\w]+/g, '-').slice(-40)}-${name}`;
  return startContainer(name, { port: options.ports[name], volume });
}

const HEALTHY_WITHIN_MS = 10_000;
// Children of a PostgreSQL that was killed hold its port until they notice.
const PORT_FREE_WITHIN_MS = 10_000;

async function findOrStart(plan: ServerPlan, options: StartServersOptions): Promise<OwnServer> {
  const { state } = options;
  const left = state.server(plan.name);
  const taken = left ? await takeOver(plan, left) : null;
  const ref = taken ?? (await startAnew(plan, options, left ? PORT_FREE_WITHIN_MS : 0));
  return {
    address: plan.address,
    stop: async () => {
      await stopServer(plan, ref);
      state.recordServer(plan.name, null);
    },
  };
}

// What cannot be taken over is ended before anything else may touch its data.
async function takeOver(plan: ServerPlan, left: RecordedServer): Promise<ProcessRef | null> {
  const leftover = { startedWith: left.startedWith, running: isRunning(left) };
  const decision = decideLeftover(leftover, settingsOf(plan));
  if (decision === 'start') return null;
  const healthy =
    decision === 'take-over' &&
    (await waitUntilHealthy(plan, left, HEALTHY_WITHIN_MS).then(
      () => true,
      () => false,
    ));
  if (healthy) return left;
  await stopServer(plan, left);
  return null;
}

async function startAnew(plan: ServerPlan, options: StartServersOptions, patienceMs: number): Promise<ProcessRef> {
  for (const port of plan.name === 'kafka' ? [plan.port, options.ports.kafkaController] : [plan.port])
    if (!(await isPortFreeWithin(port, patienceMs))) throw portTaken(plan, port);
  const startedWith = settingsOf(plan);
  return startServer(plan, (ref) => options.state.recordServer(plan.name, { ...ref, startedWith }), options.stopping);
}

const settingsOf = ({ run, configuration = '' }: ServerPlan) => JSON.stringify([run.command, run.args, configuration]);

function portTaken(plan: ServerPlan, port: number): LaunchError {
  const controller = port === plan.port ? '' : '_CONTROLLER';
  const variable = `HEARBACK_${plan.name.toUpperCase()}${controller}_PORT`;
  return new LaunchError(
    `Port ${port}, where ${plan.title} should listen, is taken by another program. Choose another port with ${variable}=…, ` +
      `or use a running ${plan.title} with ${GIVEN[plan.name]}=….`,
  );
}

import { setTimeout as wait } from 'node:timers/promises';
import { LaunchError } from '../launch-error';
import { spawnDetached, stopProcess, tailOf, type DetachedCommand } from './detached-process';
import { isRunning, type ProcessRef } from './process-identity';

export type ServerName = 'kafka' | 'postgres' | 'redis';

/** How to run one real server; made by kafkaServer, postgresServer and redisServer. */
export interface ServerPlan {
  name: ServerName;
  /** Its name in messages to people. */
  title: string;
  port: number;
  /** The client's address: brokers, or a connection string. */
  address: string;
  run: DetachedCommand;
  stop: { signal: NodeJS.Signals; withinMs: number };
  /** What its configuration file says, where it has one: a server on other settings is not taken over. */
  configuration?: string;
  /** Makes the data folder usable; does nothing when it is already. */
  prepare(): Promise<void>;
  /** Rejects until the server answers a real request. */
  check(): Promise<void>;
}

const STARTS_WITHIN_MS = 90_000;
// After a hard kill, children of the old PostgreSQL hold its port and memory until they notice.
const ATTEMPTS = 3;

/** Starts the server and waits until it answers. @throws LaunchError with the end of its log when it does not */
export async function startServer(
  plan: ServerPlan,
  record: (ref: ProcessRef) => void,
  stopping?: AbortSignal,
): Promise<ProcessRef> {
  await plan.prepare();
  stopping?.throwIfAborted();
  for (let attempt = 1; ; attempt += 1)
    try {
      return await launch(plan, record);
    } catch (error) {
      stopping?.throwIfAborted();
      if (attempt === ATTEMPTS) throw error;
      await wait(1_000);
    }
}

async function launch(plan: ServerPlan, record: (ref: ProcessRef) => void): Promise<ProcessRef> {
  const ref = await spawnDetached(plan.run, record);
  try {
    await waitUntilHealthy(plan, ref);
    return ref;
  } catch (error) {
    // One that runs and does not answer must not stay on the data.
    await stopServer(plan, ref);
    throw error;
  }
}

/** Asks orderly first; durable data is on disk when this resolves. */
export function stopServer(plan: Pick<ServerPlan, 'stop'>, ref: ProcessRef): Promise<void> {
  return stopProcess(ref, plan.stop);
}

/** Waits until the server answers. @throws LaunchError when it ends or stays silent too long */
export async function waitUntilHealthy(plan: ServerPlan, ref: ProcessRef, withinMs = STARTS_WITHIN_MS): Promise<void> {
  const until = Date.now() + withinMs;
  for (;;) {
    const fault = await plan.check().then(
      () => null,
      (error: unknown) => error,
    );
    if (fault === null) return;
    if (!isRunning(ref))
      throw new LaunchError(
        `${plan.title} ended while starting. The end of its log (${plan.run.logFile}):\n${tailOf(plan.run.logFile)}`,
      );
    if (Date.now() > until)
      throw new LaunchError(
        `${plan.title} did not answer on port ${plan.port} within ${Math.round(withinMs / 1000)} s; see ${plan.run.logFile}.`,
      );
    await wait(60);
  }
}

import type { ServiceName } from '@hearback/contracts';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { serviceNames, type Ports } from './domain/plan-ports';
import { serviceUrls } from './domain/service-environment';
import type { ProcessRef } from './io/process-identity';
import { supervise, whyFailed, type Supervised } from './io/supervise';
import { workspaceRoot } from './io/workspace-root';
import { LaunchError } from './launch-error';

export interface StartServicesOptions {
  /** Each service in a process of its own, or all of them in one. */
  processes: boolean;
  ports: Ports['services'];
  /** From sharedEnvironment. */
  env: Record<string, string | undefined>;
  logs: string;
  record(name: string, ref: ProcessRef | null): void;
  report(line: string): void;
}

export interface RunningServices {
  urls: Record<ServiceName, string>;
  /** The process that a service runs in now; null while it is being started again. */
  pidOf(service: ServiceName): number | null;
  /** Sends a signal to the process of a service; it is started again within 2 s. */
  kill(service: ServiceName, signal?: NodeJS.Signals): boolean;
  /** Resolves once these services (default all) are ready. @throws LaunchError with reasons after `withinMs` */
  ready(services?: readonly ServiceName[], withinMs?: number): Promise<void>;
  stop(): Promise<void>;
}

const ALL_IN_ONE = 'services';

/** Starts the services as supervised processes; they may not be ready yet. */
export function startServices(options: StartServicesOptions): RunningServices {
  const supervised = new Map(commandsOf(options).map((command) => [command.name, supervise(command)]));
  const urls = serviceUrls(options.ports);
  const of = (service: ServiceName): Supervised => supervised.get(options.processes ? service : ALL_IN_ONE)!;
  return {
    urls,
    pidOf: (service) => of(service).pid(),
    kill: (service, signal = 'SIGKILL') => of(service).kill(signal),
    ready: async (services = serviceNames(), withinMs = READY_WITHIN_MS) => {
      const until = Date.now() + withinMs;
      await Promise.all(
        services.map((service) =>
          waitUntilReady({ service, url: urls[service], supervised: of(service), until, options }),
        ),
      );
    },
    stop: async () => void (await Promise.all([...supervised.values()].map((process) => process.stop()))),
  };
}

function commandsOf(options: StartServicesOptions) {
  const root = workspaceRoot();
  // Through the environment, so that a process list shows plain `node dist/services/<name>/main.js`.
  const preload = `--require "${join(root, 'dist', 'deploy', 'local', 'exit-with-parent.js')}"`;
  const env = { ...options.env, NODE_OPTIONS: `${options.env.NODE_OPTIONS ?? ''} ${preload}`.trim() };
  const command = (name: string, script: string, own: Record<string, string>) => ({
    name,
    args: [script],
    folder: root,
    env: { ...env, ...own },
    logFile: logFileOf(options, name),
    record: (ref: ProcessRef | null) => options.record(name, ref),
    report: options.report,
  });
  if (!options.processes)
    return [
      command(ALL_IN_ONE, 'dist/deploy/local/all-services.js', {
        HEARBACK_SERVICE_PORTS: JSON.stringify(options.ports),
      }),
    ];
  return serviceNames().map((name) =>
    command(name, `dist/services/${name}/main.js`, { PORT: String(options.ports[name]) }),
  );
}

const logFileOf = (options: StartServicesOptions, name: string) => join(options.logs, `${name}.log`);

const READY_WITHIN_MS = 120_000;
const HOPELESS_AFTER_FAILURES = 5;

interface Waiting {
  service: ServiceName;
  url: string;
  supervised: Supervised;
  until: number;
  options: StartServicesOptions;
}

async function waitUntilReady({ service, url, supervised, until, options }: Waiting): Promise<void> {
  for (;;) {
    const missing = await missingOf(url);
    if (missing === null) return;
    const log = logFileOf(options, supervised.name);
    if (supervised.failuresInARow() >= HOPELESS_AFTER_FAILURES)
      throw new LaunchError(`${supervised.name} ends again and again. ${whyFailed(log)}`);
    if (Date.now() > until) throw new LaunchError(`${service} did not become ready: ${missing}. ${whyFailed(log)}`);
    await wait(100);
  }
}

/** What a service is still missing by its own word; null when it is ready. */
function missingOf(url: string): Promise<string | null> {
  return new Promise((resolve) => {
    const request = get(`${url}/health/ready`, { timeout: 2_000 }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve(response.statusCode === 200 ? null : body.slice(0, 500)));
    });
    request.on('timeout', () => request.destroy(new Error('no answer within 2 s')));
    request.on('error', (error) => resolve(error.message));
  });
}

import { SERVICES, type ServiceName } from '@hearback/contracts';
import { runAsProcess, type RunningService } from '@hearback/service';
import { join } from 'node:path';
import { workspaceRoot } from './io/workspace-root';

interface ServiceModule {
  start(env: NodeJS.ProcessEnv): Promise<RunningService>;
}

/**
 * Starts every service in this process, each with its own port from HEARBACK_SERVICE_PORTS (JSON, service name to port).
 * One process instead of ten saves most of the memory; the services still speak only through Kafka and HTTP.
 */
export async function startAllServices(env: NodeJS.ProcessEnv): Promise<RunningService> {
  const ports = JSON.parse(env.HEARBACK_SERVICE_PORTS ?? '{}') as Partial<Record<ServiceName, number>>;
  const running = await Promise.all(
    (Object.keys(SERVICES) as ServiceName[]).map(async (name) => {
      const { start } = (await import(join(workspaceRoot(), 'dist', 'services', name, 'main.js'))) as ServiceModule;
      return start({ ...env, PORT: String(ports[name] ?? SERVICES[name].port) });
    }),
  );
  return {
    name: 'console',
    url: running.find((service) => service.name === 'console')?.url ?? '',
    notReady: () => running.flatMap((service) => service.notReady()),
    stop: async () => void (await Promise.all(running.map((service) => service.stop()))),
  };
}

if (require.main === module) void runAsProcess(() => startAllServices(process.env));

import { SERVICES, type ServiceName } from '@hearback/contracts';

export interface Ports {
  kafka: number;
  kafkaController: number;
  postgres: number;
  redis: number;
  services: Record<ServiceName, number>;
}

export type PlannedPorts = { ok: true; ports: Ports } | { ok: false; message: string };

const SERVER_PORTS = {
  kafka: { variable: 'HEARBACK_KAFKA_PORT', port: 9092 },
  kafkaController: { variable: 'HEARBACK_KAFKA_CONTROLLER_PORT', port: 9093 },
  postgres: { variable: 'HEARBACK_POSTGRES_PORT', port: 5432 },
  redis: { variable: 'HEARBACK_REDIS_PORT', port: 6379 },
} as const;

/** The variable that moves one service to another port, for instance HEARBACK_PORT_CHANNEL_HOTLINE. */
export function portVariable(service: ServiceName): string {
  return `HEARBACK_PORT_${service.toUpperCase().replaceAll('-', '_')}`;
}

/**
 * Which port everything listens on: HEARBACK_PORT_OFFSET moves all of them by the same number, so that a second system
 * fits beside the first; a variable of its own comes before that.
 */
export function planPorts(env: Record<string, string | undefined>): PlannedPorts {
  const faults: string[] = [];
  const read = (variable: string, otherwise: number) => {
    const port = Number(env[variable] || otherwise);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) faults.push(`${variable} gives no port: ${port}`);
    return port;
  };
  const offset = Number(env.HEARBACK_PORT_OFFSET || 0);
  if (!Number.isInteger(offset)) faults.push('HEARBACK_PORT_OFFSET is not a whole number');
  const [kafka, kafkaController, postgres, redis] = (['kafka', 'kafkaController', 'postgres', 'redis'] as const).map(
    (name) => read(SERVER_PORTS[name].variable, SERVER_PORTS[name].port + offset),
  ) as [number, number, number, number];
  const services = Object.fromEntries(
    serviceNames().map((name) => [name, read(portVariable(name), SERVICES[name].port + offset)]),
  ) as Record<ServiceName, number>;
  const ports = { kafka, kafkaController, postgres, redis, services };
  if (faults.length === 0) faults.push(...usedTwice(ports));
  return faults.length > 0 ? { ok: false, message: `${faults.join('; ')}.` } : { ok: true, ports };
}

function usedTwice({ services, ...servers }: Ports): string[] {
  const all = [...Object.values(servers), ...Object.values(services)];
  return [...new Set(all.filter((port, index) => all.indexOf(port) !== index))].map(
    (port) => `port ${port} is used twice`,
  );
}

export function serviceNames(): ServiceName[] {
  return Object.keys(SERVICES) as ServiceName[];
}

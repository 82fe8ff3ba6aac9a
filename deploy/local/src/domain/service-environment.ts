import type { ServiceName } from '@hearback/contracts';
import { serviceNames, type Ports } from './plan-ports';

/** What the services of one system share. */
export interface SystemFacts {
  kafkaBrokers: string;
  databaseUrl: string;
  redisUrl: string;
  /** At least 32 characters; keys for identities, contact data and sessions derive from it. */
  secret: string;
  adminPassword: string;
  apiKey: string;
  ports: Ports['services'];
  /** The file whose existence the console's first readiness waits for. */
  localEnvFile: string;
}

/** Base address of each service on this machine. */
export function serviceUrls(ports: Ports['services']): Record<ServiceName, string> {
  return Object.fromEntries(serviceNames().map((name) => [name, `http://127.0.0.1:${ports[name]}`])) as Record<
    ServiceName,
    string
  >;
}

/** The environment of every service but for PORT; settings of the person at the terminal (LOG_LEVEL, …) pass through. */
export function sharedEnvironment(
  inherited: Record<string, string | undefined>,
  facts: SystemFacts,
): Record<string, string | undefined> {
  const { PORT: _notOurs, ...rest } = inherited;
  return {
    ...rest,
    KAFKA_BROKERS: facts.kafkaBrokers,
    DATABASE_URL: facts.databaseUrl,
    REDIS_URL: facts.redisUrl,
    HEARBACK_SECRET: facts.secret,
    HEARBACK_BOOTSTRAP_ADMIN_PASSWORD: facts.adminPassword,
    HEARBACK_BOOTSTRAP_API_KEY: facts.apiKey,
    HEARBACK_SERVICE_URLS: JSON.stringify(withoutConsole(serviceUrls(facts.ports))),
    HEARBACK_LOCAL_ENV: facts.localEnvFile,
  };
}

// The console forwards to these; it is not among them, and neither is what has no front door.
function withoutConsole({ console: _self, ...urls }: Record<ServiceName, string>) {
  return urls;
}

/** The text of .hearback/local.env: the key and the addresses, one `NAME=value` a line, for shells and the command line. */
export function localEnvText(facts: SystemFacts): string {
  const addresses = Object.entries(serviceUrls(facts.ports)).map(([name, url]) => [urlVariable(name), url]);
  return Object.entries({
    HEARBACK_API_KEY: facts.apiKey,
    KAFKA_BROKERS: facts.kafkaBrokers,
    DATABASE_URL: facts.databaseUrl,
    REDIS_URL: facts.redisUrl,
    ...Object.fromEntries(addresses),
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

const urlVariable = (service: string) => `HEARBACK_URL_${service.toUpperCase().replaceAll('-', '_')}`;

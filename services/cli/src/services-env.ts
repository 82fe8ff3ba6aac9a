import { ConfigurationError, readEnv } from '@hearback/config';
import { SERVICES, type Channel, type ServiceName } from '@hearback/contracts';
import { z } from 'zod';
import { localEnv } from './local-env';

/** Where the services of a deployment are, and the key that they are asked with. */
export interface ServicesEnv {
  apiKey: string;
  urlOf(service: ServiceName): string;
}

const schema = z.object({ HEARBACK_API_KEY: z.string().min(1).optional(), HEARBACK_URL_CONSOLE: z.url().optional() });

/**
 * The environment, completed by `.hearback/local.env`: a service's own address (`HEARBACK_URL_CASES`), else the front door
 * (`HEARBACK_URL_CONSOLE`), else its port on this machine. Needs neither Kafka nor PostgreSQL.
 * @throws ConfigurationError without a key
 */
export function readServicesEnv(given: NodeJS.ProcessEnv = process.env): ServicesEnv {
  const all: NodeJS.ProcessEnv = { ...localEnv(), ...given };
  const { HEARBACK_API_KEY: apiKey, HEARBACK_URL_CONSOLE: console } = readEnv(schema, all);
  if (!apiKey)
    throw new ConfigurationError(
      'HEARBACK_API_KEY: expected a key; run this in the folder of a system that runs (.hearback/local.env), or set it',
    );
  const urlOf = (service: ServiceName) => {
    const own = all[`HEARBACK_URL_${service.toUpperCase().replaceAll('-', '_')}`];
    if (own) return own.replace(/\/+$/, '');
    const { port, frontDoor } = SERVICES[service];
    return console && frontDoor ? `${console.replace(/\/+$/, '')}/api/${frontDoor}` : `http://127.0.0.1:${port}`;
  };
  return { apiKey, urlOf };
}

/** The service that takes feedback of a channel. */
export const SERVICE_OF_CHANNEL = {
  hotline: 'channel-hotline',
  'app-rating': 'channel-app-ratings',
  'web-form': 'channel-web-forms',
  branch: 'channel-web-forms',
  social: 'channel-social',
  'third-party': 'channel-social',
} as const satisfies Record<Channel, ServiceName>;

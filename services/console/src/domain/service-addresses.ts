import { SERVICES, type ServiceName } from '@hearback/contracts';

export type ServiceAddresses = Record<Exclude<ServiceName, 'console'>, string>;

/** The environment variable that moves a service: SERVICE_URL_CHANNEL_HOTLINE and so on. */
export function addressVariable(name: ServiceName): string {
  return `SERVICE_URL_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** Every service but the console itself. */
export const FORWARDED_SERVICES = Object.keys(SERVICES).filter(
  (name): name is keyof ServiceAddresses => name !== 'console',
);

/** Where each service is: its own variable, else the map of all, else its usual port on this machine. */
export function serviceAddresses(
  own: Record<string, string | undefined>,
  all: Partial<Record<string, string>>,
): ServiceAddresses {
  const addresses = FORWARDED_SERVICES.map((name) => [
    name,
    (own[addressVariable(name)] ?? all[name] ?? `http://127.0.0.1:${SERVICES[name].port}`).replace(/\/+$/, ''),
  ]);
  return Object.fromEntries(addresses) as ServiceAddresses;
}

import { readEnv, serviceEnv, servicePortEnv } from '@hearback/config';
import { SERVICES } from '@hearback/contracts';
import { z } from 'zod';
import {
  addressVariable,
  FORWARDED_SERVICES,
  serviceAddresses,
  type ServiceAddresses,
} from './domain/service-addresses';

const address = z.url({ protocol: /^https?$/, error: 'expected http://host:port' });

const consoleEnv = z.object({
  ...servicePortEnv(SERVICES.console.port).shape,
  ...serviceEnv.shape,
  /** File whose existence is one of the conditions of the first readiness (the API key of the first start). */
  HEARBACK_LOCAL_ENV: z.string().optional(),
  /** JSON object: service name to base address; a variable of the service's own comes before it. */
  HEARBACK_SERVICE_URLS: z
    .string()
    .transform((text, context) => {
      const map = parseAddresses(text);
      if (!map) context.addIssue('expected a JSON object of service names and http addresses');
      return map ?? z.NEVER;
    })
    .optional(),
  ...Object.fromEntries(FORWARDED_SERVICES.map((name) => [addressVariable(name), address.optional()])),
});

export interface ConsoleEnv {
  PORT: number;
  HOST: string;
  LOG_LEVEL: string;
  OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  HEARBACK_LOCAL_ENV?: string | undefined;
  addresses: ServiceAddresses;
}

export function readConsoleEnv(env: NodeJS.ProcessEnv): ConsoleEnv {
  const read = readEnv(consoleEnv, env);
  const own = read as Record<string, unknown> as Record<string, string | undefined>;
  return { ...read, addresses: serviceAddresses(own, read.HEARBACK_SERVICE_URLS ?? {}) };
}

function parseAddresses(text: string): Record<string, string> | null {
  try {
    return z.partialRecord(z.enum(FORWARDED_SERVICES), address).parse(JSON.parse(text)) as Record<string, string>;
  } catch {
    return null;
  }
}

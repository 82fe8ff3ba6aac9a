import { SERVICES, type ServiceName } from '@hearback/contracts';
import { kafkaEnv, secretEnv, serviceEnv, servicePortEnv } from '@hearback/config';
import { z } from 'zod';

/** What a channel service reads of its environment. */
export function channelEnv(service: ServiceName) {
  return z.object({
    ...serviceEnv.shape,
    ...servicePortEnv(SERVICES[service].port).shape,
    ...kafkaEnv.shape,
    ...secretEnv.shape,
    /** Address of this service as vendors know it, through the front door for instance; some signatures cover it. */
    PUBLIC_URL: z
      .url()
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    /** Vendors may be called without TLS; for tests and closed networks. Loopback always may. */
    ALLOW_PLAIN_HTTP: z.stringbool().default(false),
  });
}

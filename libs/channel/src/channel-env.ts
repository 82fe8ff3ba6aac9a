import { SERVICES, type ServiceName } from '@hearback/contracts';
import { kafkaEnv, outboundEnv, secretEnv, serviceEnv, servicePortEnv } from '@hearback/config';
import { z } from 'zod';
import { isServerList, serversOf } from './domain/name-servers';

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
    /** Vendors may be called without TLS; for tests and closed networks. Loopback may anyway, where it may be called at all. */
    ALLOW_PLAIN_HTTP: z.stringbool().default(false),
    ...outboundEnv.shape,
    /** Name servers asked where vendors are, instead of those of the machine. */
    DNS_SERVERS: z
      .string()
      .default('')
      .refine(
        isServerList,
        'expected addresses such as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:53, separated by commas',
      )
      .transform(serversOf),
  });
}

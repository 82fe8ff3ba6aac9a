import { channelEnv } from '@hearback/channel';
import { z } from 'zod';
import { isProxyList, trustedProxies } from './domain/client-address';

/** Kafka and the deployment's secret; PostgreSQL and Redis may be away. */
export const webFormsEnv = channelEnv('channel-web-forms').extend({
  /** Front doors whose X-Forwarded-For says who posts a form; without them it is the address of the socket. */
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .refine(isProxyList, 'expected addresses or networks such as 10.0.0.0/8, separated by commas')
    .transform(trustedProxies),
  /** Posts of hosted forms that one address may send in a minute, in each process. */
  FORM_POSTS_PER_MINUTE: z.coerce.number().int().min(1).default(10),
});
export type WebFormsEnv = z.output<typeof webFormsEnv>;

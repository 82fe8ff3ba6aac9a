import { channelEnv } from '@hearback/channel';
import { z } from 'zod';
import { isProxyList, trustedProxies } from './domain/client-address';

/** The mail server through which replies to forms go out; without SMTP_HOST there is none. */
const mailEnv = {
  SMTP_HOST: z.string().optional(),
  /** Default 587, with `tls` 465. */
  SMTP_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  /** `none` on this machine only: a reply and a password in clear text are anybody's. */
  SMTP_SECURITY: z.enum(['starttls', 'tls', 'none']).default('starttls'),
  SMTP_USER: z.string().optional(),
  SMTP_PASSWORD: z.string().optional(),
  /** Certificates (PEM) that vouch for the server, beside the well-known ones. */
  SMTP_CA_FILE: z.string().optional(),
};
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Kafka and the deployment's secret; PostgreSQL and Redis may be away. */
export const webFormsEnv = channelEnv('channel-web-forms')
  .extend({
    ...mailEnv,
    /** Front doors whose X-Forwarded-For says who posts a form; without them it is the address of the socket. */
    TRUSTED_PROXIES: z
      .string()
      .default('')
      .refine(isProxyList, 'expected addresses or networks such as 10.0.0.0/8, separated by commas')
      .transform(trustedProxies),
    /** Posts of hosted forms that one address may send in a minute, in each process. */
    FORM_POSTS_PER_MINUTE: z.coerce.number().int().min(1).default(10),
  })
  .superRefine(({ SMTP_SECURITY, SMTP_HOST, SMTP_USER, SMTP_PASSWORD }, context) => {
    const fault = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
    if (SMTP_SECURITY === 'none' && SMTP_HOST !== undefined && !LOOPBACK.has(SMTP_HOST))
      fault('SMTP_SECURITY', 'may be none only for a server on this machine');
    if ((SMTP_USER === undefined) !== (SMTP_PASSWORD === undefined))
      fault(SMTP_USER === undefined ? 'SMTP_USER' : 'SMTP_PASSWORD', 'belongs to the other one');
  });
export type WebFormsEnv = z.output<typeof webFormsEnv>;

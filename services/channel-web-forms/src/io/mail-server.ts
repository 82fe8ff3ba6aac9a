import { readFileSync } from 'node:fs';
import type { WebFormsEnv } from '../env';
import type { MailServer } from './send-mail';

const PORTS = { starttls: 587, tls: 465, none: 25 };

/**
 * The mail server that the environment names; null when it names none.
 * @throws Error at the start when the file of certificates cannot be read
 */
export function mailServerOf(env: WebFormsEnv): MailServer | null {
  const { SMTP_HOST: host, SMTP_PORT, SMTP_SECURITY: security, SMTP_CA_FILE: caFile } = env;
  if (host === undefined) return null;
  return {
    host,
    port: SMTP_PORT ?? PORTS[security],
    security,
    user: env.SMTP_USER,
    password: env.SMTP_PASSWORD,
    ...(caFile !== undefined && { ca: readFileSync(caFile, 'utf8') }),
  };
}

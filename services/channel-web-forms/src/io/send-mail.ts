import { Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailTrouble } from '../domain/mail-outcome';

/** The bank's own mail server. */
export interface MailServer {
  host: string;
  port: number;
  /** `starttls` and `tls` send nothing before the connection is encrypted and the certificate checked; `none` is for loopback. */
  security: 'starttls' | 'tls' | 'none';
  user?: string | undefined;
  password?: string | undefined;
  /** Certificates (PEM) that vouch for it beside the well-known ones. */
  ca?: string | undefined;
  limits?: Partial<typeof MAIL_LIMITS> | undefined;
}

/** One mail ends within `wholeMs`, long before its outcome would count as unknown. */
export const MAIL_LIMITS = { connectMs: 10_000, greetingMs: 15_000, silenceMs: 60_000, wholeMs: 120_000 };

/** The server did not say yes; `trouble` says what is known. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
  constructor(readonly trouble: MailTrouble) {
    // Not the server's words: they may name the customer.
    super(`a mail was not taken (${trouble.responseCode ?? trouble.code ?? 'unknown'})`);
  }
}

/**
 * Gives one mail to the server, on a connection of its own.
 * @throws MailRefused without the server's yes; `begun` in it says whether words of the message were on their way
 */
export async function sendMail(
  server: MailServer,
  envelope: { from: string; to: string },
  message: Buffer,
): Promise<void> {
  let begun = false;
  const limits = { ...MAIL_LIMITS, ...server.limits };
  const connection = connectionTo(server, limits);
  const broken = new Promise<never>((_resolve, reject) => connection.once('error', reject));
  // Also once nobody waits for it any more.
  connection.on('error', () => undefined);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('Timeout'), { code: 'ETIMEDOUT' })), limits.wholeMs);
  });
  // The server has asked for the words (354) when the first are read.
  const words = function* () {
    begun = true;
    yield message;
  };
  const talk = async () => {
    await done((end) => connection.connect(end));
    const { user, password: pass } = server;
    if (user !== undefined) await done((end) => connection.login({ user, pass }, end));
    await done((end) => connection.send({ ...envelope, size: message.length }, Readable.from(words()), end));
  };
  try {
    await Promise.race([talk(), broken, late]);
    connection.quit();
  } catch (error) {
    connection.close();
    throw new MailRefused({ ...troubleOf(error), begun });
  } finally {
    clearTimeout(timer);
  }
}

function connectionTo({ host, port, security, ca }: MailServer, limits: typeof MAIL_LIMITS): SMTPConnection {
  return new SMTPConnection({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: limits.connectMs,
    greetingTimeout: limits.greetingMs,
    socketTimeout: limits.silenceMs,
    dnsTimeout: limits.connectMs,
    tls: { minVersion: 'TLSv1.2', ...(ca !== undefined && { ca: [...rootCertificates, ca] }) },
  });
}

function done(work: (end: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => work((error) => (error ? reject(error) : resolve())));
}

function troubleOf(error: unknown): Omit<MailTrouble, 'begun'> {
  const { response, responseCode, code, originalCode, message } = error as Omit<MailTrouble, 'begun'>;
  return { response, responseCode, code, originalCode, message: String(message) };
}

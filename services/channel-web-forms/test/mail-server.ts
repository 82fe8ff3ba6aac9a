import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as a server took it. */
export interface TakenMail {
  from: string;
  to: string;
  /** By lower-cased name, decoded as RFC 2047 says. */
  headers: Record<string, string>;
  body: string;
  encrypted: boolean;
  user: string | undefined;
}

/** What the server does with a mail to the address of this name. */
export type Behaviour = { rcpt?: number; data?: number[]; cut?: boolean };

export interface LocalMailServer {
  port: number;
  mails: TakenMail[];
  /** How often words for an address were heard to their end, taken or not. */
  heard: Map<string, number>;
  behaviours: Map<string, Behaviour>;
  stop(): Promise<void>;
}

export const PASSWORD = 'a password of the tests';

/** A real SMTP server on this machine that behaves as the recipient's name says. */
export async function localMailServer(options: SMTPServerOptions = {}): Promise<LocalMailServer> {
  const mails: TakenMail[] = [];
  const heard = new Map<string, number>();
  const behaviours = new Map<string, Behaviour>();
  const sockets = new Map<number, Socket>();
  const of = (address: string) => behaviours.get(address.split('@')[0]!) ?? {};
  const server = new SMTPServer({
    authOptional: true,
    size: 1_000_000,
    onAuth: ({ username, password }, _session, end) =>
      password === PASSWORD ? end(null, { user: username }) : end(coded(535, 'who are you')),
    onRcptTo: ({ address }, _session, end) => {
      const { rcpt } = of(address);
      return rcpt ? end(coded(rcpt, `<${address}> unknown here`)) : end();
    },
    onData: (stream, session, end) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const [to, from] = [session.envelope.rcptTo[0]!.address, session.envelope.mailFrom];
        const times = (heard.get(to) ?? 0) + 1;
        heard.set(to, times);
        const { data = [], cut } = of(to);
        if (cut) return sockets.get(session.remotePort)!.destroy();
        const code = data[times - 1];
        if (code) return end(coded(code, 'not now'));
        const mail = parsed(Buffer.concat(chunks).toString('utf8'));
        mails.push({ ...mail, from: from ? from.address : '', to, encrypted: session.secure, user: session.user });
        end(null, 'queued as 4711');
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => sockets.set(socket.remotePort!, socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { port, mails, heard, behaviours, stop };
}

function coded(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

function parsed(message: string): { headers: Record<string, string>; body: string } {
  const end = message.indexOf('\r\n\r\n');
  const lines = message
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())];
    }),
  );
  return { headers, body: decodeBody(headers['content-transfer-encoding'] ?? '', message.slice(end + 4)) };
}

function decodeBody(encoding: string, body: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? unquote(body.replace(/=\r\n/g, '')) : body;
}

// Characters may be cut between two words: bytes are put together before they are read.
function decodeWords(header: string): string {
  return header.replace(/=\?utf-8\?[bq]\?[^?]*\?=(?:\s+=\?utf-8\?[bq]\?[^?]*\?=)*/gi, (words) =>
    Buffer.concat(
      [...words.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)].map(([, kind, text]) =>
        kind!.toLowerCase() === 'b'
          ? Buffer.from(text!, 'base64')
          : Buffer.from(latin(text!.replace(/_/g, ' ')), 'latin1'),
      ),
    ).toString('utf8'),
  );
}

const latin = (text: string) =>
  text.replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
const unquote = (text: string) => Buffer.from(latin(text), 'latin1').toString('utf8');

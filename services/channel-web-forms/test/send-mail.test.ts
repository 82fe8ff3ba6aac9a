import { createServer, type AddressInfo, type Socket } from 'node:net';
import { mailSender } from '../src/senders/mail';
import type { MailServer } from '../src/io/send-mail';
import { localMailServer, PASSWORD, type LocalMailServer } from './mail-server';
import { testCertificate } from './test-certificate';

const CERTIFICATE = testCertificate();
const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const { stop } of running.splice(0)) await stop();
});

async function listening(options: Parameters<typeof localMailServer>[0]): Promise<LocalMailServer> {
  const server = await localMailServer({ ...CERTIFICATE, ...options });
  running.push(server);
  return server;
}

const send = (server: MailServer | null) =>
  mailSender(server).send(
    {
      replyId: 'r-1',
      caseId: 'c',
      feedbackId: 'f',
      externalId: undefined,
      text: '您好',
      contact: { email: 'wang@example.com' },
    },
    {
      access: { settings: { replyFrom: 'service@bank.example' }, credentials: {} },
      http: { request: () => Promise.reject(new Error('no HTTP')) },
      now: new Date('2026-03-01T04:00:00.000Z'),
    },
  );
const at = (port: number, over: Partial<MailServer> = {}): MailServer => ({
  host: '127.0.0.1',
  port,
  security: 'starttls',
  ca: CERTIFICATE.cert,
  ...over,
});
const NO_TLS = { kind: 'failed', reason: 'no trusted TLS connection to the mail server' };

test('TLS from the beginning and by STARTTLS take a mail, and its date is that of sending', async () => {
  const [implicit, upgraded] = [await listening({ secure: true }), await listening({})];
  const sent = [await send(at(implicit.port, { security: 'tls' })), await send(at(upgraded.port))];
  expect(sent).toMatchObject([{ kind: 'delivered' }, { kind: 'delivered' }]);
  expect([...implicit.mails, ...upgraded.mails]).toMatchObject([
    { encrypted: true, headers: { date: 'Sun, 01 Mar 2026 04:00:00 +0000' } },
    { encrypted: true },
  ]);
});

test('a server that offers no STARTTLS gets neither password nor words', async () => {
  const users: unknown[] = [];
  const server = await listening({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (auth, _session, end) => {
      users.push(auth);
      end(null, { user: 'x' });
    },
  });
  const sent = await send(at(server.port, { user: 'hearback', password: PASSWORD }));
  expect(sent).toMatchObject({ kind: 'failed', reason: expect.stringContaining('the mail server answered 5') });
  expect([users, server.mails]).toEqual([[], []]);
});

test('a certificate that nobody vouches for is not believed', async () => {
  const server = await listening({});
  expect(await send(at(server.port, { ca: testCertificate().cert }))).toEqual(NO_TLS);
  expect(await send(at(server.port, { ca: undefined }))).toEqual(NO_TLS);
  expect(server.mails).toEqual([]);
});

test('without encryption a mail goes where that is set on purpose', async () => {
  const server = await listening({ disabledCommands: ['STARTTLS'] });
  expect(await send(at(server.port, { security: 'none' }))).toMatchObject({ kind: 'delivered' });
  expect(server.mails).toMatchObject([{ encrypted: false }]);
});

test('a wrong password is told, and does not say which', async () => {
  const server = await listening({ authOptional: false });
  const sent = await send(at(server.port, { user: 'hearback', password: 'wrong' }));
  expect(sent).toEqual({ kind: 'failed', reason: 'the mail server answered 535 who are you' });
});

test('no server, a silent one and one that hangs up before the words are tried again', async () => {
  const silent = await listener(() => undefined);
  const hasty = await listener((socket) => socket.end());
  const limits = { greetingMs: 200, connectMs: 200 };
  expect([
    await send(at(silent, { limits })),
    await send(at(hasty, { limits })),
    await send(at(1, { limits })),
  ]).toMatchObject([{ kind: 'wait' }, { kind: 'wait' }, { kind: 'wait' }]);
});

test('a server that falls silent after the words has perhaps taken them', async () => {
  const server = await listening({ onData: (stream) => void stream.resume() });
  await expect(send(at(server.port, { limits: { wholeMs: 1_000 } }))).rejects.toMatchObject({
    name: 'MailRefused',
    trouble: { begun: true },
  });
});

test('without a server every reply says so', async () => {
  expect(await send(null)).toEqual({ kind: 'failed', reason: 'this service has no mail server (SMTP_HOST)' });
});

async function listener(each: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    each(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push({
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  });
  return (server.address() as AddressInfo).port;
}

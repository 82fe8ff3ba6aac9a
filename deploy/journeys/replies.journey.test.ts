import { startSystem, type RunningSystem } from '@hearback/local';
import { eventually } from '@hearback/testing';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

// An answer on its way out, through all services: on the phone by a person, and by e-mail. Either stops the clock of the
// first reply, and nothing else does.
let system: RunningSystem;
let mailServer: SMTPServer;
let session: string;
const mails: { to: string; message: string }[] = [];

beforeAll(async () => {
  mailServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, { envelope }, end) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push({ to: envelope.rcptTo[0]!.address, message: Buffer.concat(chunks).toString() });
        end();
      });
    },
  });
  await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve));
  const { port } = mailServer.server.address() as AddressInfo;
  const env = { SMTP_HOST: '127.0.0.1', SMTP_PORT: String(port), SMTP_SECURITY: 'none' };
  system = await startSystem({ processes: false, env });
  const signIn = { name: 'admin', password: system.adminPassword };
  session = (await call('directory', '/v1/sign-in', { body: signIn })).token;
}, 240_000);

afterAll(async () => {
  await system?.stop();
  await new Promise<void>((resolve) => (mailServer ? mailServer.close(resolve) : resolve()));
}, 90_000);

interface Sent {
  body: unknown;
  key?: string;
  method?: string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
async function call(service: keyof RunningSystem['urls'], path: string, sent?: Sent): Promise<any> {
  const response = await fetch(`${system.urls[service]}${path}`, {
    ...(sent ? { method: sent.method ?? 'POST', body: JSON.stringify(sent.body) } : {}),
    headers: {
      authorization: `Bearer ${service === 'directory' && session ? session : system.apiKey}`,
      'content-type': 'application/json',
      ...(sent?.key === undefined ? {} : { 'idempotency-key': sent.key }),
    },
  });
  if (response.status >= 300) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** Says it, and has it answered through its channel. */
async function answered(channel: 'channel-hotline' | 'channel-web-forms', item: object) {
  const { accepted } = await call(channel, '/v1/feedback', { body: item, key: channel });
  const { feedbackId } = accepted[0];
  const { caseId } = await eventually(() => call('cases', `/v1/feedback/${feedbackId}`), 30_000);
  const body = { version: 1, text: '您好，重复扣收的年费已退回您的账户。', by: 'channel' };
  const { replyId } = await eventually(
    () => call('cases', `/v1/cases/${caseId}/reply`, { body, key: `reply-${channel}` }),
    30_000,
  );
  return { feedbackId, caseId, replyId };
}

const firstReply = async (feedbackId: string) => {
  const { items } = await call('response-tracker', `/v1/clocks?feedbackId=${feedbackId}`);
  return items.find(({ kind }: { kind: string }) => kind === 'first-reply');
};

test('a call-back stops the clock when the agent has spoken with the customer, at the time of the call', async () => {
  const said = { text: '信用卡年费被重复扣了两次', author: { phone: '+8613800138001' }, externalId: 'call-1' };
  const { feedbackId, caseId, replyId } = await answered('channel-hotline', said);
  const { items } = await call('cases', '/v1/call-backs');
  expect(items).toMatchObject([{ replyId, caseId, externalId: 'call-1', customer: { phone: '***8001' } }]);
  const running = await eventually(async () => {
    const clock = await firstReply(feedbackId);
    expect(clock).toMatchObject({ state: 'running', dueAt: items[0].dueAt });
    return clock;
  }, 30_000);
  await call('cases', `/v1/call-backs/${replyId}/not-reached`, { body: {}, key: 'call-1' });
  expect(await firstReply(feedbackId)).toEqual(running);
  const spokenAt = new Date().toISOString();
  await call('cases', `/v1/call-backs/${replyId}/spoken`, { body: { callId: 'out-1', spokenAt }, key: 'call-2' });
  await eventually(async () => expect(await firstReply(feedbackId)).toMatchObject({ state: 'met' }), 30_000);
  const { state, timeline } = await call('cases', `/v1/cases/${caseId}`);
  expect([state, timeline.at(-1)]).toMatchObject([
    'replied',
    { kind: 'replied', data: { replyId, repliedAt: spokenAt } },
  ]);
}, 120_000);

test('an e-mail stops the clock when the mail server has taken it', async () => {
  const page = { body: { settings: { replyFrom: '示例银行 <service@bank.example>' } }, method: 'PATCH', key: 'page' };
  await call('directory', '/v1/sources/web-forms-default', page);
  const said = { text: '手机银行转账一直失败，钱已经扣了', author: { email: 'wang@example.com' } };
  const { feedbackId, replyId } = await answered('channel-web-forms', said);
  await eventually(async () => expect(await firstReply(feedbackId)).toMatchObject({ state: 'met' }), 30_000);
  expect(mails).toMatchObject([
    { to: 'wang@example.com', message: expect.stringContaining(`<${replyId}@bank.example>`) },
  ]);
}, 120_000);

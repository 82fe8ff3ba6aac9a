import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seal } from '@hearback/access';
import {
  feedbackReceived,
  replyAttempted,
  replyDelivered,
  replyFailed,
  replyRequested,
  type ReplyRequested,
} from '@hearback/contracts';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import { start } from '../src/main';
import { localMailServer, PASSWORD, type LocalMailServer } from './mail-server';
import { testCertificate } from './test-certificate';

jest.setTimeout(90_000);

let server: LocalMailServer;
let service: ChannelUnderTest;
let directory: string;

beforeAll(async () => {
  const certificate = testCertificate();
  directory = mkdtempSync(join(tmpdir(), 'hearback-mail-'));
  const SMTP_CA_FILE = join(directory, 'ca.pem');
  writeFileSync(SMTP_CA_FILE, certificate.cert);
  server = await localMailServer({ ...certificate, authOptional: false });
  service = await channelUnderTest(start, {
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(server.port),
    SMTP_USER: 'hearback',
    SMTP_PASSWORD: PASSWORD,
    SMTP_CA_FILE,
  });
  const settings = { replyFrom: '示例银行 <service@bank.example>', replyTo: 'answers@bank.example' };
  await service.registerSource({ sourceId: 'page', channel: 'web-form', isDefault: true, settings });
  await service.completeSnapshots();
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200));
});
afterAll(async () => {
  await service?.stop();
  await server?.stop();
  if (directory) rmSync(directory, { recursive: true });
});

async function ask(email: string | undefined, over: Partial<ReplyRequested> = {}) {
  const asked: ReplyRequested = {
    replyId: randomUUID(),
    caseId: randomUUID(),
    feedbackId: randomUUID(),
    sourceId: 'page',
    channel: 'web-form',
    text: '您好，年费已退回您的账户。\n祝您生活愉快。',
    requestedAt: new Date().toISOString(),
    by: 'user:7',
    ...(email !== undefined && { contactsEncrypted: seal(service.keys.contacts, JSON.stringify({ email })) }),
    ...over,
  };
  await service.publisher.publish(replyRequested, asked);
  return asked;
}
const delivered = async (replyId: string) =>
  (await service.read(replyDelivered)).map(({ data }) => data).filter((data) => data.replyId === replyId);
const failed = async (replyId: string) =>
  (await service.read(replyFailed)).map(({ data }) => data).filter((data) => data.replyId === replyId);
const attemptOf = async (replyId: string) =>
  (await service.read(replyAttempted)).map(({ data }) => data).findLast((data) => data.replyId === replyId);
const mailsTo = (name: string) => server.mails.filter(({ to }) => to === `${name}@example.com`);

test('who left an address in a form is answered there, encrypted, signed in, and in the language of the answer', async () => {
  const key = await service.registerKey({ scopes: ['post'] });
  const post = () =>
    fetch(`${service.url}/v1/feedback`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text: '年费收错了', author: { name: '王芳', email: 'wang@example.com' } }),
    });
  // Once the service knows the key.
  await eventually(async () => expect((await post()).status).toBe(202));
  const [feedback] = await eventually(async () => {
    const all = await service.read(feedbackReceived);
    expect(all).toHaveLength(1);
    return all.map(({ data }) => data);
  });
  const { feedbackId, customer } = feedback!;
  expect(JSON.stringify(feedback)).not.toContain('wang@');
  const asked = await ask(undefined, { feedbackId, contactsEncrypted: customer.contactsEncrypted });
  await eventually(async () => expect(await delivered(asked.replyId)).toHaveLength(1));
  const [mail, ...others] = mailsTo('wang');
  expect(others).toEqual([]);
  expect(mail).toMatchObject({ from: 'service@bank.example', encrypted: true, user: 'hearback' });
  expect(mail!.headers).toMatchObject({
    from: '示例银行 <service@bank.example>',
    'reply-to': 'answers@bank.example',
    to: 'wang@example.com',
    subject: `关于您反馈的答复（编号 ${feedbackId}）`,
    'message-id': `<${asked.replyId}@bank.example>`,
    'in-reply-to': `<feedback.${feedbackId}@bank.example>`,
    references: `<feedback.${feedbackId}@bank.example>`,
    'auto-submitted': 'auto-generated',
    'content-language': 'zh-Hans',
    'content-type': 'text/plain; charset=utf-8',
  });
  expect(mail!.body.trimEnd()).toBe('您好，年费已退回您的账户。\r\n祝您生活愉快。');
  expect(await delivered(asked.replyId)).toMatchObject([
    { attempts: 1, externalReplyId: `<${asked.replyId}@bank.example>` },
  ]);
});

test.each([
  ['chan', '您好，年費已退回您的帳戶。', /^關於您意見的回覆（編號 /],
  ['smith', 'Your annual fee has been refunded. 🙏', /^Our answer to your feedback \(reference /],
])('the subject to %s is in the language of the answer', async (name, text, subject) => {
  await ask(`${name}@example.com`, { text });
  await eventually(() => expect(mailsTo(name)).toHaveLength(1));
  expect(mailsTo(name)[0]!.headers.subject).toMatch(subject);
  expect(mailsTo(name)[0]!.body.trimEnd()).toBe(text);
});

test('the same request again sends nothing', async () => {
  const asked = await ask('again@example.com');
  await eventually(async () => expect(await delivered(asked.replyId)).toHaveLength(1));
  await service.publisher.publish(replyRequested, asked);
  // Of the same case, so that it is read after the repetition.
  const later = await ask('later@example.com', { caseId: asked.caseId });
  await eventually(async () => expect(await delivered(later.replyId)).toHaveLength(1));
  expect(mailsTo('again')).toHaveLength(1);
});

test('a server that says 451 is given the mail again, the same one, until it takes it', async () => {
  server.behaviours.set('busy', { data: [451, 451] });
  const asked = await ask('busy@example.com');
  await eventually(async () => expect(await delivered(asked.replyId)).toMatchObject([{ attempts: 3 }]), 30_000);
  expect([mailsTo('busy').length, server.heard.get('busy@example.com')]).toEqual([1, 3]);
});

test('a refusal is told once, in the words of the server without the address', async () => {
  server.behaviours.set('gone', { rcpt: 550 });
  server.behaviours.set('spam', { data: [554] });
  const [gone, spam] = [await ask('gone@example.com'), await ask('spam@example.com')];
  await eventually(async () =>
    expect([await failed(gone.replyId), await failed(spam.replyId)]).toMatchObject([
      [{ reason: 'the mail server answered 550 <…> unknown here', attempts: 1 }],
      [{ reason: 'the mail server answered 554 not now', attempts: 1 }],
    ]),
  );
});

test('a connection cut after the last word is never tried again, and becomes unknown', async () => {
  server.behaviours.set('cut', { cut: true });
  const asked = await ask('cut@example.com');
  await eventually(() => expect(server.heard.get('cut@example.com')).toBe(1));
  await eventually(async () => expect(await attemptOf(asked.replyId)).toMatchObject({ state: 'sending', attempts: 1 }));
  // As it would stand five minutes later.
  const at = new Date(Date.now() - 300_000).toISOString();
  const sending = (await attemptOf(asked.replyId))!;
  expect(sending).toMatchObject({ state: 'sending', attempts: 1 });
  await service.publisher.publish(replyAttempted, { ...sending, at });
  await eventually(async () => expect(await failed(asked.replyId)).toMatchObject([{ reason: 'unknown' }]), 30_000);
  expect(server.heard.get('cut@example.com')).toBe(1);
});

test.each([
  ['no address', undefined, 'the customer gave no e-mail address'],
  ['headers in the address', 'a@example.com\r\nBcc: b@example.com', 'what the customer gave is no e-mail address'],
])('%s fails at once, and nothing is sent', async (_name, email, reason) => {
  const asked = await ask(email);
  await eventually(async () => expect(await failed(asked.replyId)).toMatchObject([{ reason }]));
});

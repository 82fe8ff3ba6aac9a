import { VendorUnreachable } from '@hearback/channel';
import { SENDERS } from '../src/senders';
import { NOW, standIn, type Answered, type Asked, type StandIn } from './vendor-stand-in';

let vendor: StandIn;
let statuses: Map<string, { id: string; status: string; in_reply_to_id: string; visibility: string }>;
beforeEach(async () => {
  vendor = await standIn();
  statuses = new Map();
  vendor.answer = server;
});
afterEach(() => vendor.stop());

// As a server does: the same Idempotency-Key is the same status.
function server({ method, url, headers, body }: Asked): Answered {
  if (headers.authorization !== 'Bearer t0ken') return { status: 401 };
  if (method === 'GET')
    return url.pathname.endsWith('/116154321987654321')
      ? { body: { id: '116154321987654321', account: { acct: 'xiaoming@social.example' } } }
      : { status: 404 };
  const key = headers['idempotency-key'] as string;
  if (body.length > 500) return { status: 422 };
  if (!statuses.has(key)) statuses.set(key, { id: `9${statuses.size}`, ...JSON.parse(body) });
  return { body: { ...statuses.get(key), created_at: '2026-03-01T04:00:01.000Z' } };
}

const send = (over: object = {}, token = 't0ken') =>
  SENDERS[0]!.send(
    { replyId: 'r-1', caseId: 'c', feedbackId: 'f', externalId: '116154321987654321', text: '已为您退款。', ...over },
    { access: { settings: {}, credentials: { token } }, http: vendor.http, now: NOW },
  );

test('an answer mentions its author, and the same call twice is one status', async () => {
  const delivered = { kind: 'delivered', externalReplyId: '90', deliveredAt: '2026-03-01T04:00:01.000Z' };
  expect([await send(), await send()]).toEqual([delivered, delivered]);
  expect([...statuses.values()]).toEqual([
    {
      id: '90',
      status: '@xiaoming@social.example 已为您退款。',
      in_reply_to_id: '116154321987654321',
      visibility: 'public',
    },
  ]);
});

test.each([
  ['a status that is gone', { over: { externalId: '1' } }, 'the status is gone'],
  ['no status', { over: { externalId: undefined } }, 'it is not known which status is answered'],
  [
    'a text that is too long',
    { over: { text: '长'.repeat(600) } },
    'the server does not take this text; it may be too long',
  ],
  ['a wrong token', { token: 'wrong' }, 'the vendor refuses the credentials (401)'],
  ['no token', { token: '' }, 'the credential token is missing'],
])('%s fails with its reason', async (_name, { over, token }: { over?: object; token?: string }, reason) => {
  expect(await send(over, token)).toEqual({ kind: 'failed', reason });
});

test('too fast and out of order are tried again later', async () => {
  vendor.answer = () => ({ status: 429, headers: { 'x-ratelimit-reset': '2026-03-01T04:05:00.000Z' } });
  const limited = await send();
  vendor.answer = (asked) => (asked.method === 'GET' ? server(asked) : { status: 503 });
  expect([limited, await send()]).toMatchObject([
    { kind: 'wait', seconds: 300 },
    { kind: 'wait', seconds: 60 },
  ]);
});

test('a reply that the server may have taken is of unknown outcome, and one that was not sent yet is tried again', async () => {
  vendor.answer = (asked) => (asked.method === 'GET' ? server(asked) : { status: 502 });
  await expect(send()).rejects.toThrow(VendorUnreachable);
  const away = { request: () => Promise.reject(new VendorUnreachable('no connection')) };
  const io = { access: { settings: {}, credentials: { token: 't0ken' } }, http: away, now: NOW };
  const reply = { replyId: 'r-1', caseId: 'c', feedbackId: 'f', externalId: '116154321987654321', text: '好' };
  expect(await SENDERS[0]!.send(reply, io)).toEqual({ kind: 'wait', seconds: 0, why: 'no connection' });
});

test.each([
  [
    'another account of the same name',
    '@xiaoming@other.example 请看',
    '@xiaoming@social.example @xiaoming@other.example 请看',
  ],
  ['the author in another case', '@XiaoMing@social.example，已退款。', '@XiaoMing@social.example，已退款。'],
])('a text that mentions %s reaches the author', async (_name, text, status) => {
  await send({ text });
  expect([...statuses.values()]).toMatchObject([{ status }]);
});

test('a time that is none does not keep a delivered reply from being told', async () => {
  vendor.answer = (asked) =>
    asked.method === 'GET' ? server(asked) : { body: { id: '91', created_at: 'a moment ago' } };
  expect(await send()).toEqual({ kind: 'delivered', externalReplyId: '91' });
});

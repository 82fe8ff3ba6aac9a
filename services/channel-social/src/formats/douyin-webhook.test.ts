import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HandshakeRequest } from '@hearback/channel';
import { douyinWebhook } from './douyin-webhook';

const sample = (name: string) => readFileSync(join(__dirname, '../../samples/douyin-webhook', `${name}.json`));
const context = {
  contentType: undefined,
  mapping: {},
  settings: { officialAccounts: 'da253642-0590-40bc-9bdf-9a1334b94061' },
};

test.each(['comment-object', 'comment-string'])('%s', (name) => {
  expect(douyinWebhook.read(sample(name), context)).toMatchObject({
    kind: 'read',
    items: [
      {
        value: {
          externalId: expect.stringMatching(/^@9VwWqOO3.*==$/),
          text: '"刷卡"被盗刷了三笔，客服让我等 😡',
          occurredAt: '2026-03-01T02:10:00.000Z',
          author: { id: 'ba253642-0590-40bc-9bdf-9a1334b94059' },
          attributes: { video: expect.stringMatching(/^@8hxd/) },
        },
      },
    ],
  });
});

test('what the bank’s account answers is a reply', () => {
  expect(douyinWebhook.read(sample('official'), context)).toMatchObject({
    items: [],
    replies: [
      { value: { externalId: expect.stringMatching(/^@9VwWqOO3/), replyId: expect.stringMatching(/^@9VwWqOO4/) } },
    ],
  });
});

test.each(['other-event', 'verify'])('%s brings no comment', (name) => {
  expect(douyinWebhook.read(sample(name)).kind).toBe('ignored');
});

const call = (content: unknown) => JSON.stringify({ event: 'item_comment_reply', content });

test.each([
  ['content that is broken JSON', call('{"comment_id":'), 'content: broken-json'],
  ['content that is JSON inside JSON inside', call(JSON.stringify('{}')), 'content: wrong-type'],
  ['content that is missing', call(undefined), 'content: wrong-type'],
  ['a comment without an id', call({ content: 'a', create_time: 1 }), 'content.comment_id: wrong-type'],
  ['a list', '[]', ': wrong-type'],
])('%s is refused', (_name, payload, expected) => {
  const reading = douyinWebhook.read(Buffer.from(payload));
  const fault = reading.kind === 'refused' ? reading.faults[0]! : null;
  expect(`${fault?.path}: ${fault?.reason}`).toBe(expected);
});

test('ids that come encoded as in addresses are the ids of the others', () => {
  const { content, ...event } = JSON.parse(sample('official').toString());
  const encoded = content.replace(/@9Vw[^"]+/g, encodeURIComponent);
  expect(encoded).toContain('%409Vw');
  const payload = Buffer.from(JSON.stringify({ ...event, content: encoded }));
  expect(douyinWebhook.read(payload, context)).toMatchObject({
    replies: [
      { value: { externalId: expect.stringMatching(/^@9VwWqOO3.*==$/), replyId: expect.stringMatching(/^@9VwWqOO4/) } },
    ],
  });
  const odd = Buffer.from(call({ comment_id: '%40%zz', content: '100%', create_time: 1 }));
  expect(douyinWebhook.read(odd)).toMatchObject({ items: [{ value: { externalId: '%40%zz', text: '100%' } }] });
});

const rawBody = sample('comment-string');
const signed = (body: Buffer, secret = 's3cret') => createHash('sha1').update(secret).update(body).digest('hex');

test.each([
  ['made with the secret', signed(rawBody), true],
  ['made with another secret', signed(rawBody, 'other'), false],
  ['that is an HMAC', createHmac('sha1', 's3cret').update(rawBody).digest('hex'), false],
  ['over other bytes', signed(sample('comment-object')), false],
  ['missing', undefined, false],
])('a signature %s', (_name, signature, expected) => {
  const headers = { 'x-douyin-signature': signature };
  expect(douyinWebhook.verify!({ rawBody, headers, url: '' }, 's3cret')).toBe(expected);
});

test('the challenge is echoed as it came, but not to a wrong signature', () => {
  const ask = (over: Partial<HandshakeRequest>) =>
    douyinWebhook.handshake!({ method: 'POST', query: {}, rawBody: sample('verify'), headers: {}, url: '', ...over }, [
      'new',
      'old',
    ]);
  const echoed = { status: 200, contentType: 'application/json', body: '{"challenge":12345}' };
  expect(ask({})).toEqual(echoed);
  expect(ask({ headers: { 'x-douyin-signature': signed(sample('verify'), 'old') } })).toEqual(echoed);
  expect(ask({ headers: { 'x-douyin-signature': signed(sample('verify'), 'wrong') } })?.status).toBe(401);
  const text = Buffer.from('{"event":"verify_webhook","content":"{\\"challenge\\":\\"a\\"}"}');
  expect(ask({ rawBody: text })?.body).toBe('{"challenge":"a"}');
  expect([ask({ rawBody }), ask({ method: 'GET' }), ask({ rawBody: Buffer.from('{') })]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

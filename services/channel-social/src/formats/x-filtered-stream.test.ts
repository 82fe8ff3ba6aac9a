import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HandshakeRequest } from '@hearback/channel';
import { xFilteredStream } from './x-filtered-stream';

const sample = (name: string) => readFileSync(join(__dirname, '../../samples/x-filtered-stream', name));
const context = { contentType: undefined, mapping: {}, settings: { officialAccounts: ' @examplebank, 42' } };
const read = (name: string) => xFilteredStream.read(sample(name), context);

test('a post is the words of its author, with its rules', () => {
  expect(read('post.json')).toMatchObject({
    kind: 'read',
    items: [
      {
        value: {
          externalId: '1895000000000000101',
          text: '@ExampleBank 转账五万元两天没到账 😡 客服说 "等等" & 挂了电话',
          occurredAt: '2026-03-01T02:10:00.000Z',
          url: 'https://x.com/xiaoyu_example/status/1895000000000000101',
          language: 'zh',
          author: { id: '1390012345678901234', name: '小雨 ☔' },
          engagement: { likes: 12, shares: 4, followers: 318 },
          attributes: { username: 'xiaoyu_example', rules: 'bank mentions' },
        },
      },
    ],
    replies: [],
  });
});

test.each([
  [
    'an edit keeps the first id',
    'edited.json',
    { externalId: '1895000000000000101', updatedAt: '2026-03-01T02:25:00.000Z' },
  ],
  [
    'an answer points to the first id',
    'reply-traditional.json',
    { inReplyTo: '1895000000000000101', text: '@xiaoyu_example 我的轉帳也一樣，銀行說系統維護' },
  ],
  [
    'a share says the whole words',
    'retweet.json',
    { sharedFrom: '1895000000000000101', text: '@ExampleBank 转账五万元三天没到账' },
  ],
])('%s', (_name, file, value) => {
  expect(read(file)).toMatchObject({ items: [{ value }] });
});

test('what the official account answers is a reply, and nothing without the setting', () => {
  expect(read('official.json')).toEqual({
    kind: 'read',
    items: [],
    replies: [
      {
        value: {
          externalId: '1895000000000000101',
          replyId: '1895000000000000400',
          text: '您好，已为您加急处理，请查看私信。',
          repliedAt: '2026-03-01T04:00:00.000Z',
          by: { id: 'ExampleBank', name: 'Example Bank' },
        },
      },
    ],
  });
  expect(xFilteredStream.read(sample('official.json'))).toMatchObject({ items: [{}], replies: [] });
});

test('lines of the stream bring posts, signs of life and notices', () => {
  expect(read('lines.ndjson')).toMatchObject({
    items: [
      { value: { externalId: '1895000000000000101' } },
      { value: { text: expect.stringMatching(/back to the app\.$/) } },
    ],
  });
  expect(xFilteredStream.read(Buffer.from('\r\n')).kind).toBe('ignored');
  const broken = Buffer.from(`${JSON.stringify(JSON.parse(sample('post.json').toString()))}\n{"data":{"id":"1"}}\n`);
  expect(xFilteredStream.read(broken)).toMatchObject({
    items: [
      { value: { externalId: '1895000000000000101' } },
      { faults: [{ path: 'data.text' }], original: Buffer.from('{"data":{"id":"1"}}') },
    ],
  });
});

const changed = (over: object) => {
  const line = JSON.parse(sample('post.json').toString());
  return JSON.stringify({ ...line, data: { ...line.data, ...over } });
};

test('an id written as a number keeps its digits', () => {
  const numbers = changed({}).replaceAll('"1895000000000000101"', '1895000000000000101');
  expect(xFilteredStream.read(Buffer.from(`\ufeff${numbers}`))).toMatchObject({
    items: [{ value: { externalId: '1895000000000000101' } }],
  });
});

test('fields that nobody knows yet and fields that are missing cost no words', () => {
  const bare = JSON.stringify({ data: { id: '1', text: 'hi', new_field: { a: 1 } }, also: [] });
  expect(xFilteredStream.read(Buffer.from(bare))).toMatchObject({
    items: [{ value: { externalId: '1', text: 'hi', url: 'https://x.com/i/status/1' } }],
  });
});

test.each([
  ['a post without words', changed({ text: undefined }), 'data.text: wrong-type'],
  ['a post without an id', changed({ id: undefined }), 'data.id: wrong-type'],
  ['JSON inside a string', JSON.stringify(changed({})), ': wrong-type'],
  ['a list', '[]', ': wrong-type'],
  ['broken JSON', '{"data":', ': broken-json'],
])('%s is refused', (_name, payload, expected) => {
  const reading = xFilteredStream.read(Buffer.from(payload));
  const fault = reading.kind === 'refused' ? reading.faults[0]! : null;
  expect(`${fault?.path}: ${fault?.reason}`).toBe(expected);
});

const rawBody = sample('post.json');
const signed = (signedBody: Buffer | string, secret = 's3cret') =>
  `sha256=${createHmac('sha256', secret).update(signedBody).digest('base64')}`;

test.each([
  ['made with the secret', signed(rawBody), true],
  ['made with another secret', signed(rawBody, 'other'), false],
  ['over other bytes', signed('{}'), false],
  ['in hex', `sha256=${createHmac('sha256', 's3cret').update(rawBody).digest('hex')}`, false],
  ['missing', undefined, false],
])('a signature %s', (_name, signature, expected) => {
  const headers = { 'x-twitter-webhooks-signature': signature };
  expect(xFilteredStream.verify!({ rawBody, headers, url: '' }, 's3cret')).toBe(expected);
});

test('the challenge is answered with its HMAC under the newest secret', () => {
  const ask = (over: Partial<HandshakeRequest>, secrets = ['new', 'old']) =>
    xFilteredStream.handshake!(
      {
        method: 'GET',
        query: { crc_token: 'abc', nonce: 'n' },
        rawBody: Buffer.alloc(0),
        headers: {},
        url: '',
        ...over,
      },
      secrets,
    );
  expect(ask({})).toEqual({
    status: 200,
    contentType: 'application/json',
    body: JSON.stringify({ response_token: signed('abc', 'new') }),
  });
  expect([ask({ method: 'POST' }), ask({ query: {} }), ask({}, [])]).toEqual([undefined, undefined, undefined]);
});

import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HandshakeRequest, ReadContext } from '@hearback/channel';
import { metaComments } from './meta-comments';

const sample = (name: string) => readFileSync(join(__dirname, '../../samples/meta-comments', `${name}.json`));
const read = (name: string) => metaComments.read(sample(name));

test('a comment on a page is feedback, the page’s answer a reply, a reaction nothing', () => {
  expect(read('page')).toMatchObject({
    kind: 'read',
    items: [
      {
        value: {
          externalId: '111_901',
          text: '信用卡被收了兩次年費😡 分行說等十四天',
          occurredAt: '2026-03-01T02:00:00.000Z',
          inReplyTo: '104567890123456_111',
          author: { id: '6012345678901234', name: 'Chan Tai Man' },
        },
      },
    ],
    replies: [
      {
        value: {
          externalId: '111_901',
          replyId: '111_902',
          text: '您好，請私訊我們您的聯絡方式。',
          repliedAt: '2026-03-01T02:00:50.000Z',
          by: { id: '104567890123456', name: 'Example Bank' },
        },
      },
    ],
  });
});

test('edits are newer, removals are told of, a visitor’s photo has its words', () => {
  expect(read('page-edit-remove')).toMatchObject({
    items: [
      { value: { externalId: '111_901', text: '信用卡被收了三次年費', updatedAt: '2026-03-01T02:01:00.000Z' } },
      { value: { externalId: '111_903', deleted: true, updatedAt: '2026-03-01T02:01:00.000Z' } },
      { value: { externalId: '104567890123456_222' }, attachments: [{ url: 'https://files.example/branch.jpg' }] },
    ],
  });
});

test('comments on Instagram, with the account’s own answer', () => {
  expect(read('instagram')).toMatchObject({
    items: [
      { value: { externalId: '17865799348089039', text: 'App一直閃退 😭', author: { id: '232323232323232323' } } },
    ],
    replies: [{ value: { externalId: '17865799348089039', replyId: '17865799348089040' } }],
  });
});

test('a mention without words is kept as refused', () => {
  expect(read('instagram-mention')).toMatchObject({
    items: [{ faults: [{ path: 'value.text', reason: 'required' }] }],
  });
});

const page = (...changes: unknown[]) =>
  metaComments.read(Buffer.from(JSON.stringify({ object: 'page', entry: [{ id: '1', time: 1772330460, changes }] })));
const comment = {
  item: 'comment',
  verb: 'add',
  post_id: '1_2',
  comment_id: '2_3',
  message: 'hi',
  created_time: 1772330400,
};

test('what is refused is kept so that it can be read alone', () => {
  const reading = page({ field: 'feed', value: { ...comment, message: 7 } });
  expect(reading).toMatchObject({ items: [{ faults: [{ path: 'value.message', reason: 'wrong-type' }] }] });
  const original = reading.kind === 'read' ? reading.items[0]!.original! : Buffer.alloc(0);
  const mended = Buffer.from(original.toString().replace('"message":7', '"message":"seven"'));
  expect(metaComments.read(mended)).toMatchObject({ items: [{ value: { externalId: '2_3', text: 'seven' } }] });
});

test.each([
  ['a comment without its id', { ...comment, comment_id: undefined }, 'value.comment_id'],
  ['a change without an item', { verb: 'add' }, 'value.item'],
  ['a time that is none', { ...comment, created_time: 'now' }, 'value.created_time'],
])('%s is refused', (_name, value, path) => {
  expect(page({ field: 'feed', value })).toMatchObject({ items: [{ faults: [{ path }] }] });
});

test('ids beyond 2^53 as numbers, a byte order mark and new fields are fine', () => {
  const body = `\ufeff{"object":"instagram","x":1,"entry":[{"id":17841405822304914123,"time":1772330460,"changes":[{"field":"comments","value":{"id":17865799348089039123,"text":"a","y":{}}}]}]}`;
  expect(metaComments.read(Buffer.from(body))).toMatchObject({
    items: [{ value: { externalId: '17865799348089039123' } }],
  });
});

test.each([
  ['another object', '{"object":"whatsapp_business_account","entry":[]}', 'ignored'],
  ['direct messages', '{"object":"instagram","entry":[{"id":"1","time":1,"messaging":[{}]}]}', 'ignored'],
  ['another field', '{"object":"page","entry":[{"id":"1","changes":[{"field":"ratings","value":{}}]}]}', 'ignored'],
  ['JSON inside a string', JSON.stringify('{"object":"page","entry":[]}'), 'refused'],
  ['an entry that is no list', '{"object":"page","entry":{}}', 'refused'],
])('%s is %s', (_name, payload, kind) => {
  expect(metaComments.read(Buffer.from(payload)).kind).toBe(kind);
});

const rawBody = sample('page');
const signed = (secret = 's3cret', name = 'sha256') =>
  `sha256=${createHmac(name, secret).update(rawBody).digest('hex')}`;

test.each([
  ['made with the secret', signed(), true],
  ['made with another secret', signed('other'), false],
  ['of another kind', signed('s3cret', 'sha1'), false],
  ['without its prefix', signed().slice(7), false],
  ['missing', undefined, false],
])('a signature %s', (_name, signature, expected) => {
  expect(metaComments.verify!({ rawBody, headers: { 'x-hub-signature-256': signature }, url: '' }, 's3cret')).toBe(
    expected,
  );
});

test('the challenge is echoed to whoever has the verify token', () => {
  const handshake = metaComments.handshake as (
    request: HandshakeRequest,
    secrets: readonly string[],
    context?: ReadContext,
  ) => ReturnType<NonNullable<typeof metaComments.handshake>>;
  const ask = (query: Record<string, string>, settings?: Record<string, string>) =>
    handshake(
      { method: 'GET', query, rawBody: Buffer.alloc(0), headers: {}, url: '' },
      ['new', 'old'],
      settings && { settings, mapping: {}, contentType: undefined },
    );
  const hub = (token: string, challenge = '1158201444') => ({
    'hub.mode': 'subscribe',
    'hub.verify_token': token,
    'hub.challenge': challenge,
  });
  const echoed = { status: 200, contentType: 'text/plain', body: '1158201444' };
  expect([ask(hub('old')), ask(hub('chosen'), { verifyToken: 'chosen' })]).toEqual([echoed, echoed]);
  const refused = [ask(hub('wrong')), ask(hub('new'), { verifyToken: 'chosen' }), ask(hub('new', '<script>'))];
  expect(refused.map((answer) => answer?.status)).toEqual([403, 403, 403]);
  expect(ask({ a: 'b' })).toBeUndefined();
});

test.each([
  ['delete', { externalId: '111_903', deleted: true }],
  ['update', { externalId: '111_903', text: '改过的', updatedAt: '2026-03-01T02:01:00.000Z' }],
])('the verb %s says what its other spelling says', (verb, expected) => {
  const value = {
    item: 'comment',
    verb,
    comment_id: '111_903',
    post_id: '1_111',
    message: '改过的',
    created_time: 1772330400,
  };
  const entry = [{ id: '104567890123456', time: 1772330460, changes: [{ field: 'feed', value }] }];
  expect(metaComments.read(Buffer.from(JSON.stringify({ object: 'page', entry })))).toMatchObject({
    items: [{ value: expected }],
  });
});

test('who only calls themselves like the bank has not answered for it', () => {
  const from = { id: '6012345678901299', name: 'Example Bank' };
  const value = {
    item: 'comment',
    verb: 'add',
    comment_id: '9_9',
    parent_id: '9_1',
    from,
    message: '请点此链接退款',
    created_time: 1772330400,
  };
  const entry = [{ id: '104567890123456', time: 1772330460, changes: [{ field: 'feed', value }] }];
  const context: ReadContext = { contentType: undefined, settings: { officialAccounts: 'Example Bank' }, mapping: {} };
  expect(metaComments.read(Buffer.from(JSON.stringify({ object: 'page', entry })), context)).toMatchObject({
    items: [{ value: { author: { id: '6012345678901299' } } }],
    replies: [],
  });
});

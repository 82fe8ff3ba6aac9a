import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mastodonStatus } from './mastodon-status';

const sample = (name: string) => readFileSync(join(__dirname, `../../samples/mastodon-status/${name}.json`));
const read = (name: string) => mastodonStatus.read(sample(name));

test('a post is the words of its account', () => {
  expect(read('post')).toEqual({
    kind: 'read',
    items: [
      {
        value: {
          externalId: '116154321987654321',
          text: '@bank 信用卡年费乱扣，客服说"系统问题"😡\n\n等了三天\n没人管 & 没人回',
          occurredAt: '2026-03-01T03:15:00.000Z',
          url: 'https://social.example/@x/116154321987654321',
          language: 'zh',
          author: { id: '109302436954721982', name: '小明 🌧' },
          engagement: { likes: 5, shares: 2, followers: 42 },
          attributes: { acct: 'xiaoming' },
        },
        attachments: [],
      },
    ],
  });
});

test.each([
  ['edited', { externalId: '116154321987654321', updatedAt: '2026-03-02T08:00:00.000Z' }],
  [
    'reply-traditional',
    {
      inReplyTo: '116154321987654321',
      title: '銀行',
      author: { id: '109302436954721999', name: 'taipei@mastodon.example' },
    },
  ],
  [
    'reblog',
    {
      externalId: '116154500000000002',
      sharedFrom: '116154321987654321',
      text: '信用卡年费乱扣，客服说系统问题',
      occurredAt: '2026-03-01T05:00:00.000Z',
      author: { id: '109302436954722222', name: 'News' },
    },
  ],
  ['stream-update', { externalId: '116154600000000003', text: 'The app logs me out every minute.' }],
])('%s', (name, value) => {
  expect(read(name)).toMatchObject({ kind: 'read', items: [{ value }] });
});

test('attachments keep their address', () => {
  expect(read('reply-traditional')).toMatchObject({
    items: [{ attachments: [{ url: 'https://files.example/1.png' }] }],
  });
});

test('what was not said in public is ignored', () => {
  expect(read('direct').kind).toBe('ignored');
});

test('a deleted status is told of by its id', () => {
  expect(read('stream-delete')).toEqual({
    kind: 'read',
    items: [{ value: { externalId: '116154600000000003', deleted: true } }],
  });
});

const changed = (over: object) => Buffer.from(JSON.stringify({ ...JSON.parse(sample('post').toString()), ...over }));

test.each([
  ['an id that is a list', changed({ id: ['7'] }), 'id: wrong-type'],
  ['a status without an account', changed({ account: null }), 'account: wrong-type'],
  ['content that is a list', changed({ content: ['a'] }), 'content: wrong-type'],
  ['a frame with broken JSON inside', Buffer.from('{"event":"update","payload":"{\\"id\\":"}'), 'payload: broken-json'],
  [
    'a frame with JSON inside JSON inside',
    Buffer.from(JSON.stringify({ event: 'update', payload: JSON.stringify('{}') })),
    ': wrong-type',
  ],
  [
    'a frame that nests 10,000 deep inside',
    Buffer.from(JSON.stringify({ event: 'update', payload: '['.repeat(10_000) })),
    'payload: too-deep',
  ],
  ['a deletion without an id', Buffer.from('{"event":"delete","payload":{"id":1}}'), 'payload: wrong-type'],
  ['a string', Buffer.from('"hello"'), ': wrong-type'],
])('%s is refused', (_name, payload, expected) => {
  const reading = mastodonStatus.read(payload);
  const fault = reading.kind === 'refused' ? reading.faults[0]! : null;
  expect(`${fault?.path}: ${fault?.reason}`).toBe(expected);
});

test('a byte order mark is tolerated', () => {
  expect(mastodonStatus.read(Buffer.from(`\ufeff${sample('post').toString()}`)).kind).toBe('read');
});

const official = { contentType: undefined, mapping: {}, settings: { officialAccounts: '@examplebank' } };

test('what the bank’s account answers is a reply', () => {
  expect(mastodonStatus.read(sample('official'), official)).toEqual({
    kind: 'read',
    items: [],
    replies: [
      {
        value: {
          externalId: '116154321987654321',
          replyId: '116154700000000009',
          text: '您好，已为您处理。',
          repliedAt: '2026-03-01T06:00:00.000Z',
          by: { id: 'ExampleBank', name: '示例银行' },
        },
      },
    ],
  });
});

test('what the bank says by itself, or to itself, is ignored', () => {
  const own = JSON.parse(sample('official').toString());
  const alone = { ...own, in_reply_to_id: null, in_reply_to_account_id: null };
  const thread = { ...own, in_reply_to_account_id: own.account.id };
  for (const status of [alone, thread])
    expect(mastodonStatus.read(Buffer.from(JSON.stringify(status)), official).kind).toBe('ignored');
});

test('a timeline and a list of notifications', () => {
  const ids = (name: string) => {
    const reading = mastodonStatus.read(sample(name), official);
    return reading.kind === 'read' && reading.items.map(({ value }) => (value as { externalId: string }).externalId);
  };
  expect([ids('timeline'), ids('notifications')]).toEqual([
    ['116154400000000001', '116154321987654321'],
    ['116154321987654321'],
  ]);
});

test('a frame about a notification brings the status of a mention, and of nothing else', () => {
  const [mention] = JSON.parse(sample('notifications').toString());
  const frame = (value: object) =>
    mastodonStatus.read(Buffer.from(JSON.stringify({ event: 'notification', payload: JSON.stringify(value) })));
  expect(frame(mention)).toMatchObject({ items: [{ value: { externalId: '116154321987654321' } }] });
  expect(frame({ ...mention, type: 'favourite' }).kind).toBe('ignored');
});

test('one status of a timeline that cannot be read does not take the others with it', () => {
  const [, reply, post] = JSON.parse(sample('timeline').toString());
  const payload = Buffer.from(JSON.stringify([{ ...reply, content: null }, post]));
  expect(mastodonStatus.read(payload)).toMatchObject({
    items: [{ value: null, faults: [{ path: 'content' }] }, { value: { externalId: post.id } }],
  });
});

test('an id written as a number keeps its digits', () => {
  const raw = sample('post').toString().replace('"116154321987654321"', '116154321987654321');
  expect(mastodonStatus.read(Buffer.from(raw))).toMatchObject({
    items: [{ value: { externalId: '116154321987654321' } }],
  });
});

test('a mention whose status is missing does not take the others of its page with it', () => {
  const [status] = JSON.parse(sample('timeline').toString()) as unknown[];
  const mention = { id: '1', type: 'mention', status };
  const page = [{ id: '2', type: 'mention', account: { id: '9' } }, mention];
  expect(mastodonStatus.read(Buffer.from(JSON.stringify(page)))).toMatchObject({
    items: [{ faults: [{ path: 'content' }, { path: 'created_at' }] }, { value: { text: expect.any(String) } }],
  });
});

test('a server that hides or miscounts figures costs nobody their words', () => {
  const post = JSON.parse(sample('post').toString()) as { account: object };
  const account = { ...post.account, followers_count: -1, display_name: null };
  const hidden = { ...post, account, favourites_count: null, reblogs_count: -3 };
  expect(mastodonStatus.read(Buffer.from(JSON.stringify(hidden)))).toMatchObject({
    kind: 'read',
    items: [{ value: { engagement: {}, author: { name: 'xiaoming' } } }],
  });
});

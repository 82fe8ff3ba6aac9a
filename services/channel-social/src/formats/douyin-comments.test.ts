import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { douyinComments } from './douyin-comments';

const page = readFileSync(join(__dirname, '../../samples/douyin-comments/page.json'));
const { data } = JSON.parse(page.toString());

test('a page of comments, with ids that hold slashes and signs', () => {
  expect(douyinComments.read(page)).toMatchObject({
    kind: 'read',
    items: [
      {
        value: {
          externalId: data.list[0].comment_id,
          text: '存款利率说好3.2%，到账只有2.1% 😤',
          occurredAt: '2026-03-01T02:00:00.000Z',
          author: { id: 'ba253642-0590-40bc-9bdf-9a1334b94059' },
          engagement: { likes: 15 },
        },
      },
      { value: { text: '分行櫃檯排了兩個小時' } },
    ],
  });
});

const read = (value: unknown) => douyinComments.read(Buffer.from(JSON.stringify(value)));
const [comment] = data.list;

test.each([
  ['a list without its envelope', { list: [comment], cursor: 0, has_more: false }],
  ['one comment alone', comment],
  [
    'unknown fields, numbers as text',
    { data: { list: [{ ...comment, create_time: '1772330400', ip_label: '上海' }] } },
  ],
])('%s is read', (_name, payload) => {
  expect(read(payload)).toMatchObject({ items: [{ value: { occurredAt: '2026-03-01T02:00:00.000Z' } }] });
});

test.each([
  ['an empty page', { data: { list: null, cursor: 0, has_more: false, error_code: 0 } }],
  ['a question that failed', { data: { error_code: 2190008, description: 'access_token过期' } }],
])('%s is ignored', (_name, payload) => {
  expect(read(payload).kind).toBe('ignored');
});

test('faults are told of each comment', () => {
  const odd = [
    { ...comment, create_time: 'soon' },
    { ...comment, create_time: -1 },
    { ...comment, content: 5 },
  ];
  expect(read({ list: odd })).toMatchObject({
    items: [
      { faults: [{ path: 'create_time' }] },
      { faults: [{ path: 'create_time' }] },
      { faults: [{ path: 'content', reason: 'wrong-type' }] },
    ],
  });
  expect(read('{}').kind).toBe('refused');
});

test('who only has the nickname of the bank has not answered for it', () => {
  const comment = {
    comment_id: '@a',
    content: '请私信',
    create_time: 1772330400,
    nick_name: '示例银行',
    reply_to_comment_id: '@b',
  };
  const read = (more: object) =>
    douyinComments.read(Buffer.from(JSON.stringify({ list: [{ ...comment, ...more }] })), {
      contentType: undefined,
      settings: { officialAccounts: '示例银行' },
      mapping: {},
    });
  expect(read({ comment_user_id: '@stranger' })).toMatchObject({ items: [{ value: { text: '请私信' } }], replies: [] });
  expect(read({ comment_user_id: null })).toMatchObject({ items: [], replies: [{ value: { externalId: '@b' } }] });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { weibo } from './weibo';
import { weiboTime } from './weibo-time';

const sample = (name: string) => readFileSync(join(__dirname, '../../samples/weibo', name));
const context = { contentType: undefined, mapping: {}, settings: { officialAccounts: '1000000001' } };
const read = (name: string) => weibo.read(sample(name), context);

test('comments under the bank’s post are feedback, its answer to one is a reply', () => {
  expect(read('comments.json')).toMatchObject({
    kind: 'read',
    items: [
      // Its idstr is missing: the number has kept its digits.
      { value: { externalId: '5271300000000000125', inReplyTo: '5271300000000000123', region: '香港 其他' } },
      {
        value: {
          externalId: '5271300000000000123',
          text: '手机银行又登录不上了[泪]客服电话打不通 😡',
          occurredAt: '2026-03-01T10:50:25+08:00',
          url: 'https://m.weibo.cn/detail/5271234567890123456',
          author: { id: '2000000002', name: '小明同学🌧' },
          engagement: { followers: 88 },
          attributes: { client: 'iPhone客户端', underPost: '5271234567890123456' },
        },
      },
    ],
    replies: [
      {
        value: {
          externalId: '5271300000000000123',
          replyId: '5271300000000000124',
          text: '回复@小明同学🌧:您好，请私信您的手机号，我们马上核实。',
          repliedAt: '2026-03-01T11:05:00+08:00',
          by: { id: '1000000001', name: '示例银行' },
        },
      },
    ],
  });
});

test('a comment under the bank’s own post answers no customer', () => {
  const reading = read('comments.json');
  expect(reading.kind === 'read' && 'inReplyTo' in (reading.items[1]!.value as object)).toBe(false);
});

test('mentions bring statuses, shares with the words of the other, and what was deleted', () => {
  expect(read('mentions.json')).toMatchObject({
    items: [
      { value: { sharedFrom: '5271400000000000201', text: '@示例银行 你们的贷款利率怎么又涨了' } },
      {
        value: { externalId: '5271400000000000201', engagement: { likes: 5, shares: 2 } },
        attachments: [{ url: 'http://pics.example/thumbnail/1.jpg' }],
      },
      { value: { externalId: '5271400000000000200', deleted: true } },
    ],
  });
});

const first = JSON.parse(sample('mentions.json').toString()).statuses[1];

test('one that cannot be read does not take the others with it, and is kept so that it can be read alone', () => {
  const odd = [{ ...first, text: undefined }, { ...first, created_at: 'yesterday' }, first, 'x'];
  const reading = weibo.read(Buffer.from(JSON.stringify({ statuses: odd })));
  expect(reading).toMatchObject({
    items: [
      { faults: [{ path: 'text', reason: 'wrong-type' }] },
      { faults: [{ path: 'created_at', reason: 'not-a-time' }] },
      { value: { text: first.text } },
      { faults: [{ path: '', reason: 'wrong-type' }] },
    ],
  });
  const alone = weibo.read(Buffer.from(`\ufeff${JSON.stringify({ ...first, newField: {} })}`));
  expect(alone).toMatchObject({ items: [{ value: { text: first.text } }] });
});

test('an error of Weibo holds nothing that was said', () => {
  expect(read('error.json').kind).toBe('ignored');
  expect(weibo.read(Buffer.from('{"comments":[]}')).kind).toBe('ignored');
});

test.each([
  ['JSON inside a string', JSON.stringify('{"comments":[]}'), ': wrong-type'],
  ['comments that are no list', '{"comments":{}}', 'comments: wrong-type'],
  ['broken JSON', '{"comments":[', ': broken-json'],
  ['deep nesting', `{"comments":${'['.repeat(5_000)}`, ': too-deep'],
])('%s is refused', (_name, payload, expected) => {
  const reading = weibo.read(Buffer.from(payload));
  const fault = reading.kind === 'refused' ? reading.faults[0]! : null;
  expect(`${fault?.path}: ${fault?.reason}`).toBe(expected);
});

test.each([
  ['Wed Jun 01 00:50:25 +0800 2011', '2011-06-01T00:50:25+08:00'],
  ['Sun Mar 01 10:50:25 -0330 2026', '2026-03-01T10:50:25-03:30'],
  ['Wed Jux 01 00:50:25 +0800 2011', null],
  ['2011-06-01T00:50:25Z', null],
  ['', null],
])('the time %j is %j', (given, expected) => {
  expect(weiboTime(given)).toBe(expected);
});

test.each([['1,200'], [-1], [null], [Number.MAX_SAFE_INTEGER * 4], [{}]])(
  'a count of %j costs no words',
  (followers) => {
    const comment = { created_at: 'Wed Jun 01 00:50:25 +0800 2011', id: 1, text: '年费', like_count: followers };
    const user = { id: 2, followers_count: followers };
    const reading = weibo.read(Buffer.from(JSON.stringify({ comments: [{ ...comment, user }] })));
    expect(reading).toMatchObject({ items: [{ value: { text: '年费' } }] });
    expect(JSON.stringify(reading)).not.toContain('"followers":');
  },
);

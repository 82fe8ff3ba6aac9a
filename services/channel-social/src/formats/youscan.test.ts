import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { youscan } from './youscan';

const sample = (name: string) => readFileSync(join(__dirname, '../../samples/youscan', `${name}.json`));
const read = (name: string) => youscan.read(sample(name));

test('a mention with everything', () => {
  expect(read('mention')).toMatchObject({
    kind: 'read',
    items: [
      {
        value: {
          externalId: '5271300000000009001',
          title: '年費',
          text: '信用卡年費又漲了，客服說「政策如此」😡',
          occurredAt: '2026-03-01T10:10:00+08:00',
          author: { id: 'https://forum.example/u/77', name: '小明' },
          engagement: { likes: 3, shares: 1, followers: 12 },
          attributes: { topic: 'Example Bank', site: 'forum.example', postType: 'post', vendorSentiment: 'negative' },
        },
      },
    ],
  });
});

test('a mention with little, its id a number beyond 2^53', () => {
  expect(read('mention-sparse')).toMatchObject({
    items: [
      {
        value: { externalId: '5271300000000009002', occurredAt: '2026-03-01T02:00:00.000Z', author: { name: 'Anna' } },
      },
    ],
  });
});

test('mentions as they are documented: ids as numbers, counts beside their sum, words in both scripts and in English', () => {
  const reading = read('list-as-pushed');
  expect(reading).toMatchObject({
    items: [
      {
        value: { externalId: '5271300000000009011', engagement: { likes: 3, shares: 1, followers: 12 }, region: 'cn' },
      },
      { value: { text: '轉帳兩次都扣了手續費，分行說要等十四天🙃', engagement: { likes: 0, shares: 0 } } },
      { value: { externalId: '241032673', title: 'Locked out', language: 'eng' } },
    ],
  });
});

test('a post on X without its words is refused with the reason', () => {
  expect(read('mention-of-x')).toMatchObject({ items: [{ faults: [{ path: 'text', reason: 'required' }] }] });
});

const mention = JSON.parse(sample('mention').toString());

test.each([
  ['the bank’s own post', { ...mention, author: { nickname: 'OurBank' } }, 'ignored'],
  ['a list, with new fields', [{ ...mention, aspects: [{}] }, mention], 'read'],
  ['JSON inside a string', JSON.stringify(mention), 'read'],
])('%s is %s', (_name, value, kind) => {
  const context = { contentType: undefined, mapping: {}, settings: { officialAccounts: 'ourbank' } };
  expect(youscan.read(Buffer.from(JSON.stringify(value)), context).kind).toBe(kind);
});

test.each([
  [{ ...mention, mentionId: undefined }, 'mentionId'],
  [{ ...mention, text: 5 }, 'text'],
  ['text', ''],
])('a fault is told of: %#', (value, path) => {
  expect(youscan.read(Buffer.from(JSON.stringify(value)))).toMatchObject({
    items: [{ value: null, faults: [{ path }] }],
  });
});

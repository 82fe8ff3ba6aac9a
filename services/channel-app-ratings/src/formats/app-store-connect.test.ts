import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appStoreConnect } from './app-store-connect';

const sample = (name: string) => readFileSync(join(__dirname, `../../samples/app-store-connect/${name}.json`));
const read = (name: string) => appStoreConnect.read(sample(name));
const ID = '00000011-6b1c-4a8e-9a41-00000000000';

test('a page is its reviews, and published answers are replies', () => {
  expect(read('page')).toEqual({
    kind: 'read',
    items: [
      {
        value: {
          externalId: `${ID}1`,
          title: '转账失败还扣了手续费',
          text: '转账显示失败，但是手续费照样扣了，客服一直占线😡',
          rating: { stars: 1 },
          occurredAt: '2026-02-28T17:12:33-08:00',
          updatedAt: '2026-02-28T17:12:33-08:00',
          author: { name: '小熊饼干' },
          region: 'CHN',
        },
        original: expect.any(Buffer),
      },
      { value: expect.objectContaining({ externalId: `${ID}2`, title: '介面不錯' }), original: expect.any(Buffer) },
      { value: expect.objectContaining({ externalId: `${ID}3`, region: 'USA' }), original: expect.any(Buffer) },
    ],
    replies: [
      {
        value: {
          externalId: `${ID}1`,
          replyId: expect.stringMatching(/^resp-0001\.[0-9a-f]{12}$/),
          text: '您好，手续费已退回，请查收。',
          repliedAt: '2026-02-28T20:00:00-08:00',
          by: { id: 'app-store-developer' },
        },
      },
    ],
  });
});

test('an edited review keeps its id, whatever the order of the fields and whichever side names the other', () => {
  expect(read('edited')).toMatchObject({
    items: [
      {
        value: { externalId: `${ID}1`, title: '已解决', rating: { stars: 5 }, updatedAt: '2026-03-01T18:00:00-08:00' },
      },
    ],
    replies: [{ value: { externalId: `${ID}1`, replyId: expect.stringMatching(/^resp-0001\./) } }],
  });
});

test('malformed reviews are refused one by one, unknown fields and missing words pass', () => {
  expect(read('odd')).toMatchObject({
    items: [
      { value: { externalId: 'odd-1', text: '', rating: { stars: 3 } } },
      { value: { externalId: '98765432109876543' } },
      {
        faults: [
          { path: 'attributes.rating', reason: 'wrong-type' },
          { path: 'attributes.createdDate', detail: 'expected a string' },
        ],
      },
      { faults: [{ path: 'type', reason: 'unknown-value', detail: 'expected one of customerReviews' }, {}, {}] },
    ],
    replies: [],
  });
});

test('a page without reviews is ignored', () => {
  expect(appStoreConnect.read(Buffer.from('{"data":[]}'))).toEqual({ kind: 'ignored', why: 'a page without reviews' });
});

test.each([
  ['JSON inside a string', Buffer.from(JSON.stringify(sample('page').toString())), 'wrong-type'],
  ['an answer with errors', Buffer.from('{"errors":[{"status":"401"}]}'), 'wrong-type'],
  ['a page cut off in a character', sample('page').subarray(0, sample('page').indexOf('转') + 1), 'not-utf8'],
])('%s is refused', (_name, payload, reason) => {
  const reading = appStoreConnect.read(payload);
  expect(reading.kind === 'refused' && reading.faults[0]!.reason).toBe(reason);
});

test('a byte order mark is tolerated', () => {
  expect(appStoreConnect.read(Buffer.from(`\ufeff${sample('edited').toString()}`)).kind).toBe('read');
});

test('an answer that was changed answers again, and one that was published later does not', () => {
  const replyIdOf = (changes: object) => {
    const page = JSON.parse(sample('page').toString()) as { included: { attributes: object }[] };
    Object.assign(page.included[0]!.attributes, changes);
    const reading = appStoreConnect.read(Buffer.from(JSON.stringify(page)));
    return reading.kind === 'read' && (reading.replies![0]!.value as { replyId: string }).replyId;
  };
  expect(replyIdOf({ lastModifiedDate: '2026-03-02T08:00:00Z' })).toBe(replyIdOf({}));
  expect(replyIdOf({ responseBody: '更新到 9.2.2 即可。' })).not.toBe(replyIdOf({}));
});

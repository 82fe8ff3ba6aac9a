import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appGalleryReviews } from './appgallery-reviews';

const sample = (name: string) => readFileSync(join(__dirname, `../../samples/appgallery-reviews/${name}.json`));
const read = (name: string) => appGalleryReviews.read(sample(name));
const original = expect.any(Buffer);

test("a page is its reviews; the developer's answers are replies, and what a customer adds is a feedback of its own", () => {
  expect(read('page')).toEqual({
    kind: 'read',
    items: [
      {
        value: {
          externalId: 'R-20260301-1',
          text: '升级到鸿蒙版之后刷脸一直失败，柜台也办不了😡',
          rating: { stars: 1 },
          occurredAt: '2026-03-01T01:00:00.000Z',
          updatedAt: '2026-03-01T01:00:00.000Z',
          author: { name: '花粉小王' },
          language: 'zh-CN',
          region: 'CN',
          attributes: { appVersion: '9.2.1', device: 'HUAWEI Mate 60 Pro' },
        },
        original,
      },
      {
        value: {
          externalId: 'R-20260301-1/RP-2',
          inReplyTo: 'R-20260301-1',
          text: '更新了还是不行！',
          occurredAt: '2026-03-01T03:00:00.000Z',
          author: { name: '花粉小王' },
          region: 'CN',
        },
        original,
      },
      { value: expect.objectContaining({ externalId: '98765432109876543', text: '', rating: { stars: 5 } }), original },
      { value: expect.objectContaining({ externalId: 'R-20260301-3', language: 'zh-HK' }), original },
    ],
    replies: [
      {
        value: {
          externalId: 'R-20260301-1',
          replyId: 'RP-1',
          text: '您好，请更新到 9.2.2 后再试。',
          repliedAt: '2026-03-01T02:00:00.000Z',
          by: { id: 'appgallery-developer', name: '示例银行' },
        },
      },
    ],
  });
});

test('the bare list of HarmonyOS apps is read, in any order of fields and with new ones; an edit has a newer time', () => {
  expect(read('harmonyos')).toMatchObject({
    items: [{ value: { externalId: 'H-1', text: 'Cannot add my card.', updatedAt: '2026-03-02T01:05:00.000Z' } }],
  });
});

test('a review in detail is a page of one, and the id of a reply keeps its digits', () => {
  expect(read('detail')).toMatchObject({
    items: [{ value: { externalId: 'R-20260301-1' } }],
    replies: [{ value: { externalId: 'R-20260301-1', replyId: '12345678901234567890' } }],
  });
});

test('malformed reviews and replies of nobody known are refused one by one', () => {
  expect(read('odd')).toMatchObject({
    items: [
      { faults: [{ path: 'rating', detail: 'expected stars from 1 to 5' }] },
      { faults: [{ path: 'dateline', detail: 'expected milliseconds since 1970' }] },
      { faults: [{ path: 'reviewId' }] },
      { value: { externalId: 'odd-4', text: '', rating: { stars: 3 } } },
      { faults: [{ path: 'replyList.replyType', reason: 'unknown-value', detail: 'expected one of 1, 2' }] },
    ],
    replies: [],
  });
});

test.each([
  ['an empty list', '{"rtnCode":0,"data":[],"total":0}'],
  ['a list that is not there', '{"ret":{"rtnCode":0},"data":{"reviewList":null}}'],
])('%s is ignored', (_name, payload) => {
  expect(appGalleryReviews.read(Buffer.from(payload))).toEqual({ kind: 'ignored', why: 'a page without reviews' });
});

test.each([
  ['an error with status 200', Buffer.from('{"rtnCode":50010028,"rtnDesc":"noPermission","data":[]}'), 'unknown-value'],
  ['an answer without a code', Buffer.from('{"data":[]}'), 'unknown-value'],
  ['JSON inside a string', Buffer.from(JSON.stringify(sample('page').toString())), 'wrong-type'],
  ['a page cut off in a character', sample('page').subarray(0, sample('page').indexOf('升') + 1), 'not-utf8'],
])('%s is refused', (_name, payload, reason) => {
  const reading = appGalleryReviews.read(payload);
  expect(reading.kind === 'refused' && reading.faults[0]!.reason).toBe(reason);
});

test('a byte order mark is tolerated', () => {
  expect(appGalleryReviews.read(Buffer.from(`\ufeff${sample('page').toString()}`)).kind).toBe('read');
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appStoreRss } from './app-store-rss';

const sample = (name: string) => readFileSync(join(__dirname, `../../samples/app-store-rss/${name}.json`));
const context = { contentType: 'text/javascript', settings: { country: 'cn' }, mapping: {} };
const read = (name: string) => appStoreRss.read(sample(name), context);

test('a page is its reviews, without the app itself', () => {
  expect(read('page')).toEqual({
    kind: 'read',
    items: [
      {
        value: {
          externalId: '12345678901',
          title: '指纹登录失效',
          text: '更新以后指纹登录失效，密码也输不进去。\n请尽快修复！',
          rating: { stars: 1 },
          occurredAt: '2026-02-28T18:12:33-07:00',
          updatedAt: '2026-02-28T18:12:33-07:00',
          author: { id: '1100000001', name: '夜航船' },
          region: 'CN',
          url: 'https://itunes.apple.com/cn/review?id=1234567890&type=Purple%20Software',
          engagement: { likes: 3 },
          attributes: { appVersion: '9.2.1', votes: '4' },
        },
        original: expect.any(Buffer),
      },
      {
        value: expect.objectContaining({ externalId: '12345678902', text: '轉帳快，介面清楚👍' }),
        original: expect.any(Buffer),
      },
    ],
  });
});

test('a list of one is no list, and an id keeps its digits', () => {
  expect(appStoreRss.read(sample('single'))).toEqual({
    kind: 'read',
    items: [
      {
        value: {
          externalId: '98765432109876543',
          text: 'The statement PDF is blank.',
          rating: { stars: 2 },
          occurredAt: '2026-03-01T00:00:00-07:00',
          updatedAt: '2026-03-01T00:00:00-07:00',
          url: 'https://itunes.apple.com/us/review?id=1234567890',
          attributes: {},
        },
        original: expect.any(Buffer),
      },
    ],
  });
});

test('malformed entries are refused one by one', () => {
  expect(read('odd')).toMatchObject({
    items: [
      { faults: [{ path: 'im:rating', reason: 'invalid', detail: 'expected stars from 1 to 5' }] },
      { faults: [{ path: 'im:rating', reason: 'wrong-type', detail: 'expected an object' }] },
      { faults: [{ path: 'id', reason: 'wrong-type', detail: 'expected an object' }] },
      { value: { externalId: 'odd-4', rating: { stars: 3 } } },
    ],
  });
});

test.each([
  ['a feed without entries', '{"feed":{"updated":{"label":"x"}}}'],
  ['a feed with the app alone', '{"feed":{"entry":{"im:name":{"label":"Example Bank"}}}}'],
])('%s is ignored', (_name, payload) => {
  expect(appStoreRss.read(Buffer.from(payload))).toEqual({ kind: 'ignored', why: 'a page without reviews' });
});

test.each([
  ['JSON inside a string', Buffer.from(JSON.stringify(sample('page').toString())), 'wrong-type'],
  ['a web page', Buffer.from('<!doctype html>'), 'broken-json'],
  ['another document', Buffer.from('{"results":[]}'), 'wrong-type'],
])('%s is refused', (_name, payload, reason) => {
  const reading = appStoreRss.read(payload);
  expect(reading.kind === 'refused' && reading.faults[0]!.reason).toBe(reason);
});

test('a byte order mark is tolerated', () => {
  expect(appStoreRss.read(Buffer.from(`\ufeff${sample('page').toString()}`)).kind).toBe('read');
});

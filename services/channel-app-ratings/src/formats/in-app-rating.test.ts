import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inAppRating } from './in-app-rating';

const sample = (name: string) => readFileSync(join(__dirname, `../../samples/in-app-rating/${name}.json`));
const read = (name: string) => inAppRating.read(sample(name));

test('one event is one rating', () => {
  expect(read('one')).toEqual({
    kind: 'read',
    items: [
      {
        value: {
          externalId: 'rt-20260301-000017',
          text: '转账成功页总要转圈十几秒，请优化一下🙏',
          rating: { stars: 2 },
          occurredAt: '2026-03-01T09:12:33+08:00',
          updatedAt: '2026-03-01T09:12:33+08:00',
          author: { id: 'u-88421', customerNumber: 'CN-100200300' },
          language: 'zh-CN',
          region: 'CN',
          attributes: {
            appId: 'cn.examplebank.mobile',
            appVersion: '9.2.1',
            platform: 'harmonyos',
            osVersion: '5.0.1',
            device: 'ALN-AL80',
            screen: 'transfer-done',
          },
        },
        original: expect.any(Buffer),
      },
    ],
  });
});

test('a list holds ratings without words, and edits under the same id with a newer time', () => {
  expect(read('list')).toMatchObject({
    items: [
      { value: { externalId: 'rt-1', text: '', rating: { stars: 5 } } },
      { value: { externalId: 'rt-2', rating: { stars: 1 }, updatedAt: '2026-03-01T09:01:00+08:00' } },
      { value: { externalId: 'rt-2', rating: { stars: 4 }, updatedAt: '2026-03-02T10:00:00+08:00' } },
      { value: { externalId: 'rt-3', text: 'Face ID stopped working after the update.' } },
    ],
  });
});

test('odd events are refused one by one, with what was expected where', () => {
  const reading = read('odd');
  const faults = reading.kind === 'read' ? reading.items.map((item) => item.faults ?? item.value) : [];
  expect(faults).toEqual([
    expect.objectContaining({ externalId: '98765432109876543' }),
    [{ path: 'stars', reason: 'wrong-type', detail: 'expected a number' }],
    [{ path: 'stars', reason: 'out-of-range', detail: 'expected at most 5' }],
    [
      { path: 'stars', reason: 'wrong-type', detail: 'expected a number' },
      { path: 'starz', reason: 'unknown-field', detail: 'is not a field that is known here' },
    ],
    [{ path: 'ratingId', reason: 'wrong-type', detail: 'expected a string' }],
    [{ path: '', reason: 'wrong-type', detail: 'expected an object' }],
    expect.objectContaining({ externalId: 'rt-odd-7', rating: { stars: 4 } }),
  ]);
});

test.each([
  ['broken JSON', Buffer.from('{"ratingId":'), 'broken-json'],
  ['an empty body', Buffer.from(''), 'empty'],
  ['text that is no UTF-8', sample('one').subarray(0, sample('one').indexOf('转') + 1), 'not-utf8'],
  ['more ratings than are taken at once', Buffer.from(`[${'1,'.repeat(1_000)}1]`), 'too-many-items'],
])('%s is refused', (_name, payload, reason) => {
  const reading = inAppRating.read(payload);
  expect(reading.kind === 'refused' && reading.faults[0]!.reason).toBe(reason);
});

test('an empty list is ignored, a byte order mark is tolerated', () => {
  expect(inAppRating.read(Buffer.from('[]'))).toEqual({ kind: 'ignored', why: 'a list without ratings' });
  expect(inAppRating.read(Buffer.from(`\ufeff${sample('one').toString()}`)).kind).toBe('read');
});

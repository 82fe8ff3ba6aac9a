import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { meltwater } from './meltwater';

const batch = readFileSync(join(__dirname, '../../samples/meltwater/batch.json'));
const read = (value: unknown, officialAccounts = '') =>
  meltwater.read(Buffer.from(JSON.stringify(value)), {
    contentType: undefined,
    mapping: {},
    settings: { officialAccounts },
  });

test('documents of a batch: words, then the sentence that matched, then a refusal', () => {
  expect(meltwater.read(batch)).toMatchObject({
    kind: 'read',
    items: [
      {
        value: {
          externalId: 'mw-8Zk3nq',
          title: '贷款被拒',
          text: '申请房贷三个月，资料交了五次，最后一句“综合评分不足”。',
          occurredAt: '2026-03-01T02:10:00.000Z',
          url: 'https://forum.example/t/991',
          language: 'zh',
          author: { id: 'https://forum.example/u/77', name: '小明' },
          engagement: { likes: 4, shares: 1, followers: 5000 },
          attributes: { site: '示例论坛', handle: '@xiaoming', search: 'Example Bank', vendorSentiment: 'negative' },
        },
      },
      {
        value: {
          text: 'Customers could not log in until the evening.',
          title: 'Customers of Example Bank locked out for a day',
        },
      },
      { value: null, faults: [{ path: 'content.opening_text', reason: 'required' }] },
    ],
  });
});

const [document] = JSON.parse(batch.toString()).documents;

test('what the bank itself wrote is ignored', () => {
  expect(read({ documents: [document] }, '@xiaoming').kind).toBe('ignored');
});

test('what is refused is kept as a batch of its own', () => {
  const reading = read({ documents: [{ ...document, id: undefined }, document] });
  expect(reading).toMatchObject({ items: [{ faults: [{ path: 'id' }] }, { value: { externalId: 'mw-8Zk3nq' } }] });
  const original = reading.kind === 'read' ? reading.items[1]!.original! : Buffer.alloc(0);
  expect(meltwater.read(original)).toMatchObject({ items: [{ value: { externalId: 'mw-8Zk3nq' } }] });
});

test.each([
  ['nulls and new fields', { documents: [{ ...document, metrics: null, author: null, x: [] }] }, 'read'],
  ['an empty batch', { documents: [] }, 'ignored'],
  ['no batch', { document }, 'refused'],
  ['JSON inside a string', '{"documents":[]}', 'refused'],
])('%s: %s', (_name, value, kind) => {
  expect(read(value).kind).toBe(kind);
});

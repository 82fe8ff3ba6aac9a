import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { complaintSite } from './complaint-site';

const sample = (name: string) => readFileSync(join(__dirname, '../../samples/complaint-site', `${name}.json`));

test('a page of complaints, with marked titles, a cut story and a number beyond 2^53', () => {
  expect(complaintSite.read(sample('page'))).toMatchObject({
    kind: 'read',
    items: [
      {
        value: {
          externalId: '17388412345',
          title: '示例银行信用卡乱收年费',
          text: '2026年2月信用卡账单出现年费800元，办卡时承诺免年费，客服拒绝退还。',
          occurredAt: '2026-03-01T02:00:00.000Z',
          url: 'https://complaints.example/view/17388412345',
          author: { name: '匿名' },
          attributes: { appeal: '退款,道歉', company: '示例银行', state: '已分配' },
        },
      },
      { value: { externalId: '17388412345678901234', text: '提前還款收違約金' } },
    ],
  });
});

const [flat] = JSON.parse(sample('flat').toString());

test.each([
  ['a list of bare fields', [flat]],
  ['one complaint alone', { main: flat }],
  ['bare fields alone', flat],
  ['a list under data, with new fields', { code: 0, data: [{ main: { ...flat, rank: 1 }, ext: {} }] }],
  ['a time in milliseconds', { list: [{ ...flat, timestamp: 1772330400000 }] }],
])('%s', (_name, value) => {
  expect(complaintSite.read(Buffer.from(`\ufeff${JSON.stringify(value)}`))).toMatchObject({
    items: [{ value: { externalId: '17388412345', occurredAt: '2026-03-01T02:00:00.000Z' } }],
  });
});

test.each([
  ['without its number', [{ ...flat, sn: undefined }], 'main.sn'],
  ['without its story', [{ main: { ...flat, summary: undefined } }], 'main.summary'],
  ['with a time that is none', [{ ...flat, timestamp: '昨天' }], 'main.timestamp'],
  ['that is a string', ['x'], ''],
])('a complaint %s is refused', (_name, value, path) => {
  expect(complaintSite.read(Buffer.from(JSON.stringify(value)))).toMatchObject({ items: [{ faults: [{ path }] }] });
});

test('an empty list brings nothing, JSON inside a string is refused', () => {
  expect(complaintSite.read(Buffer.from('[]')).kind).toBe('ignored');
  expect(complaintSite.read(Buffer.from('"[]"')).kind).toBe('refused');
});

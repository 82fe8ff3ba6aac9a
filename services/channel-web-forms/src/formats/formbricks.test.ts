import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHmac } from 'node:crypto';
import { formbricks } from './formbricks';

const sample = (name: string) => readFileSync(join(__dirname, `../../samples/formbricks/${name}.json`));
const context = (mapping: Record<string, string> = {}) => ({ contentType: 'application/json', settings: {}, mapping });
const read = (payload: Buffer | string, mapping?: Record<string, string>) =>
  formbricks.read(Buffer.from(payload as string), context(mapping));
const finished = () =>
  JSON.parse(sample('finished-simplified').toString()) as { event: string; data: Record<string, unknown> };

test('a mapping places answers, everything else stands beside the words', () => {
  const mapping = { openText1: 'text', rating1: 'rating.stars', phone1: 'author.phone' };
  expect(read(sample('finished-simplified'), mapping)).toEqual({
    kind: 'read',
    items: [
      {
        value: {
          externalId: 'cm8rs00010001s60h7a8b9c0d',
          occurredAt: '2026-03-01T01:10:02.123Z',
          updatedAt: '2026-03-01T01:12:33.456Z',
          language: 'zh-Hans',
          url: 'https://bank.example/card',
          text: '信用卡年费扣了两次😡\n客服说要等十四天。',
          rating: { stars: 2 },
          author: { phone: '13800138000', email: 'wang.xm@example.com' },
          attributes: {
            survey: 'cm8sv00010002s60hq1w2e3r4',
            multi1: '信用卡, 手机银行',
            matrix1: '等候时间: 差\n态度: 好',
            contact1: '王, 小明, wang.xm@example.com, 13800138000',
            'contact.userId': 'u-778',
            'contact.language': 'zh-Hans',
          },
        },
      },
    ],
  });
});

test('without a mapping the longest written answer is the text', () => {
  expect(read(sample('finished-simplified'))).toMatchObject({
    items: [{ value: { text: expect.stringContaining('年费') } }],
  });
});

test('a response on its way has the id of the finished one, so that it is a revision and not another', () => {
  const early = { ...finished(), event: 'responseUpdated' };
  early.data = { ...early.data, finished: false, updatedAt: '2026-03-01T01:11:00.000Z' };
  expect(read(JSON.stringify(early))).toMatchObject({
    items: [{ value: { externalId: 'cm8rs00010001s60h7a8b9c0d', updatedAt: '2026-03-01T01:11:00.000Z' } }],
  });
});

test('one that says nothing yet is passed over; finished, it is handed on to be refused and kept', () => {
  expect(read(sample('created-without-words'))).toEqual({ kind: 'ignored', why: 'a response that says nothing yet' });
  const said = sample('created-without-words').toString().replace('"finished": false', '"finished": true');
  expect(read(said)).toMatchObject({ kind: 'read', items: [{ value: { text: '' } }] });
});

test('behind a byte order mark, in another order and with large ids it reads the same', () => {
  const { event, data } = finished();
  const reordered = `\ufeff${JSON.stringify({ data: Object.fromEntries(Object.entries(data).reverse()), event })}`;
  expect(read(reordered)).toMatchObject({ kind: 'read', items: [{ value: { externalId: data.id } }] });
  const large =
    '{"event":"responseFinished","data":{"id":"r","surveyId":"s","finished":true,"data":{"q":"words","account":98765432109876543}}}';
  expect(read(large)).toMatchObject({ items: [{ value: { attributes: { account: '98765432109876543' } } }] });
});

test('another event is ignored', () => {
  expect(read('{"event":"surveyCreated","data":{}}')).toEqual({
    kind: 'ignored',
    why: 'tells of something else than a response',
  });
});

test.each([
  ['broken JSON', '{"event":', ['']],
  ['JSON inside a string', JSON.stringify(sample('finished-simplified').toString()), ['']],
  ['without an event', '{"data":{}}', ['event']],
  ['without a response', '{"event":"responseFinished"}', ['data']],
  ['without id and answers', '{"event":"responseFinished","data":{"surveyId":"s"}}', ['data.id', 'data.data']],
])('%s is refused with the place', (_name, payload, paths) => {
  const reading = read(payload);
  expect(reading.kind === 'refused' && reading.faults.map(({ path }) => path)).toEqual(paths);
});

test('an attribute of a contact may be called anything', () => {
  const data = { id: 'r', surveyId: 's', data: { q: '年费' }, finished: true, contactAttributes: { constructor: 'x' } };
  expect(formbricks.read(Buffer.from(JSON.stringify({ event: 'responseFinished', data })))).toMatchObject({
    items: [{ value: { attributes: { 'contact.constructor': 'x' } } }],
  });
});

describe('signed as newer versions sign', () => {
  const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const rawBody = sample('finished-simplified');
  const receivedAt = new Date('2026-03-01T01:12:40.000Z');
  const seconds = receivedAt.getTime() / 1_000;
  const ID = '0195f0a0-0000-7000-8000-000000000001';
  const signed = (at = seconds, key = Buffer.alloc(32, 7)) => {
    const signature = createHmac('sha256', key).update(`${ID}.${at}.`).update(rawBody).digest('base64');
    const headers = { 'webhook-id': ID, 'webhook-timestamp': String(at), 'webhook-signature': `v1,${signature}` };
    return { rawBody, headers, url: 'https://bank.example/v1/hooks/f', receivedAt };
  };

  test('its own secret verifies', () => expect(formbricks.verify!(signed(), SECRET)).toBe(true));

  test.each([
    ['another key', signed(seconds, Buffer.alloc(32, 8))],
    ['an old one', signed(seconds - 301)],
    ['another body', { ...signed(), rawBody: Buffer.from('{}') }],
    ['no signature, as older versions', { ...signed(), headers: { 'webhook-id': ID } }],
  ])('%s does not', (_name, request) => expect(formbricks.verify!(request, SECRET)).toBe(false));
});

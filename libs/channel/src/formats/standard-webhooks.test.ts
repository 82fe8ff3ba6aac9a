import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import type { HookRequest, ReadContext } from '../format';
import { standardWebhooks } from './standard-webhooks';

const sample = (name: string) => readFileSync(join(__dirname, `samples/standard-webhooks/${name}.json`));
const context = (over: Partial<ReadContext> = {}): ReadContext => ({
  contentType: 'application/json',
  settings: {},
  mapping: {},
  headers: { 'webhook-id': 'msg_1' },
  ...over,
});
const read = (payload: Buffer | string, over?: Partial<ReadContext>) =>
  standardWebhooks.read(Buffer.from(payload as string), context(over));
const values = (payload: Buffer | string, over?: Partial<ReadContext>) => {
  const reading = read(payload, over);
  return reading.kind === 'read' ? reading.items.map(({ value }) => value) : reading;
};

test('the recommended envelope is opened, and an id of 64 bits written as text survives', () => {
  expect(values(sample('envelope'))).toEqual([
    {
      externalId: '9007199254740993',
      occurredAt: '2026-03-01T02:40:00Z',
      text: '轉帳兩萬元一直沒到，錢卻扣了😡',
      author: { phone: '+85251234567' },
    },
  ]);
});

test('items without a name of their own are named by the message and their place; what is deleted is not', () => {
  expect(values(sample('list'))).toEqual([
    { externalId: 'msg_1#0', text: '排队一个小时才轮到我' },
    { externalId: 'b-2', text: 'The queue took an hour.' },
    { externalId: 'b-1', deleted: true },
  ]);
  const deleted = '{"type":"feedback.deleted","timestamp":"2026-03-01T00:00:00Z","data":{"deleted":true}}';
  expect(values(deleted)).toEqual([{ updatedAt: '2026-03-01T00:00:00Z', deleted: true }]);
});

test.each<[string, string, Partial<ReadContext> | undefined, unknown[]]>([
  ['one bare item', '{"text":"a"}', undefined, [{ externalId: 'msg_1', text: 'a' }]],
  ['behind a byte-order mark', '\ufeff{"text":"a"}', undefined, [{ externalId: 'msg_1', text: 'a' }]],
  ['without webhook-id, when it is read again', '{"text":"a"}', { headers: {} }, [{ text: 'a' }]],
  [
    'lines of JSON',
    '{"text":"a"}\n{"text":"b"}\n',
    { contentType: 'application/x-ndjson' },
    [
      { externalId: 'msg_1#0', text: 'a' },
      { externalId: 'msg_1#1', text: 'b' },
    ],
  ],
  ['JSON inside a string stays what it is', '"{\\"text\\":\\"a\\"}"', undefined, ['{"text":"a"}']],
  [
    'unknown fields are left for the judge to name',
    '{"text":"a","new":1}',
    undefined,
    [{ externalId: 'msg_1', text: 'a', new: 1 }],
  ],
])('%s', (...[, payload, over, expected]) => {
  expect(values(payload, over)).toEqual(expected);
});

test.each([
  ['broken JSON', '{"text":', 'broken-json'],
  ['an empty body', '', 'empty'],
  ['an empty list', '[]', 'empty'],
])('%s is refused', (_name, payload, reason) => {
  const reading = read(payload);
  expect(reading.kind === 'refused' && reading.faults[0]!.reason).toBe(reason);
});

test('in lines of JSON the broken one is told beside the good ones, with its own bytes', () => {
  const reading = read('{"text":"a"}\n{"text":\n', { contentType: 'application/x-ndjson' });
  expect(reading).toMatchObject({
    kind: 'read',
    items: [{ value: { text: 'a' } }, { faults: [{ reason: 'broken-json' }], original: Buffer.from('{"text":') }],
  });
});

describe('signature', () => {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const body = sample('envelope').toString();
  const sentAt = new Date('2026-03-01T02:40:00Z');
  const signedWith = (by: string, over: Partial<Record<'id' | 'body', string>> = {}) =>
    new Webhook(by).sign(over.id ?? 'msg_1', sentAt, over.body ?? body);
  const verify = (signature: string | undefined, over: Partial<HookRequest> = {}) =>
    standardWebhooks.verify!(
      {
        rawBody: Buffer.from(body),
        headers: {
          'webhook-id': 'msg_1',
          'webhook-timestamp': String(sentAt.getTime() / 1_000),
          'webhook-signature': signature,
        },
        url: '',
        receivedAt: sentAt,
        ...over,
      },
      secret,
    );
  const other = `whsec_${randomBytes(32).toString('base64')}`;
  const good = signedWith(secret);

  test.each<[string, string | undefined, boolean]>([
    ['made by the library', good, true],
    ['the second of several', `${signedWith(other)} ${good}`, true],
    ['beside one of a kind nobody knows', `v1a,bm90aGluZw== ${good}`, true],
    ['made with another secret', signedWith(other), false],
    ['made for another message', signedWith(secret, { id: 'msg_2' }), false],
    [
      'made over the same JSON written anew',
      signedWith(secret, { body: JSON.stringify(JSON.parse(body), null, 1) }),
      false,
    ],
    ['of another kind', good.replace('v1,', 'v2,'), false],
    ['cut', good.slice(0, -2), false],
    ['empty', '', false],
    ['missing', undefined, false],
  ])('%s', (_name, signature, expected) => {
    expect(verify(signature)).toBe(expected);
  });

  test.each([
    [-300, true],
    [-301, false],
    [299, true],
    [300, true],
    [301, false],
  ])('received %i seconds after it was made', (seconds, expected) => {
    expect(verify(good, { receivedAt: new Date(sentAt.getTime() + seconds * 1_000) })).toBe(expected);
  });

  test('a time that is none, an unknown time of arrival and an empty secret are not believed', () => {
    const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': '1e9', 'webhook-signature': good };
    expect(verify(good, { headers })).toBe(false);
    const { receivedAt: _, ...unknown } = { rawBody: Buffer.from(body), url: '', receivedAt: sentAt };
    const at = String(sentAt.getTime() / 1_000);
    const forged = `v1,${createHmac('sha256', '').update(`msg_1.${at}.${body}`).digest('base64')}`;
    const signed = (signature: string) => ({ ...headers, 'webhook-timestamp': at, 'webhook-signature': signature });
    expect(standardWebhooks.verify!({ ...unknown, headers: signed(good) }, secret)).toBe(false);
    expect(standardWebhooks.verify!({ ...unknown, receivedAt: sentAt, headers: signed(forged) }, 'whsec_')).toBe(false);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudEvent, HTTP } from 'cloudevents';
import type { HandshakeRequest, HookRequest, ReadContext } from '../format';
import { cloudEvents } from './cloud-events';

const sample = (name: string) => readFileSync(join(__dirname, `samples/cloud-events/${name}.json`));
const context = (headers: HookRequest['headers'], settings = {}): ReadContext => ({
  contentType: headers['content-type'] as string | undefined,
  settings,
  mapping: {},
  headers,
});
const read = (payload: string | Buffer, headers: HookRequest['headers']) =>
  cloudEvents.read(Buffer.from(payload as string), context(headers));
const values = (payload: string | Buffer, headers: HookRequest['headers']) => {
  const reading = read(payload, headers);
  return reading.kind === 'read' ? reading.items.map(({ value, faults }) => value ?? faults) : reading;
};
const STRUCTURED = { 'content-type': 'application/cloudevents+json; charset=UTF-8' };
const BATCH = { 'content-type': 'application/cloudevents-batch+json' };

const event = new CloudEvent({
  id: '投訴-9007199254740993',
  source: '/branches/mongkok',
  type: 'com.example.feedback',
  time: '2026-03-01T02:40:00.000Z',
  data: { text: '轉帳一直沒到😡' },
});
const expected = {
  externalId: '/branches/mongkok#投訴-9007199254740993',
  occurredAt: '2026-03-01T02:40:00.000Z',
  text: '轉帳一直沒到😡',
};

test.each(['binary', 'structured'] as const)('an event that the library sends, %s', (mode) => {
  const { headers, body } = HTTP[mode](event);
  // The library writes attributes as they are; over HTTP they are percent-encoded.
  const sent = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), encodeURI(String(value))]),
  );
  sent['content-type'] = String(headers['content-type']);
  expect(values(body as string, sent)).toEqual([expected]);
});

test('a structured event with its fields in another order and an extension', () => {
  expect(values(sample('structured'), STRUCTURED)).toEqual([
    {
      externalId: '/branches/mongkok#9007199254740993',
      occurredAt: '2026-03-01T02:40:00Z',
      text: '信用卡被收了兩次年費😡',
      rating: { stars: 1 },
    },
  ]);
  expect(values(`\ufeff${sample('structured').toString()}`, STRUCTURED)).toHaveLength(1);
});

test('a batch is read event by event: data in base64 opened, another version refused, a deletion under its old name', () => {
  expect(values(sample('batch'), BATCH)).toEqual([
    { externalId: '/apps/ios#1', text: '手机银行闪退' },
    { externalId: '/apps/ios#2', text: 'The app crashes.' },
    [{ path: 'specversion', reason: 'unknown-value', detail: 'expected one of 1.0' }],
    { externalId: '/apps/ios#1', deleted: true, updatedAt: '2026-03-01T03:00:00Z' },
  ]);
});

test.each<[string, string, HookRequest['headers'], string, string]>([
  ['JSON that is no event', '{"text":"a"}', { 'content-type': 'application/json' }, 'ce-specversion', 'required'],
  ['broken JSON', '{', STRUCTURED, '', 'broken-json'],
  ['an empty batch', '[]', BATCH, '', 'empty'],
])('%s is refused', (...[, payload, headers, path, reason]) => {
  const reading = read(payload, headers);
  expect(reading.kind === 'refused' && reading.faults[0]).toMatchObject({ path, reason });
});

test('an event without an id is refused by the name of the field', () => {
  const reading = read('{"specversion":"1.0","source":"/a","type":"t","data":{"text":"a"}}', STRUCTURED);
  expect(reading).toMatchObject({ kind: 'read', items: [{ faults: [{ path: 'id', reason: 'wrong-type' }] }] });
});

describe('handshake', () => {
  const ask = (over: Partial<HandshakeRequest>, settings = {}) =>
    cloudEvents.handshake!(
      {
        rawBody: Buffer.alloc(0),
        headers: { 'webhook-request-origin': 'eventemitter.example.com', 'webhook-request-rate': '120' },
        url: '',
        method: 'OPTIONS',
        query: {},
        ...over,
      },
      [],
      context({}, settings),
    );

  test('an origin that asks is told that it may deliver, at any rate', () => {
    expect(ask({})).toMatchObject({
      status: 200,
      headers: { 'webhook-allowed-origin': 'eventemitter.example.com', 'webhook-allowed-rate': '*' },
    });
  });

  test('where the source names its origins, another one is refused without the header', () => {
    const settings = { allowedOrigins: 'a.example.com eventemitter.example.com' };
    expect(ask({}, settings)?.status).toBe(200);
    const refused = ask({ headers: { 'webhook-request-origin': 'evil.example.com' } }, settings);
    expect([refused?.status, refused?.headers]).toEqual([403, undefined]);
  });

  test('a post, a get and an OPTIONS without an origin are no handshake', () => {
    expect([ask({ method: 'POST' }), ask({ method: 'GET' }), ask({ headers: {} })]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { unseal } from '@hearback/access';
import {
  deterministicId,
  FEEDBACK_LIMITS,
  feedbackReceived,
  feedbackRefused,
  type FeedbackAnswer,
} from '@hearback/contracts';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import { start } from '../src/main';

jest.setTimeout(60_000);

let service: ChannelUnderTest;
let token: string;

interface Reply {
  status: number;
  body: FeedbackAnswer & { type?: string; detail?: string };
  headers: Headers;
}

async function post(path: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Reply> {
  const response = await fetch(service.url + path, {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body as string)),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
  });
  return { status: response.status, body: (await response.json()) as Reply['body'], headers: response.headers };
}
const received = async (feedbackId: string) =>
  (await service.read(feedbackReceived)).filter(({ data }) => data.feedbackId === feedbackId);

beforeAll(async () => {
  service = await channelUnderTest(start);
  token = await service.registerKey({});
  await service.registerSource({ sourceId: 'web-form-main', channel: 'web-form', isDefault: true });
  await service.registerSource({ sourceId: 'branch-boxes', channel: 'branch' });
  await service.registerSource({ sourceId: 'hotline-main', channel: 'hotline', isDefault: true });
  await service.completeSnapshots();
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200));
});
afterAll(() => service?.stop());

test('good items pass beside bad ones, and the bad ones are kept before the answer', async () => {
  const deep = `{"text":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
  const body = `[{"text":"good one","externalId":"g1"},${deep},{"text":5},{"text":"a","channel":"fax"},
    {"text":"a","occurredAt":"2999-01-01"},{"text":"a","externalId":123456789012345678},{"text":"a","__proto__":{"x":1}},
    {"text":"nul \\u0000 and \\ud800 end","externalId":"g2"}]`;
  const reply = await post('/v1/feedback', body, { 'user-agent': 'form/1', cookie: 'session=1' });
  expect([reply.status, reply.body.accepted.map(({ index }) => index)]).toEqual([202, [0, 7]]);
  expect(reply.body.refused.map(({ index, reason, detail }) => [index, reason, detail])).toEqual([
    [1, 'too-deep', 'nests deeper than 32 levels'],
    [2, 'wrong-type', 'text: expected a string'],
    [3, 'unknown-field', 'channel: is not a field that is known here'],
    [4, 'in-the-future', 'occurredAt: lies more than 5 minutes in the future'],
    [5, 'wrong-type', 'externalId: expected a string'],
    [6, 'unknown-field', '__proto__: is not a field that is known here'],
  ]);
  const [repaired] = await received(deterministicId('web-form-main', 'g2'));
  expect(repaired!.data).toMatchObject({ text: 'nul  and  end', repaired: true });
  const refusals = await service.read(feedbackRefused);
  const kept = refusals.map(({ data }) => data).filter(({ index }) => index === 4)[0]!;
  expect(kept).toMatchObject({ sourceId: 'web-form-main', format: 'hearback/v1', truncated: false });
  expect(unseal(service.keys.originals, kept.originalEncrypted).toString()).toBe(
    '{"text":"a","occurredAt":"2999-01-01"}',
  );
  expect(Object.keys(kept.headers).sort()).toEqual(['content-length', 'content-type', 'user-agent']);
});

const ALL_REFUSED = 'Every item was refused; the originals are kept and can be read again.';

test.each<[string, string | Buffer, [number, string]]>([
  ['broken JSON', '{"text":"a",}', [400, 'the JSON is broken at position 12']],
  ['JSON cut off', '[{"text":"a"', [400, 'the JSON is broken at position 12']],
  ['invalid UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22]), [400, 'byte 1 is not UTF-8']],
  ['nothing', '', [400, 'there is no JSON']],
  ['an empty list', '[]', [400, 'the request holds no item']],
  ['a body of 10 MB', `{"text":"${'a'.repeat(10_000_000)}"}`, [413, 'The body is larger than 4 MiB.']],
  ['1,001 items', `[${'{},'.repeat(1_000)}{}]`, [413, 'holds more than 1000 items; at most 1000 are taken at once']],
  ['nesting 10,000 deep', '['.repeat(10_000) + ']'.repeat(10_000), [422, ALL_REFUSED]],
  ['a number', '5', [422, ALL_REFUSED]],
  ['a text of 20,001 characters', JSON.stringify({ text: '啊'.repeat(20_001) }), [422, ALL_REFUSED]],
])('%s is refused as a whole', async (_name, body, [status, detail]) => {
  const reply = await post('/v1/feedback', body);
  expect([reply.status, reply.headers.get('content-type'), reply.body.detail]).toEqual([
    status,
    expect.stringContaining('application/problem+json'),
    detail,
  ]);
});

test('a body that does not say its length is cut off at the cap, and one that breaks off harms nobody', async () => {
  const { hostname, port } = new URL(service.url);
  const open = () => {
    const request = httpRequest({
      ...{ hostname, port, path: '/v1/feedback', method: 'POST' },
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'transfer-encoding': 'chunked' },
    });
    request.on('error', () => undefined);
    return request;
  };
  const endless = open();
  // The cap and all that is thrown away after it; who goes on may meet the end of the connection before the answer.
  endless.write(Buffer.alloc(5 * FEEDBACK_LIMITS.requestBytes + 1, 0x20));
  const [response] = (await once(endless, 'response')) as [IncomingMessage];
  endless.destroy();
  expect([response.statusCode, response.headers.connection]).toEqual([413, 'close']);
  const broken = open();
  broken.write('{"text":');
  await once(broken, 'socket');
  broken.destroy();
  expect((await post('/v1/feedback', '{"text":"still here"}')).status).toBe(202);
});

test('an unreadable body of a known caller is kept whole', async () => {
  await post('/v1/feedback', '{"text":"kept as it is",');
  const originals = (await service.read(feedbackRefused)).map(({ data }) =>
    unseal(service.keys.originals, data.originalEncrypted).toString(),
  );
  expect(originals).toContain('{"text":"kept as it is",');
});

test.each([
  ['text', { 'content-type': 'text/plain' }, 415],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['another charset', { 'content-type': 'application/json; charset=gbk' }, 415],
  ['a compressed body', { 'content-encoding': 'gzip' }, 415],
  ['no token', { authorization: '' }, 401],
  ['another kind of authorization', { authorization: 'Basic YTpi' }, 401],
  ['an unknown token', { authorization: 'Bearer hbk_nonsense' }, 401],
  ['an Idempotency-Key of 256 characters', { 'idempotency-key': 'k'.repeat(256) }, 400],
])('%s is refused', async (_name, headers, status) => {
  const reply = await post('/v1/feedback', '{"text":"a"}', headers as Record<string, string>);
  expect([reply.status, reply.body.type]).toEqual([status, expect.stringContaining('/problems/')]);
});

test('a key without the scope or the source is refused, a revoked one is unknown', async () => {
  const reader = await service.registerKey({ scopes: ['read'] });
  const narrow = await service.registerKey({ sourceIds: ['branch-boxes'] });
  const status = (path: string, key: string) =>
    post(path, '{"text":"a"}', { authorization: `Bearer ${key}` }).then((reply) => reply.status);
  // A key with one source of this service need not name it.
  await eventually(async () => expect(await status('/v1/feedback', narrow)).toBe(202));
  expect(await status('/v1/feedback', reader)).toBe(403);
  expect(await status('/v1/feedback?source=web-form-main', narrow)).toBe(403);
  expect(await status('/v1/feedback?source=nowhere', narrow)).toBe(403);
  expect(await status('/v1/feedback?source=nowhere', token)).toBe(404);
  expect(await status('/v1/feedback?source=hotline-main', token)).toBe(404);
  await service.revokeKey(narrow);
  await eventually(async () => expect(await status('/v1/feedback', narrow)).toBe(401));
});

import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unseal } from '@hearback/access';
import {
  deterministicId,
  feedbackReceived,
  feedbackRefused,
  replyObserved,
  type FeedbackAnswer,
} from '@hearback/contracts';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import { start } from '../src/main';

jest.setTimeout(60_000);

let service: ChannelUnderTest;
let token: string;

interface Reply {
  status: number;
  body: FeedbackAnswer & { type?: string; title?: string; detail?: string };
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
});
afterAll(() => service?.stop());

test('before the snapshots were read every caller is told to wait, and nobody is called unknown', async () => {
  token = await service.registerKey({});
  await service.registerSource({ sourceId: 'web-form-main', channel: 'web-form', isDefault: true });
  await service.registerSource({ sourceId: 'branch-boxes', channel: 'branch' });
  await service.registerSource({ sourceId: 'hotline-main', channel: 'hotline', isDefault: true });
  await service.registerSource({ sourceId: 'forms-typeform', channel: 'web-form', format: 'typeform' });
  await service.registerSource({
    sourceId: 'forms-jotform',
    channel: 'web-form',
    format: 'jotform',
    mapping: { comments: 'text', branch: 'branch', email: 'author.email' },
  });
  await service.registerSource({ sourceId: 'forms-formbricks', channel: 'web-form', format: 'formbricks' });
  await service.registerSource({
    sourceId: 'slow',
    channel: 'web-form',
    rate: { itemsPerSecond: 0.001, burst: 2 },
  });
  for (const authorization of [`Bearer ${token}`, 'Bearer nonsense', '']) {
    const reply = await post('/v1/feedback', '{"text":"a"}', { authorization });
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '2']);
  }
  expect((await fetch(`${service.url}/health/ready`)).status).toBe(503);
  await service.completeSnapshots();
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200));
});

describe('POST /v1/feedback', () => {
  test('an object is durable on Kafka before 202', async () => {
    const item = {
      text: '手机银行转账失败，钱扣了没到账',
      externalId: 'one',
      author: { phone: '13800138000', name: '王小明' },
    };
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const reply = await post('/v1/feedback', JSON.stringify(item), { traceparent });
    const feedbackId = deterministicId('web-form-main', 'one');
    expect(reply).toMatchObject({
      status: 202,
      body: { accepted: [{ index: 0, feedbackId, repeatable: true }], refused: [] },
    });
    const [record] = await received(feedbackId);
    expect(record!.data).toMatchObject({ text: item.text, channel: 'web-form', language: 'zh', script: 'Hans' });
    expect(record!.key).toBe(record!.data.customer.customerKey);
    expect(record!.headers.traceparent).toContain('0af7651916cd43dd8448eb211c80319c');
    expect(record!.headers.ce_source).toBe('/hearback/channel-web-forms');
    expect(unseal(service.keys.contacts, record!.data.customer.contactsEncrypted!).toString()).toContain('13800138000');
    expect(JSON.stringify(record)).not.toContain('13800138000');
  });

  test.each([
    [
      'a list',
      'application/json',
      JSON.stringify([
        { text: 'a', externalId: 'k1' },
        { text: 'b', externalId: 'k2' },
      ]),
    ],
    ['NDJSON', 'application/x-ndjson', '{"text":"a","externalId":"k3"}\n{"text":"b","externalId":"k4"}\n'],
    [
      'a batch of CloudEvents',
      'application/cloudevents-batch+json',
      JSON.stringify(
        ['k5', 'k6'].map((externalId) => ({
          specversion: '1.0',
          id: externalId,
          source: '/x',
          type: 't',
          data: { text: 'a', externalId },
        })),
      ),
    ],
    [
      'a list behind a byte order mark',
      'application/json; charset=UTF-8',
      '\ufeff[{"text":"a","externalId":"k7"},{"text":"b","externalId":"k8"}]',
    ],
  ])('%s is taken item by item', async (_name, contentType, body) => {
    const reply = await post('/v1/feedback', body, { 'content-type': contentType });
    expect([reply.status, reply.body.accepted.map(({ index }) => index), reply.body.refused]).toEqual([
      202,
      [0, 1],
      [],
    ]);
    for (const { feedbackId } of reply.body.accepted) expect(await received(feedbackId)).toHaveLength(1);
  });

  test('one CloudEvent, structured and binary, is named by its source and id', async () => {
    const feedbackId = deterministicId('web-form-main', '/branch/3#77');
    const structured = {
      specversion: '1.0',
      id: '77',
      source: '/branch/3',
      type: 'feedback',
      data: { text: 'queues' },
    };
    const replies = [
      await post('/v1/feedback', JSON.stringify(structured), { 'content-type': 'application/cloudevents+json' }),
      await post('/v1/feedback', '{"text":"queues"}', {
        'ce-specversion': '1.0',
        'ce-id': '77',
        'ce-source': '/branch/3',
        'ce-type': 'feedback',
      }),
    ];
    expect(replies.map(({ body }) => body.accepted[0]?.feedbackId)).toEqual([feedbackId, feedbackId]);
  });

  test('a source of another channel of this service may be named', async () => {
    const reply = await post('/v1/feedback?source=branch-boxes', '{"text":"排隊太久","externalId":"b1"}');
    const [record] = await received(reply.body.accepted[0]!.feedbackId);
    expect(record!.data).toMatchObject({ channel: 'branch', sourceId: 'branch-boxes', script: 'Hant' });
  });

  test('the same post again gets the same ids, with an Idempotency-Key also without externalId', async () => {
    const again = async (headers: Record<string, string>) => {
      const body = '[{"text":"same"},{"text":"same"}]';
      const [first, second] = [await post('/v1/feedback', body, headers), await post('/v1/feedback', body, headers)];
      return { ids: new Set([first, second].flatMap((r) => r.body.accepted.map((a) => a.feedbackId))).size, first };
    };
    expect((await again({ 'idempotency-key': 'k-1' })).ids).toBe(2);
    const random = await again({});
    expect([random.ids, random.first.body.accepted.map((a) => a.repeatable)]).toEqual([4, [false, false]]);
  });

  test('beyond its rate a source is told when to come again', async () => {
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push(await post('/v1/feedback?source=slow', '{"text":"a"}'));
    expect(statuses.map(({ status }) => status)).toEqual([202, 202, 429]);
    expect(Number(statuses[2]!.headers.get('retry-after'))).toBeGreaterThanOrEqual(900);
  });

  test('1,000 items in one post', async () => {
    const items = Array.from({ length: 1_000 }, (_, i) => ({ text: `item ${i}`, externalId: `bulk-${i}` }));
    const reply = await post('/v1/feedback', JSON.stringify(items));
    expect([reply.status, reply.body.accepted.length, reply.body.accepted[999]!.index]).toEqual([202, 1_000, 999]);
    const stored = (await service.read(feedbackReceived)).filter(({ data }) => data.externalId?.startsWith('bulk-'));
    expect(new Set(stored.map(({ data }) => data.feedbackId)).size).toBe(1_000);
  });
});

describe('POST /v1/hooks/<sourceId>', () => {
  const sample = (name: string) => readFileSync(join(__dirname, `../samples/typeform-${name}.json`));
  const sign = (body: Buffer) =>
    `sha256=${createHmac('sha256', service.secretOf('forms-typeform')).update(body).digest('base64')}`;
  const hook = (body: Buffer, signature: string, path = '/v1/hooks/forms-typeform') =>
    post(path, body, { authorization: '', ...(signature ? { 'typeform-signature': signature } : {}) });

  test('a signed form is taken without a token', async () => {
    const body = sample('complaint-traditional-hidden');
    const reply = await hook(body, sign(body));
    expect(reply.status).toBe(202);
    const [record] = await received(deterministicId('forms-typeform', 'b7f0c2d4e5a641f2a8c9d0e1f2a3b4c5'));
    expect(record!.data).toMatchObject({ format: 'typeform/v2', branch: 'mongkok', script: 'Hant' });
    expect(record!.data.customer.identities.map(({ type }) => type)).toEqual(['customer-number']);
  });

  test('a multipart form of a vendor is read by the mapping of its source', async () => {
    const fields = JSON.parse(
      readFileSync(join(__dirname, '../samples/jotform/push-traditional.json'), 'utf8'),
    ) as object;
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value as string);
    const response = await fetch(`${service.url}/v1/hooks/forms-jotform`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body,
    });
    expect(response.status).toBe(202);
    const [record] = await received(deterministicId('forms-jotform', '6123456789012345678'));
    expect(record!.data).toMatchObject({ format: 'jotform/v1', branch: '旺角', script: 'Hant' });
    expect(record!.data.text).toContain('分行排隊兩小時😡');
    expect(record!.data.customer.identities.map(({ type }) => type)).toEqual(['email']);
  });

  test('Formbricks is believed by its signature, a bearer key or the secret in the address, and by nothing else', async () => {
    const body = readFileSync(join(__dirname, '../samples/formbricks/finished-simplified.json'));
    const [secret, at] = [service.secretOf('forms-formbricks'), String(Math.floor(Date.now() / 1_000))];
    const mac = (key: string) =>
      `v1,${createHmac('sha256', Buffer.from(key, 'base64')).update(`m.${at}.`).update(body).digest('base64')}`;
    const signed = (key: string) => ({ 'webhook-id': 'm', 'webhook-timestamp': at, 'webhook-signature': mac(key) });
    const call = async (sent: Record<string, string>, end = '') => {
      const headers = { 'content-type': 'application/json', ...sent };
      return (await fetch(`${service.url}/v1/hooks/forms-formbricks${end}`, { method: 'POST', body, headers })).status;
    };
    const good = [await call(signed(secret)), await call({}, `/${secret}`)];
    good.push(await call({ authorization: `Bearer ${token}` }));
    const bad = [await call(signed(`no${secret}`)), await call({}), await call({ authorization: 'Bearer nonsense' })];
    expect([good, bad]).toEqual([Array(3).fill(202), Array(3).fill(401)]);
  });

  test('forged, unsigned and unknown calls are turned away', async () => {
    const body = sample('complaint-simplified');
    const statuses = [
      await hook(body, sign(Buffer.from('{}'))),
      await hook(body, ''),
      await hook(body, sign(body), '/v1/hooks/nowhere'),
      await hook(body, sign(body), '/v1/hooks/web-form-main'),
      await hook(body, sign(body), '/v1/hooks/hotline-main'),
    ].map(({ status }) => status);
    expect(statuses).toEqual([401, 401, 404, 404, 404]);
  });

  test('a signed payload that says nothing is refused and kept', async () => {
    const body = sample('no-words');
    const reply = await hook(body, sign(body));
    expect([reply.status, reply.body.refused]).toEqual([
      422,
      [{ index: 0, reason: 'required', detail: 'text: a text is needed' }],
    ]);
    const kept = (await service.read(feedbackRefused)).find(({ data }) => data.format === 'typeform/v2');
    expect(unseal(service.keys.originals, kept!.data.originalEncrypted)).toEqual(body);
  });
});

test('POST /v1/replies tells of a reply made outside', async () => {
  const reply = {
    externalId: 'one',
    replyId: 'r-1',
    text: '已为您退款',
    repliedAt: new Date().toISOString(),
    by: { id: 'agent-7' },
  };
  const future = { ...reply, repliedAt: '2999-01-01T00:00:00Z' };
  const answer = await post('/v1/replies', JSON.stringify([reply, future]));
  expect([answer.status, answer.body.refused.map(({ index, reason }) => [index, reason])]).toEqual([
    202,
    [[1, 'in-the-future']],
  ]);
  const feedbackId = deterministicId('web-form-main', 'one');
  expect(answer.body.accepted).toEqual([
    { index: 0, feedbackId, replyId: deterministicId('reply', 'web-form-main', feedbackId, 'r-1') },
  ]);
  expect((await service.read(replyObserved))[0]).toMatchObject({
    key: feedbackId,
    data: { text: '已为您退款', automatic: false },
  });
});

test('the service describes itself', async () => {
  const openapi = (await (await fetch(`${service.url}/openapi.json`)).json()) as { paths: object };
  expect(Object.keys(openapi.paths)).toEqual([
    '/v1/feedback',
    '/v1/replies',
    '/v1/hooks/{sourceId}',
    '/v1/hooks/{sourceId}/{token}',
    '/v1/hooks/{sourceId}/test',
    '/v1/files',
    '/forms/widget.js',
    '/forms/{sourceId}',
    '/forms/{sourceId}/thanks',
    '/v1/health/sources',
  ]);
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  expect(metrics).toMatch(/hearback_feedback_accepted(_total)?\{.*channel="web-form"/);
});

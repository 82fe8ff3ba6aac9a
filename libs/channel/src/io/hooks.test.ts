import { createHmac } from 'node:crypto';
import { deriveKeys, hashToken, seal } from '@hearback/access';
import { sourceSchema, type ApiKey, type Source } from '@hearback/contracts';
import { startTelemetry, type Telemetry } from '@hearback/telemetry';
import Fastify from 'fastify';
import pino from 'pino';
import type { Format } from '../format';
import { sameSignature } from '../same-signature';
import { channelEdge } from './channel-edge';
import { channelRoutes } from './channel-routes';

const keys = deriveKeys('s'.repeat(32));
const at = '2026-01-01T00:00:00.000Z';
const sealed = (secret: string, until?: string) => ({
  sealed: seal(keys.secrets, secret),
  ...(until ? { until } : {}),
});
const [past, future] = ['2026-01-02T00:00:00.000Z', '2999-01-01T00:00:00.000Z'];
const ADDRESS = 'an-address-that-nobody-guesses-1';
const OLD_ADDRESS = 'an-address-that-nobody-guesses-0';

const source = (sourceId: string, over: object): Source =>
  sourceSchema.parse({
    kind: 'source',
    sourceId,
    channel: 'web-form',
    name: sourceId,
    isDefault: sourceId === 'main',
    rate: { itemsPerSecond: 1_000, burst: 1_000 },
    changedAt: at,
    ...over,
  });
const signedSecrets = [sealed('new'), sealed('old', future), sealed('older', past)];
const SOURCES = [
  source('main', {}),
  source('paused', { state: 'paused' }),
  source('signed', {
    format: 'signed',
    secretsEncrypted: signedSecrets,
    settings: { app: '7' },
    mapping: { a: 'text' },
  }),
  source('signed-paused', { format: 'signed', secretsEncrypted: [sealed('new')], state: 'paused' }),
  source('legacy', { format: 'signed', secretEncrypted: seal(keys.secrets, 'one') }),
  source('none', { format: 'signed' }),
  source('events', {
    format: 'cloud-events',
    secretsEncrypted: [sealed(ADDRESS), sealed(OLD_ADDRESS, past)],
  }),
];

const signatureOf = (body: string, secret: string) => createHmac('sha256', secret).update(body).digest('hex');
/** A format with everything a format may have; it tells in the item what it was told of its source. */
const signed: Format = {
  name: 'signed',
  version: 1,
  contentTypes: ['application/json'],
  handshake: ({ method, query, rawBody }, secrets) => {
    const challenge = method === 'POST' ? /^{"challenge":"(\w+)"}$/.exec(rawBody.toString())?.[1] : query.challenge;
    if (challenge === undefined) return undefined;
    return { status: 200, contentType: 'text/plain', body: `${challenge} ${secrets.length}` };
  },
  thanks: { status: 200, contentType: 'application/json', body: '{"ErrCode":0}' },
  verify: ({ rawBody, headers }, secret) =>
    sameSignature(headers['x-signature'], signatureOf(rawBody.toString(), secret)),
  read: (payload, context) => ({
    kind: 'read',
    items: [
      {
        value: {
          ...(JSON.parse(payload.toString()) as object),
          attributes: {
            app: context?.settings.app ?? '',
            a: context?.mapping.a ?? '',
            type: context?.contentType ?? '',
          },
        },
      },
    ],
  }),
};

async function server() {
  const published: { topic: string; data: { text?: string; attributes?: object } }[] = [];
  const told: string[] = [];
  const quiet = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });
  const telemetry: Telemetry = {
    ...quiet,
    logger: pino({ level: 'trace' }, { write: (line: string) => told.push(line) }),
    startSpan: (...given) => {
      told.push(JSON.stringify(given));
      return quiet.startSpan(...given);
    },
  };
  const key = (over: Partial<ApiKey>): ApiKey => {
    return {
      kind: 'api-key',
      keyId: 'k',
      name: 'k',
      tokenHash: '',
      scopes: ['post'],
      sourceIds: ['*'],
      changedAt: at,
      ...over,
    };
  };
  const apiKeys: Record<string, ApiKey> = { t: key({ tokenHash: hashToken('t') }), reader: key({ scopes: ['read'] }) };
  const edge = channelEdge(
    { service: 'channel-web-forms', channels: ['web-form'], formats: [signed] },
    {
      registry: {
        notReady: () => null,
        apiKeyOf: (token) => apiKeys[token] ?? null,
        sourceOf: (id) => SOURCES.find(({ sourceId }) => sourceId === id) ?? null,
        sourcesOf: () => SOURCES,
        defaultSource: () => SOURCES[0]!,
      },
      publisher: {
        publish: async (event, data) => void published.push({ topic: event.topic, data: data as { text?: string } }),
      },
      telemetry,
      keys,
    },
  );
  const fastify = Fastify();
  await fastify.register(channelRoutes, { edge });
  const call = (method: 'GET' | 'POST' | 'OPTIONS', url: string, given: { body?: string; headers?: object } = {}) =>
    fastify.inject({
      method,
      url,
      headers: { ...(given.body === undefined ? {} : { 'content-type': 'application/json' }), ...given.headers },
      ...(given.body === undefined ? {} : { payload: given.body }),
    });
  const hook = (sourceId: string, secret: string, body = '{"text":"a","externalId":"1"}') =>
    call('POST', `/v1/hooks/${sourceId}`, { body, headers: { 'x-signature': signatureOf(body, secret) } });
  return { call, hook, published, told };
}
const EVENT = {
  body: '{"text":"a"}',
  headers: { 'ce-specversion': '1.0', 'ce-id': '1', 'ce-source': '/a', 'ce-type': 't' },
};
const BEARER = { authorization: 'Bearer t' };

test.each([
  ['signed', 'new', 200],
  ['signed', 'old', 200],
  ['signed', 'older', 401],
  ['signed', 'nobody’s', 401],
  ['legacy', 'one', 200],
  ['none', '', 401],
])('%s signed with the secret %s is answered %i', async (sourceId, secret, status) => {
  const { hook, published } = await server();
  expect((await hook(sourceId, secret)).statusCode).toBe(status);
  expect(published).toHaveLength(status === 200 ? 1 : 0);
});

test('a format is told of its source, and its vendor hears what it expects only when all was taken', async () => {
  const { hook, published } = await server();
  const taken = await hook('signed', 'new');
  expect([taken.statusCode, taken.headers['content-type'], taken.body]).toEqual([
    200,
    'application/json; charset=utf-8',
    '{"ErrCode":0}',
  ]);
  expect(published[0]!.data.attributes).toEqual({ app: '7', a: 'text', type: 'application/json' });
  expect((await hook('signed', 'new', '{"text":""}')).statusCode).toBe(422);
});

test('of a paused source nothing is taken, but strangers learn nothing of the pause', async () => {
  const { call, hook, published } = await server();
  const posts = [
    await call('POST', '/v1/feedback?source=paused', { body: '{"text":"a"}', headers: BEARER }),
    await hook('signed-paused', 'new'),
    await hook('signed-paused', 'wrong'),
    await call('POST', '/v1/feedback?source=paused', { body: '{"text":"a"}' }),
  ];
  expect(posts.map((post) => [post.statusCode, post.json().type])).toEqual([
    [403, '/problems/source-paused'],
    [403, '/problems/source-paused'],
    [401, '/problems/signature-wrong'],
    [401, '/problems/token-missing'],
  ]);
  expect(published).toEqual([]);
});

test('a vendor that asks whether the address is ours is answered, by GET and by POST, also while paused', async () => {
  const { call } = await server();
  const asked = [
    await call('GET', '/v1/hooks/signed?challenge=abc'),
    await call('POST', '/v1/hooks/signed', { body: '{"challenge":"abc"}' }),
    await call('GET', '/v1/hooks/signed-paused?challenge=abc&challenge=d'),
  ];
  expect(asked.map((answer) => [answer.statusCode, answer.body, answer.headers['x-content-type-options']])).toEqual([
    [200, 'abc 2', 'nosniff'],
    [200, 'abc 2', 'nosniff'],
    [200, 'abc 1', 'nosniff'],
  ]);
});

test('a question that the format does not know is answered 405 with what is allowed', async () => {
  const { call } = await server();
  const answers = [await call('GET', '/v1/hooks/signed'), await call('OPTIONS', '/v1/hooks/events')];
  expect(answers.map((answer) => [answer.statusCode, answer.headers.allow])).toEqual([
    [405, 'POST'],
    [405, 'POST'],
  ]);
  expect((await call('GET', '/v1/hooks/nowhere')).statusCode).toBe(404);
});

describe('a secret address', () => {
  test('stands for a signature, and only while its secret holds', async () => {
    const { call, published } = await server();
    const statuses = [
      await call('POST', `/v1/hooks/events/${ADDRESS}`, EVENT),
      await call('POST', `/v1/hooks/events/${OLD_ADDRESS}`, EVENT),
      await call('POST', `/v1/hooks/events/${ADDRESS}x`, EVENT),
      await call('POST', '/v1/hooks/events/', EVENT),
      await call('POST', '/v1/hooks/signed/new', EVENT),
      await call('POST', '/v1/hooks/events', EVENT),
      await call('POST', '/v1/hooks/events', { ...EVENT, headers: { ...EVENT.headers, ...BEARER } }),
    ].map(({ statusCode }) => statusCode);
    expect(statuses).toEqual([202, 401, 401, 401, 404, 401, 202]);
    expect(published).toHaveLength(2);
  });

  test('is shaken hands with by who has it', async () => {
    const { call } = await server();
    const headers = { 'webhook-request-origin': 'sender.example.com' };
    const [right, wrong] = [
      await call('OPTIONS', `/v1/hooks/events/${ADDRESS}`, { headers }),
      await call('OPTIONS', '/v1/hooks/events/guessed', { headers }),
    ];
    expect([right.statusCode, right.headers['webhook-allowed-origin']]).toEqual([200, 'sender.example.com']);
    expect([wrong.statusCode, wrong.headers['webhook-allowed-origin']]).toEqual([401, undefined]);
  });

  test('is in no log line, span, event or answer', async () => {
    const { call, published, told } = await server();
    const answers = [
      await call('POST', `/v1/hooks/events/${ADDRESS}`, EVENT),
      await call('POST', `/v1/hooks/events/${ADDRESS}`, { ...EVENT, body: '{"text":' }),
      await call('POST', `/v1/hooks/events/${ADDRESS}`, { ...EVENT, headers: { 'content-type': 'text/css' } }),
      await call('POST', `/v1/hooks/events/${OLD_ADDRESS}`, EVENT),
      await call('GET', `/v1/hooks/events/${ADDRESS}`),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 422, 415, 401, 405]);
    expect(told.length).toBeGreaterThan(answers.length);
    const everything = JSON.stringify([told, published, answers.map(({ body, headers }) => [body, headers])]);
    expect([everything.includes(ADDRESS), everything.includes(OLD_ADDRESS)]).toEqual([false, false]);
  });
});

describe('POST /v1/hooks/<sourceId>/test', () => {
  const body = JSON.stringify({ text: '錢沒到', externalId: '1', author: { phone: '+85251234567', name: '陳大文' } });
  const tryOn = async (sourceId: string, headers: object = BEARER) => {
    const { call, published } = await server();
    const answer = await call('POST', `/v1/hooks/${sourceId}/test`, { body, headers });
    expect(published).toEqual([]);
    return { status: answer.statusCode, body: answer.json() };
  };

  test('says which fields would be taken, with contact data masked, and publishes nothing', async () => {
    const answer = await tryOn('signed-paused');
    expect(answer).toMatchObject({
      status: 200,
      body: {
        sourceId: 'signed-paused',
        format: 'signed/v1',
        kind: 'read',
        items: [
          {
            index: 0,
            accepted: true,
            says: 'feedback',
            fields: {
              text: '錢沒到',
              script: 'Hant',
              customer: { identities: ['phone'] },
              author: { phone: '***4567', name: '陳***' },
            },
          },
        ],
        replies: [],
      },
    });
    expect(JSON.stringify(answer)).not.toMatch(/51234567|大文|Encrypted/);
  });

  test('a source of Hearback’s own items is tried like any other', async () => {
    expect((await tryOn('main')).body).toMatchObject({ format: 'hearback/v1', items: [{ accepted: true }] });
  });

  test('what would be refused is told with its place', async () => {
    const { call } = await server();
    const answer = await call('POST', '/v1/hooks/main/test', { body: '{"text":5,"rating":{}}', headers: BEARER });
    expect(answer.json().items).toEqual([
      {
        index: 0,
        accepted: false,
        reason: 'wrong-type',
        detail: 'text: expected a string; rating.stars: expected a number',
        faults: [
          { path: 'text', reason: 'wrong-type', detail: 'expected a string' },
          { path: 'rating.stars', reason: 'wrong-type', detail: 'expected a number' },
        ],
      },
    ]);
  });

  test('needs a key that may post to this source', async () => {
    const statuses = [
      await tryOn('main', {}),
      await tryOn('main', { authorization: 'Bearer reader' }),
      await tryOn('x'),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([401, 403, 404]);
  });
});

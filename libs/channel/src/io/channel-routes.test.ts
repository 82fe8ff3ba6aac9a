import { deriveKeys, hashToken, type PrincipalResult } from '@hearback/access';
import type { ApiKey, Source } from '@hearback/contracts';
import { PublishRefused } from '@hearback/kafka';
import { startTelemetry } from '@hearback/telemetry';
import Fastify from 'fastify';
import { channelEdge } from './channel-edge';
import { channelRoutes } from './channel-routes';

const source: Source = {
  kind: 'source',
  sourceId: 'main',
  channel: 'web-form',
  name: 'main',
  timeZone: 'Asia/Shanghai',
  state: 'active',
  secretsEncrypted: [],
  settings: {},
  mapping: {},
  isDefault: true,
  rate: { itemsPerSecond: 1, burst: 5 },
  sharedIdentities: [],
  changedAt: '2026-01-01T00:00:00.000Z',
};
const key: ApiKey = {
  kind: 'api-key',
  keyId: 'k',
  name: 'k',
  tokenHash: hashToken('t'),
  scopes: ['post'],
  sourceIds: ['main'],
  changedAt: source.changedAt,
};

/** The routes over a directory and a publisher in memory; `publish` says what becomes of a record. */
async function server(publish: (topic: string, data: { text?: string }) => Promise<void>, ready = () => true) {
  const telemetry = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });
  const edge = channelEdge(
    { service: 'channel-web-forms', channels: ['web-form'], formats: [] },
    {
      registry: {
        notReady: () => (ready() ? null : 'has not read everything'),
        apiKeyOf: (token) => (token === 't' ? key : null),
        principalOf: async (header) => personOf(header),
        sourceOf: (id) => (id === 'main' ? source : null),
        sourcesOf: () => [source],
        defaultSource: () => source,
      },
      publisher: { publish: (event, data) => publish(event.topic, data as { text?: string }) },
      telemetry,
      keys: deriveKeys('s'.repeat(32)),
    },
  );
  const fastify = Fastify();
  await fastify.register(channelRoutes, { edge });
  const post = (payload: unknown, headers = {}) =>
    fastify.inject({
      method: 'POST',
      url: '/v1/feedback',
      headers: { 'content-type': 'application/json', authorization: 'Bearer t', ...headers },
      payload: JSON.stringify(payload),
    });
  const tryIt = (authorization: string, payload: unknown) =>
    fastify.inject({
      method: 'POST',
      url: '/v1/hooks/main/test',
      headers: { 'content-type': 'application/json', authorization },
      payload: JSON.stringify(payload),
    });
  return { post, tryIt };
}

// Sessions of people, by their role; anything else is left to the keys.
function personOf(header: string | undefined): PrincipalResult {
  const scopes = { 'Bearer admin': ['read', 'admin'], 'Bearer agent': ['read', 'command'] }[header ?? ''];
  if (!scopes) return { ok: false, error: 'unknown' };
  return {
    ok: true,
    principal: { kind: 'user', id: 'u', name: 'u', scopes: scopes as ApiKey['scopes'], sourceIds: [] },
  };
}

test('the answer waits for every acknowledgement, of refusals too', async () => {
  const acknowledge: (() => void)[] = [];
  const { post } = await server(() => new Promise((resolve) => acknowledge.push(resolve)));
  let answered = false;
  const answer = post([{ text: 'good' }, { text: 5 }]).then((response) => {
    answered = true;
    return response.statusCode;
  });
  while (acknowledge.length < 2) await new Promise(setImmediate);
  acknowledge[0]!();
  await new Promise(setImmediate);
  expect(answered).toBe(false);
  acknowledge[1]!();
  expect(await answer).toBe(202);
});

test('what Kafka does not take is answered 503, naming what is durable already', async () => {
  const { post } = await server((_topic, { text }) =>
    text === 'second' ? Promise.reject(new PublishRefused('overloaded', 3)) : Promise.resolve(),
  );
  const response = await post([
    { text: 'first', externalId: '1' },
    { text: 'second', externalId: '2' },
  ]);
  expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '3']);
  expect(response.json()).toMatchObject({
    type: '/problems/kafka-overloaded',
    accepted: [{ index: 0, repeatable: true }],
  });
});

test('a refusal that cannot be kept is not answered as one', async () => {
  const { post } = await server(() => Promise.reject(new PublishRefused('unavailable', 5)));
  expect((await post({ text: 5 })).statusCode).toBe(503);
});

test('once ready, the service stays so when its sources of keys are away', async () => {
  let ready = true;
  const { post } = await server(
    () => Promise.resolve(),
    () => ready,
  );
  expect((await post({ text: 'a' })).statusCode).toBe(202);
  ready = false;
  expect((await post({ text: 'a' })).statusCode).toBe(202);
});

test('a bug is answered 500 without its words', async () => {
  const { post } = await server(() => Promise.reject(new Error('internal name of a table')));
  const response = await post({ text: 'a' });
  expect([response.statusCode, response.body.includes('table')]).toEqual([500, false]);
});

test('the rate counts items, and refused bodies too', async () => {
  const { post } = await server(() => Promise.resolve());
  const items = [{ text: 'a' }, { text: 'b' }, { text: 'c' }];
  const statuses = [];
  for (const body of [items, [], [{ text: 'd' }], { text: 'e' }]) statuses.push((await post(body)).statusCode);
  expect(statuses).toEqual([202, 400, 202, 429]);
});

test('a payload is tried with a key that may post and by an administrator, by nobody else', async () => {
  const published: string[] = [];
  const { tryIt } = await server(async (topic) => void published.push(topic));
  const tried = await tryIt('Bearer admin', { text: 'a' });
  expect([tried.statusCode, tried.json().items]).toEqual([200, [expect.objectContaining({ accepted: true })]]);
  const others = await Promise.all(['Bearer t', 'Bearer agent', 'Bearer x'].map((who) => tryIt(who, { text: 'a' })));
  expect(others.map(({ statusCode }) => statusCode)).toEqual([200, 403, 401]);
  expect(published).toEqual([]);
});

import { createHmac } from 'node:crypto';
import { deriveKeys, hashToken, seal } from '@hearback/access';
import { sourceSchema, type ApiKey, type Source } from '@hearback/contracts';
import { startTelemetry, type Telemetry } from '@hearback/telemetry';
import Fastify from 'fastify';
import pino from 'pino';
import type { Format } from '../src/format';
import { sameSignature } from '../src/same-signature';
import { channelEdge } from '../src/io/channel-edge';
import { channelRoutes } from '../src/io/channel-routes';

const keys = deriveKeys('s'.repeat(32));
const at = '2026-01-01T00:00:00.000Z';
const sealed = (secret: string, until?: string) => ({
  sealed: seal(keys.secrets, secret),
  ...(until ? { until } : {}),
});
const [past, future] = ['2026-01-02T00:00:00.000Z', '2999-01-01T00:00:00.000Z'];
/** The secret at the end of the address of the source `events`, and the one before it. */
export const ADDRESS = 'an-address-that-nobody-guesses-1';
export const OLD_ADDRESS = 'an-address-that-nobody-guesses-0';

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

/** The routes of a channel over sources of every kind; `told` is what went into logs and spans. */
export async function hookServer() {
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
        principalOf: async () => ({ ok: false, error: 'unknown' }),
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

export const BEARER = { authorization: 'Bearer t' };

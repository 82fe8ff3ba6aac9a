import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { deriveKeys, followAccess, sampleSigningSecret, unseal, type AccessRegistry } from '@hearback/access';
import { allTopics, apiKeyChanged, identityChanged, sourceChanged } from '@hearback/contracts';
import { connectKafka, createTopics, readToEnd, type KafkaConnection } from '@hearback/kafka';
import type { RunningService } from '@hearback/service';
import { eventually, testDatabase, testPrefix, testServers, type TestDatabase } from '@hearback/testing';
import { startTelemetry } from '@hearback/telemetry';
import { Client } from 'pg';
import { BOOTSTRAP_SOURCES } from '../src/domain/bootstrap-sources';
import { start } from '../src/main';

const prefix = testPrefix();
const secret = 'the secret of this test deployment, 32 and more';
const bootstrapKey = 'hbk_test-key-of-the-first-start-0123456789';
const password = 'correct horse battery';
const telemetry = startTelemetry({ service: 'directory-test', version: '0', logLevel: 'silent' });

let database: TestDatabase;
let connection: KafkaConnection;
let running: RunningService;
let channelSide: AccessRegistry;

const startDirectory = (databaseUrl = database.url) =>
  start({
    PORT: '0',
    LOG_LEVEL: 'silent',
    KAFKA_BROKERS: testServers().kafkaBrokers.join(','),
    KAFKA_TOPIC_PREFIX: prefix,
    DATABASE_URL: databaseUrl,
    HEARBACK_SECRET: secret,
    HEARBACK_BOOTSTRAP_ADMIN_PASSWORD: password,
    HEARBACK_BOOTSTRAP_API_KEY: bootstrapKey,
  });
const ready = () => eventually(() => expect(running.notReady()).toEqual([]), 30_000);

beforeAll(async () => {
  database = await testDatabase();
  connection = connectKafka({
    brokers: testServers().kafkaBrokers,
    clientId: 'directory-test',
    topicPrefix: prefix,
    telemetry,
  });
  const topics: string[] = [apiKeyChanged.topic, sourceChanged.topic, identityChanged.topic];
  await createTopics(
    connection,
    allTopics().filter((spec) => topics.includes(spec.topic)),
  );
  channelSide = await followAccess(connection, { telemetry, keys: deriveKeys(secret), sources: true });
}, 60_000);

afterAll(async () => {
  await running?.stop().catch(() => undefined);
  await channelSide?.stop();
  await database?.drop();
}, 60_000);

interface Answer {
  status: number;
  headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

async function call(method: string, path: string, options: { token?: string; body?: unknown } = {}): Promise<Answer> {
  const response = await fetch(`${running.url}${path}`, {
    method,
    headers: {
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

async function adminToken(): Promise<string> {
  return (await call('POST', '/v1/sign-in', { body: { name: 'admin', password } })).body.token;
}

async function lastRecords(topic: string): Promise<Map<string, string | null>> {
  const last = new Map<string, string | null>();
  await readToEnd(connection, topic, ({ key, value }) => {
    last.set(key!.toString(), value === null ? null : value.toString());
  });
  last.delete('snapshot-complete');
  return last;
}

test('until the directory has published, a channel is not ready and calls nobody unknown', async () => {
  expect(channelSide.notReady()).toMatch(/has not read/);
  expect(await channelSide.principalOf('Bearer whatever')).toEqual({ ok: false, error: 'not-ready' });
});

test('the first start publishes the sources and the given key, and the channel side sees them', async () => {
  running = await startDirectory();
  await ready();
  await eventually(() => expect(channelSide.notReady()).toBeNull());
  expect(BOOTSTRAP_SOURCES.map(({ sourceId }) => channelSide.sourceOf(sourceId)?.sourceId)).toEqual(
    BOOTSTRAP_SOURCES.map(({ sourceId }) => sourceId),
  );
  expect(channelSide.defaultSource('branch')?.sourceId).toBe('branch-default');
  const { keyId: _, changedAt: _at, ...key } = channelSide.apiKeyOf(bootstrapKey)!;
  expect(key).toEqual({
    kind: 'api-key',
    name: 'first key',
    tokenHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    scopes: ['post', 'classify', 'read', 'command'],
    sourceIds: ['*'],
  });
}, 60_000);

test('the signing secret of a vendor source opens to what the sample sender computes', () => {
  const [only] = channelSide.sourceOf('hotline-twilio')!.secretsEncrypted;
  const opened = unseal(deriveKeys(secret).secrets, only!.sealed).toString();
  expect(opened).toBe(sampleSigningSecret(secret, 'hotline-twilio'));
});

test('the administrator signs in, and the token works on every service without asking the directory', async () => {
  const answer = await call('POST', '/v1/sign-in', { body: { name: 'Admin', password } });
  expect(answer).toMatchObject({ status: 200, body: { user: { name: 'admin', role: 'admin' } } });
  const { token, user } = answer.body;
  const principal = { kind: 'user', id: user.userId, name: 'admin', scopes: user.scopes, sourceIds: [] };
  expect(await channelSide.principalOf(`Bearer ${token}`)).toEqual({ ok: true, principal });
  expect(await call('GET', '/v1/me', { token })).toMatchObject({ status: 200, body: principal });
});

test('a wrong password and an unknown name are answered alike', async () => {
  const [wrong, unknown] = await Promise.all(
    ['admin', 'nobody'].map((name) => call('POST', '/v1/sign-in', { body: { name, password: 'not this one' } })),
  );
  expect([wrong!.status, wrong!.body]).toEqual([unknown!.status, unknown!.body]);
  expect(wrong!.status).toBe(401);
});

test('who has no token gets 401, who lacks the scope 403, and a malformed body is named', async () => {
  const missing = await call('GET', '/v1/api-keys');
  expect([missing.status, missing.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="hearback"']);
  expect((await call('GET', '/v1/api-keys', { token: bootstrapKey })).status).toBe(403);
  const token = await adminToken();
  expect(await call('POST', '/v1/api-keys', { token, body: { name: '', scopes: ['root'], extra: 1 } })).toMatchObject({
    status: 422,
    headers: expect.anything(),
    body: { errors: expect.arrayContaining([expect.objectContaining({ field: 'name' })]) },
  });
  expect(
    await call('POST', '/v1/api-keys', { token, body: { name: 'x', scopes: ['post'], sourceIds: ['no-such'] } }),
  ).toMatchObject({ status: 422, body: { type: '/problems/unknown-sources' } });
});

test('a new key works on the channel side, is listed without its token, and stops working when revoked', async () => {
  const token = await adminToken();
  const made = await call('POST', '/v1/api-keys', {
    token,
    body: { name: 'contact centre', scopes: ['post'], sourceIds: ['hotline-default'] },
  });
  expect(made.status).toBe(201);
  await eventually(() => expect(channelSide.apiKeyOf(made.body.token)?.keyId).toBe(made.body.keyId));

  const listed = await call('GET', '/v1/api-keys', { token });
  expect(JSON.stringify(listed.body)).not.toContain(made.body.token);
  expect(listed.body.items[0]).toMatchObject({ keyId: made.body.keyId, createdBy: 'admin', revokedAt: null });

  expect((await call('DELETE', `/v1/api-keys/${made.body.keyId}`, { token })).status).toBe(204);
  await eventually(() => expect(channelSide.apiKeyOf(made.body.token)).toBeNull());
  expect((await call('DELETE', '/v1/api-keys/nonsense', { token })).status).toBe(404);
}, 60_000);

test('a person merges and splits identities, what holds is published, and who decided why stays for ever', async () => {
  const token = await adminToken();
  const [phone, email] = [
    { type: 'phone', hash: 'hash-of-phone' },
    { type: 'email', hash: 'hash-of-email' },
  ];
  const body = { identities: [phone, email], reason: 'the same customer, checked by the branch' };
  expect((await call('POST', '/v1/identities/merge', { token: bootstrapKey, body })).status).toBe(403);
  const merged = await call('POST', '/v1/identities/merge', { token, body });
  expect(merged.status).toBe(200);
  const [{ personId }] = merged.body.identities;
  expect(merged.body.identities).toEqual([phone, email].map((one) => ({ ...one, personId, shared: false })));
  expect((await call('POST', '/v1/identities/merge', { token, body })).status).toBe(409);
  const shared = { identities: [phone], reason: 'the phone of the counter', shared: true };
  expect((await call('POST', '/v1/identities/split', { token, body: shared })).status).toBe(200);
  await eventually(async () => {
    const published = await lastRecords(identityChanged.topic);
    const of = (key: string) => JSON.parse(published.get(key) ?? '{}');
    expect(of('phone:hash-of-phone')).toMatchObject({ shared: true });
    expect(of('phone:hash-of-phone').personId).toBeUndefined();
    expect(of('email:hash-of-email')).toMatchObject({ personId, shared: false });
  });
  const { body: audit } = await call('GET', '/v1/identities/changes', { token });
  expect(audit.items.map(({ action, by, reason }: Record<string, string>) => [action, by, reason])).toEqual([
    ['split', 'admin', shared.reason],
    ['merged', 'admin', body.reason],
  ]);
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await expect(client.query('delete from directory.identity_change')).rejects.toThrow('only ever added to');
  await client.end();
}, 30_000);

test('sources are listed without their secrets', async () => {
  const { body } = await call('GET', '/v1/sources', { token: bootstrapKey });
  expect(body.items).toHaveLength(BOOTSTRAP_SOURCES.length);
  expect(body.items.find((s: { sourceId: string }) => s.sourceId === 'web-forms-typeform')).toEqual({
    sourceId: 'web-forms-typeform',
    channel: 'web-form',
    name: 'Typeform',
    format: 'typeform',
    timeZone: 'Asia/Shanghai',
    state: 'active',
    signed: true,
    secrets: [{ until: null }],
    hasCredentials: false,
    ...{ settings: {}, mapping: {} },
    isDefault: false,
    rate: { itemsPerSecond: 5_000, burst: 10_000 },
    ...{ changedAt: expect.any(String), changedBy: 'bootstrap' },
  });
  expect(JSON.stringify(body)).not.toMatch(/sealed|encrypted/i);
});

test('a restart publishes the same again, and a revoked key stays revoked', async () => {
  const before = { keys: await lastRecords(apiKeyChanged.topic), sources: await lastRecords(sourceChanged.topic) };
  await running.stop();
  running = await startDirectory();
  await ready();
  expect({ keys: await lastRecords(apiKeyChanged.topic), sources: await lastRecords(sourceChanged.topic) }).toEqual(
    before,
  );
  expect([...before.keys.values()].filter((value) => value === null)).toHaveLength(1);
  expect(before.sources.size).toBe(BOOTSTRAP_SOURCES.length);
}, 60_000);

test('what the database does not hold is taken back from the topic at the next start', async () => {
  await running.stop();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(`delete from directory.source where source_id = 'social-mastodon'`);
  await client.query(`insert into directory.source select 'kept', channel, name, format, time_zone,
    sample_secret, false, items_per_second, burst, shared_identities, created_at, created_by, changed_at, changed_by, now()
    from directory.source where source_id = 'social-default'`);
  await client.query(`delete from directory.api_key`);
  await client.end();
  running = await startDirectory();
  await ready();
  await eventually(() => expect([...channelSide.sourcesOf('social')].map((s) => s.sourceId)).toHaveLength(2));
  const keys = await lastRecords(apiKeyChanged.topic);
  expect([...keys.values()].filter((value) => value !== null)).toHaveLength(1);
  expect((await lastRecords(sourceChanged.topic)).get('kept')).toBeNull();
}, 60_000);

test('while the database is away a sign-in is asked to come back, and works when it has returned', async () => {
  await running.stop();
  const door = await databaseDoor();
  running = await startDirectory(door.url);
  await ready();
  door.shut();
  const away = await call('POST', '/v1/sign-in', { body: { name: 'admin', password } });
  expect([away.status, away.headers.get('retry-after')]).toEqual([503, '2']);
  expect(await channelSide.principalOf('Bearer unknown')).toEqual({ ok: false, error: 'unknown' });
  await door.open();
  await eventually(async () =>
    expect((await call('POST', '/v1/sign-in', { body: { name: 'admin', password } })).status).toBe(200),
  );
  await running.stop();
  door.shut();
}, 60_000);

// The way to the database, which can be cut without touching a server that others use.
async function databaseDoor() {
  const target = new URL(database.url);
  const sockets = new Set<Socket>();
  const accept = (client: Socket) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => [client, upstream].forEach((one) => one.destroy()));
    }
    client.pipe(upstream).pipe(client);
  };
  let server: Server;
  const open = (port: number) =>
    new Promise<number>((resolve) => {
      server = createServer(accept).listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
    });
  const port = await open(0);
  const url = new URL(database.url);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    url: url.toString(),
    open: () => open(port),
    shut: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

import { FORMATS } from '@hearback/contracts';
import {
  call,
  channelUrl,
  connected,
  everythingStored,
  make,
  poster,
  send,
  soon,
  startSystem,
  stopSystem,
} from './sources-system';

jest.setTimeout(60_000);
beforeAll(startSystem);
afterAll(stopSystem);

test('a new source takes signed posts within two seconds; its secret is shown once and lies sealed', async () => {
  const made = await make({ format: 'standard-webhooks', settings: { app: '7' }, mapping: { 意见: 'text' } });
  const { sourceId, secret: own } = made.body;
  expect(made).toMatchObject({ status: 201, body: { sourceId: expect.stringMatching(/^web-form-/), signed: true } });
  expect(own).toMatch(/^whsec_/);
  await soon(() => send(sourceId, own), 202);
  expect(await send(sourceId, `whsec_${Buffer.alloc(32).toString('base64')}`)).toBe(401);
  const one = await call('GET', `/v1/sources/${sourceId}`, { token: poster });
  expect(one).toEqual({
    status: 200,
    body: {
      sourceId,
      channel: 'web-form',
      name: '表单',
      format: 'standard-webhooks',
      timeZone: 'Asia/Shanghai',
      state: 'active',
      signed: true,
      secrets: [{ until: null }],
      hasCredentials: false,
      settings: { app: '7' },
      mapping: { 意见: 'text' },
      isDefault: false,
      rate: { itemsPerSecond: 5_000, burst: 10_000 },
      changedAt: expect.any(String),
      changedBy: 'admin',
    },
  });
  expect(await everythingStored()).not.toContain(own);
});

test('a source is paused and takes again within two seconds, each time with an entry of who did it', async () => {
  const { sourceId, secret: own } = (await make({ format: 'standard-webhooks' })).body;
  await soon(() => send(sourceId, own), 202);
  const change = (body: object) => call('PATCH', `/v1/sources/${sourceId}`, { body });
  expect((await change({ state: 'paused' })).body.state).toBe('paused');
  await soon(() => send(sourceId, own), 403);
  await change({
    state: 'active',
    name: '新名字',
    timeZone: 'Asia/Hong_Kong',
    credentials: { token: 'vendor-token-1' },
  });
  await soon(() => send(sourceId, own), 202);
  const { body } = await call('GET', `/v1/sources/${sourceId}/changes`);
  expect(body.items.map(({ action, before, by }: Record<string, unknown>) => [action, before, by])).toEqual([
    ['changed', { state: 'paused', name: '表单', timeZone: 'Asia/Shanghai', hasCredentials: false }, 'admin'],
    ['changed', { state: 'active' }, 'admin'],
    ['created', {}, 'admin'],
  ]);
  expect(await everythingStored()).not.toMatch(/vendor-token-1/);
});

test('a removed source is unknown within two seconds, and its id is never used again', async () => {
  const { sourceId, secret: own } = (await make({ sourceId: 'forms-of-2025', format: 'standard-webhooks' })).body;
  await soon(() => send(sourceId, own), 202);
  expect((await call('POST', `/v1/sources/${sourceId}/remove`)).status).toBe(204);
  await soon(() => send(sourceId, own), 404);
  expect((await call('GET', `/v1/sources/${sourceId}`)).status).toBe(404);
  expect(await make({ sourceId })).toMatchObject({ status: 409, body: { type: '/problems/source-exists' } });
});

test('a vendor that signs nothing has a secret address', async () => {
  const { sourceId, secret: own } = (await make({ channel: 'branch', format: 'cloud-events' })).body;
  const event = { specversion: '1.0', id: '1', source: '/box', type: 'feedback', data: { text: '排队太久' } };
  const post = async (end: string) => {
    const headers = { 'content-type': 'application/cloudevents+json' };
    const address = `${channelUrl()}/v1/hooks/${sourceId}/${end}`;
    return (await fetch(address, { method: 'POST', headers, body: JSON.stringify(event) })).status;
  };
  await soon(() => post(own), 202);
  expect(await post('guessed')).toBe(401);
});

test('a repetition gets the same answer and changes nothing; the same key for something else is refused', async () => {
  const first = await make({ format: 'standard-webhooks' }, 'make-once');
  expect(await make({ format: 'standard-webhooks' }, 'make-once')).toEqual(first);
  expect(await make({ format: 'typeform' }, 'make-once')).toMatchObject({
    status: 422,
    body: { type: '/problems/key-reused' },
  });
  const path = `/v1/sources/${first.body.sourceId}/rotate-secret`;
  const rotate = () => call('POST', path, { body: { overlapSeconds: 60 }, key: 'rotate-once' });
  const rotated = await rotate();
  expect(await rotate()).toEqual(rotated);
  expect(rotated.body.secrets).toEqual([{ until: null }, { until: expect.any(String) }]);
  const client = await connected();
  await client.query(`update directory.source_command set at = at - interval '2 days'`);
  await make({});
  expect((await rotate()).body).toEqual({ ...rotated.body, secret: undefined });
  await expect(client.query('delete from directory.source_change')).rejects.toThrow('only ever added to');
  await client.end();
});

test('a format that a channel does not read is answered with those it reads', async () => {
  const { body } = await call('POST', '/v1/sources', { body: { channel: 'web-form', name: 'a', format: 'typefrom' } });
  expect(body.errors).toEqual([
    { field: 'format', detail: expect.stringMatching(/^expected one of .*typeform.*, or none$/) },
  ]);
});

test.each<[string, string, string, object | undefined, number, string]>([
  [
    'another channel’s format',
    'POST',
    '',
    { channel: 'web-form', name: 'a', format: 'twilio-transcription' },
    422,
    'format-unknown',
  ],
  [
    'a secret for bearer posts',
    'POST',
    '',
    { channel: 'web-form', name: 'a', secret: 'long enough' },
    422,
    'format-takes-no-secret',
  ],
  [
    'a secret that does not fit',
    'POST',
    '',
    { channel: 'web-form', name: 'a', format: 'cloud-events', secret: 'short' },
    422,
    'secret-unfit',
  ],
  ['a zone that is none', 'POST', '', { channel: 'web-form', name: 'a', timeZone: 'Asia/Peking' }, 422, 'invalid-body'],
  ['text that no database takes', 'POST', '', { channel: 'web-form', name: 'a\ud800' }, 422, 'invalid-body'],
  ['a field that nobody knows', 'PATCH', '/web-forms-default', { isDefault: false }, 422, 'invalid-body'],
  ['removing a default source', 'POST', '/web-forms-default/remove', undefined, 409, 'source-is-default'],
  ['a source that is not there', 'PATCH', '/nowhere', { name: 'a' }, 404, 'source-unknown'],
  ['an id that no database takes', 'PATCH', '/a%00', { name: 'a' }, 404, 'source-unknown'],
])('%s is refused', async (...[, method, path, body, status, type]) => {
  expect(await call(method, `/v1/sources${path}`, { body })).toMatchObject({
    status,
    body: { type: `/problems/${type}` },
  });
});

test('changes need an administrator and an Idempotency-Key', async () => {
  const body = { channel: 'web-form', name: 'a' };
  const answers = [
    await call('POST', '/v1/sources', { body, token: poster }),
    await call('GET', '/v1/sources/web-forms-default/changes', { token: poster }),
    await call('POST', '/v1/sources', { body, key: '' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 400]);
});

test('who may read is told which formats there are, and how each proves where it comes from', async () => {
  const { status, body } = await call('GET', '/v1/formats', { token: poster });
  expect([status, Object.fromEntries(body.items.map(({ name, ...facts }: { name: string }) => [name, facts]))]).toEqual(
    [200, FORMATS],
  );
});

test.each([
  'http://127.0.0.1:9',
  'https://2130706433',
  'https://[::ffff:127.0.0.1]',
  'https://localhost',
  'https://10.0.0.1',
])('a source may not have the address %s, neither new nor changed, and nothing of it is kept', async (address) => {
  const refused = {
    status: 422,
    body: {
      type: '/problems/address-refused',
      errors: [{ field: 'settings.replyUrl', detail: expect.stringContaining('expected a public address') }],
    },
  };
  expect(await make({ settings: { replyUrl: address } })).toMatchObject(refused);
  const { sourceId } = (await make({ settings: { replyUrl: 'https://replies.bank.example' } })).body;
  const changed = await call('PATCH', `/v1/sources/${sourceId}`, { body: { settings: { replyUrl: address } } });
  expect(changed).toMatchObject(refused);
  expect(await everythingStored()).not.toContain(address);
});

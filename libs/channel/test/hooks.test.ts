import { feedbackRefused } from '@hearback/contracts';
import { ADDRESS, BEARER, OLD_ADDRESS, hookServer } from './hook-server';

const EVENT = {
  body: '{"text":"a"}',
  headers: { 'ce-specversion': '1.0', 'ce-id': '1', 'ce-source': '/a', 'ce-type': 't' },
};

test.each([
  ['signed', 'new', 200],
  ['signed', 'old', 200],
  ['signed', 'older', 401],
  ['signed', 'nobody’s', 401],
  ['legacy', 'one', 200],
  ['none', '', 401],
])('%s signed with the secret %s is answered %i', async (sourceId, secret, status) => {
  const { hook, published } = await hookServer();
  expect((await hook(sourceId, secret)).statusCode).toBe(status);
  expect(published).toHaveLength(status === 200 ? 1 : 0);
});

test('a format is told of its source, and its vendor hears what it expects only when all was taken', async () => {
  const { hook, published } = await hookServer();
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
  const { call, hook, published } = await hookServer();
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
  const { call } = await hookServer();
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
  const { call } = await hookServer();
  const answers = [await call('GET', '/v1/hooks/signed'), await call('OPTIONS', '/v1/hooks/events')];
  expect(answers.map((answer) => [answer.statusCode, answer.headers.allow])).toEqual([
    [405, 'POST'],
    [405, 'POST'],
  ]);
  expect((await call('GET', '/v1/hooks/nowhere')).statusCode).toBe(404);
});

describe('a secret address', () => {
  test('stands for a signature, and only while its secret holds', async () => {
    const { call, published } = await hookServer();
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
    const { call } = await hookServer();
    const headers = { 'webhook-request-origin': 'sender.example.com' };
    const [right, wrong] = [
      await call('OPTIONS', `/v1/hooks/events/${ADDRESS}`, { headers }),
      await call('OPTIONS', '/v1/hooks/events/guessed', { headers }),
    ];
    expect([right.statusCode, right.headers['webhook-allowed-origin']]).toEqual([200, 'sender.example.com']);
    expect([wrong.statusCode, wrong.headers['webhook-allowed-origin']]).toEqual([401, undefined]);
  });

  test('is in no log line, span, event or answer', async () => {
    const { call, published, told } = await hookServer();
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

test('what its format fails to read is kept and said to be refused, pushed or tried', async () => {
  const { hook, call, published } = await hookServer();
  const answer = await hook('signed', 'new', '{"text":');
  expect([answer.statusCode, answer.json().refused]).toMatchObject([422, [{ reason: 'format-failed' }]]);
  expect(published.map(({ topic }) => topic)).toEqual([feedbackRefused.topic]);
  const tried = await call('POST', '/v1/hooks/signed/test', { body: '{"text":', headers: BEARER });
  expect([tried.statusCode, tried.json()]).toMatchObject([200, { kind: 'refused' }]);
});

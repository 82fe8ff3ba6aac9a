import type { ServerResponse } from 'node:http';
import { serviceClient, Unreached } from '../src/index';
import { json, later, problem, standIn, type Call, type StandIn } from './stand-in';

let service: StandIn | undefined;
afterEach(() => service?.stop());

const retry = { firstDelayMs: 5, longestDelayMs: 20, deadlineMs: 2_000 };
async function behind(answer: (call: Call, response: ServerResponse, index: number) => void) {
  service = await standIn(answer);
  return { connection: { url: service.url, apiKey: 'hbk_key', retry }, calls: service.calls };
}
const onceAway =
  (status: number, value: unknown) =>
  (_call: Call, response: ServerResponse, index: number): void =>
    index === 0 ? json(response, 503, problem(503)) : json(response, status, value);
const CASE = '0b2f2d7e-1111-4222-8333-444455556666';

test('a question is asked again, with the bearer token and typed parameters', async () => {
  const { connection, calls } = await behind(onceAway(200, { items: [], next: null }));
  const { data } = await serviceClient('cases', connection).GET('/v1/cases', { params: { query: { limit: '5' } } });
  expect(data).toEqual({ items: [], next: null });
  expect(calls.map(({ url, headers }) => [url, headers.authorization])).toEqual([
    ['/v1/cases?limit=5', 'Bearer hbk_key'],
    ['/v1/cases?limit=5', 'Bearer hbk_key'],
  ]);
});

test('a command gets a key of its own, and the same one with each attempt', async () => {
  const { connection, calls } = await behind(onceAway(200, { caseId: CASE, version: 2, state: 'open' }));
  const client = serviceClient('cases', connection);
  const note = () =>
    client.POST('/v1/cases/{caseId}/note', {
      params: { path: { caseId: CASE } },
      body: { version: 1, text: '已致電' },
    });
  expect((await note()).data).toMatchObject({ version: 2 });
  await note();
  const keys = calls.map(({ headers }) => headers['idempotency-key']);
  expect(keys).toEqual([
    expect.stringMatching(/^[0-9a-f-]{36}$/),
    keys[0],
    expect.not.stringMatching(keys[0] as string),
  ]);
  expect(calls[1]!.body).toBe(calls[0]!.body);
});

test('a key that the caller gives is kept', async () => {
  const { connection, calls } = await behind(onceAway(200, { caseId: CASE, version: 2, state: 'open' }));
  await serviceClient('cases', connection).POST('/v1/cases/{caseId}/assign', {
    params: { path: { caseId: CASE }, header: { 'Idempotency-Key': 'mine' } },
    body: { version: 1, assignee: 'an' },
  });
  expect(calls.map(({ headers }) => headers['idempotency-key'])).toEqual(['mine', 'mine']);
});

test('what would be done twice is sent once', async () => {
  const { connection, calls } = await behind(onceAway(201, {}));
  const { response, error } = await serviceClient('directory', connection).POST('/v1/api-keys', {
    body: { name: 'n', scopes: ['post'] },
  });
  expect([response.status, error?.title, calls.length]).toEqual([503, 'no', 1]);
});

test('a refusal is told with its problem document, and not tried again', async () => {
  const { connection, calls } = await behind((_call, response) =>
    json(response, 404, problem(404, 'There is no case')),
  );
  const { data, error } = await serviceClient('cases', connection).GET('/v1/cases/{caseId}', {
    params: { path: { caseId: CASE } },
  });
  expect([data, error?.title, calls.length]).toEqual([undefined, 'There is no case', 1]);
});

test('an answer that breaks off in the middle is asked for again', async () => {
  const { connection } = await behind((_call, response, index) => {
    if (index > 0) return json(response, 200, { items: [], next: null });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"items":[', () => response.destroy());
  });
  expect((await serviceClient('cases', connection).GET('/v1/cases')).data).toEqual({ items: [], next: null });
});

test("the caller's signal ends the waiting", async () => {
  const { connection } = await behind((_call, response) => later(response, 503, 1));
  const abort = new AbortController();
  const asked = serviceClient('cases', connection).GET('/v1/cases', { signal: abort.signal });
  setTimeout(() => abort.abort(new Error('enough')), 50);
  await expect(asked).rejects.toThrow('enough');
});

test.each([
  ['asked again until the deadline', 'GET'],
  ['sent once', 'POST'],
])('what is %s and gets no answer rejects with the reason in words', async (_name, method) => {
  const { connection, calls } = await behind((_call, response) => void response.destroy());
  const client = serviceClient('directory', { ...connection, retry: { ...retry, deadlineMs: 60 } });
  const asked =
    method === 'GET' ? client.GET('/v1/me') : client.POST('/v1/api-keys', { body: { name: 'n', scopes: [] } });
  const fault: unknown = await asked.catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(Unreached);
  expect(fault).toMatchObject({ message: expect.stringMatching(/^the service could not be reached: ./), cause: {} });
  expect(calls.length > 1).toBe(method === 'GET');
});

test('a redirect is told and not followed, as a POST would become a GET', async () => {
  const { connection, calls } = await behind((_call, response) => response.writeHead(302, { location: '/x' }).end());
  const { response } = await serviceClient('cases', connection).POST('/v1/cases/{caseId}/resolve', {
    params: { path: { caseId: CASE } },
    body: { version: 1 },
  });
  expect([response.status, calls.length]).toEqual([302, 1]);
});

test("the caller's signal ends the waiting for a Retry-After too, and what is sent once", async () => {
  const { connection } = await behind((call, response) => {
    if (call.method === 'GET') later(response, 503, 1);
  });
  const client = serviceClient('directory', connection);
  const signal = () => AbortSignal.timeout(50);
  await expect(client.GET('/v1/me', { signal: signal() })).rejects.toThrow('timeout');
  await expect(client.POST('/v1/api-keys', { body: { name: 'n', scopes: [] }, signal: signal() })).rejects.toThrow(
    'timeout',
  );
});

test('a stream outlives the time of one attempt', async () => {
  const { connection } = await behind((_call, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: 1\n\n');
    setTimeout(() => response.end('data: 2\n\n'), 150);
  });
  const client = serviceClient('response-tracker', { ...connection, retry: { ...retry, attemptMs: 50 } });
  const { data } = await client.GET('/v1/stream', { parseAs: 'text' });
  expect(data).toBe('data: 1\n\ndata: 2\n\n');
});

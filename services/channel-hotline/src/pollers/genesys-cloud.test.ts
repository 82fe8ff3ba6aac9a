import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VendorAnswer, VendorHttp } from '@hearback/channel';
import { genesysCloud } from '../formats/genesys-cloud';
import { genesysCloudPoller } from './genesys-cloud';

const now = new Date('2026-03-02T02:00:00Z');
const access = { settings: {}, credentials: { token: 't0ken' } };
const CALL = '22222222-2222-4222-8222-222222222222';
const conversation = (conversationId: string) => ({
  ...{ conversationId, conversationStart: '2026-03-02T01:30:00.123Z', conversationEnd: '2026-03-02T01:33:00.000Z' },
  originatingDirection: 'inbound',
  participants: [
    { purpose: 'customer', sessions: [{ mediaType: 'voice', direction: 'inbound', ani: 'tel:+85291234567' }] },
    { purpose: 'ivr', sessions: [{ mediaType: 'voice', segments: [{ segmentType: 'ivr' }] }] },
    {
      ...{ purpose: 'agent', userId: 'u-1' },
      sessions: [
        {
          mediaType: 'voice',
          segments: [
            { segmentStart: '2026-03-02T01:30:20.000Z', segmentType: 'interact' },
            { segmentEnd: '2026-03-02T01:34:00.000Z', segmentType: 'wrapup', wrapUpNote: '客戶投訴轉帳未到😡' },
          ],
        },
      ],
    },
  ],
});

/** Genesys Cloud, with these answers one after another. */
function genesys(...answers: (Partial<Omit<VendorAnswer, 'body'>> & { body?: unknown })[]) {
  const asked: { path: string; headers: Record<string, string> | undefined; body: Record<string, unknown> }[] = [];
  const http: VendorHttp = {
    request: async ({ path, headers: sent, body: question }) => {
      asked.push({ path, headers: sent, body: JSON.parse(question ?? '{}') });
      const { status = 200, headers = {}, body = {} } = answers.shift() ?? {};
      return { status, headers, body: Buffer.from(JSON.stringify(body)) };
    },
  };
  return { asked, poll: (cursor?: unknown) => genesysCloudPoller.poll({ cursor, access, http, now }) };
}

test('a listed call says what its events would have said, and nothing more', async () => {
  const { poll, asked } = genesys({ body: { conversations: [conversation(CALL)], totalHits: 1 } });
  const polled = await poll();
  if (polled.kind !== 'page') throw new Error(polled.why);
  const values = (polled.parts ?? []).map(({ value }) => value!);
  expect(values.map(({ callId }) => callId)).toEqual([CALL, CALL, CALL, CALL]);
  const pushed = genesysCloud.read(readFileSync(join(__dirname, '../../samples/genesys-cloud/customer-start.json')));
  expect(pushed).toMatchObject({ kind: 'calls', parts: [{ value: values[0] }] });
  expect(values.flatMap(({ facts }) => facts)).toEqual([
    { kind: 'started', at: '2026-03-02T01:30:00.123Z', direction: 'inbound' },
    { kind: 'ended', at: '2026-03-02T01:33:00.000Z' },
    { kind: 'answered', at: '2026-03-02T01:30:20.000Z', agent: { id: 'u-1' } },
    { kind: 'agent-log', at: '2026-03-02T01:34:00.000Z', text: '客戶投訴轉帳未到😡', agent: { id: 'u-1' } },
  ]);
  expect(asked).toMatchObject([
    {
      path: '/api/v2/analytics/conversations/details/query',
      headers: { authorization: 'Bearer t0ken' },
      body: { interval: '2026-03-01T02:00:00.000Z/2026-03-02T02:00:00.000Z', paging: { pageSize: 100, pageNumber: 1 } },
    },
  ]);
});

test.each<[string, object, string]>([
  ['has no id', { ...conversation(CALL), conversationId: undefined }, 'conversationId'],
  ['has a number for a name', { ...conversation('g-1'), participants: [{ purpose: 7 }] }, 'participants.0.purpose'],
  ['has an id that the format refuses', conversation('g'.repeat(301)), 'eventBody.conversationId'],
])('a conversation that %s is refused by itself, and kept', async (_name, odd, path) => {
  const polled = await genesys({ body: { conversations: [odd, conversation(CALL)] } }).poll();
  if (polled.kind !== 'page') throw new Error(polled.why);
  const refused = polled.parts!.filter(({ faults }) => faults);
  expect(refused[0]).toMatchObject({ value: undefined, faults: [{ path }] });
  for (const { original } of refused) expect(original!.length).toBeGreaterThan(0);
  const good = polled.parts!.filter(({ faults }) => !faults);
  expect(good.map(({ value }) => value?.callId)).toEqual([CALL, CALL, CALL, CALL]);
});

test('a full page is followed by the next one of the same interval, and the round ends after the last', async () => {
  const full = Array.from({ length: 100 }, (_, n) => conversation(`c-${n}`));
  const { poll, asked } = genesys({ body: { conversations: full } }, {});
  const first = await poll({ until: '2026-03-02T01:45:00.000Z' });
  if (first.kind !== 'page') throw new Error(first.why);
  expect(first.more).toBe(true);
  const second = await poll(JSON.parse(JSON.stringify(first.cursor)));
  expect(second).toEqual({ kind: 'page', items: [], parts: [], cursor: { until: now.toISOString() }, more: false });
  const interval = '2026-03-01T23:45:00.000Z/2026-03-02T02:00:00.000Z';
  expect(asked.map(({ body }) => [body.interval, body.paging])).toEqual([
    [interval, { pageSize: 100, pageNumber: 1 }],
    [interval, { pageSize: 100, pageNumber: 2 }],
  ]);
});

describe('as an OAuth client', () => {
  const client = (clientId: string) => ({ settings: {}, credentials: { clientId, clientSecret: 'two', token: 'old' } });
  const answered = (status: number, body: object) => ({ status, headers: {}, body: Buffer.from(JSON.stringify(body)) });

  test('it signs in once for all pages, and once more when its token is not believed any longer', async () => {
    let valid = 'first';
    const bearers: (string | undefined)[] = [];
    const signedIn: (string | undefined)[] = [];
    const login: VendorHttp = {
      request: ({ path, headers = {} }) => {
        signedIn.push(`${path} ${headers.authorization}`);
        return Promise.resolve(answered(200, { access_token: valid, token_type: 'bearer', expires_in: 86_399 }));
      },
    };
    const http: VendorHttp = {
      request: ({ headers = {} }) => {
        bearers.push(headers.authorization);
        return Promise.resolve(answered(headers.authorization === `Bearer ${valid}` ? 200 : 401, {}));
      },
    };
    const poll = () => genesysCloudPoller.poll({ cursor: undefined, access: client('renewing'), http, login, now });
    for (let round = 0; round < 2; round++) expect(await poll()).toMatchObject({ kind: 'page' });
    valid = 'second';
    expect(await poll()).toMatchObject({ kind: 'page' });
    expect(bearers).toEqual(['Bearer first', 'Bearer first', 'Bearer first', 'Bearer second']);
    const basic = Buffer.from('renewing:two').toString('base64');
    expect(signedIn).toEqual([`/oauth/token Basic ${basic}`, `/oauth/token Basic ${basic}`]);
  });

  test.each([
    ['https://api.mypurecloud.de', 'https://login.mypurecloud.de'],
    ['https://api.euw2.pure.cloud', 'https://login.euw2.pure.cloud'],
    ['https://gateway.bank.example/genesys', 'https://gateway.bank.example/genesys'],
  ])('%s gives its tokens at %s', (baseUrl, loginUrl) => expect(genesysCloudPoller.loginUrl!(baseUrl)).toBe(loginUrl));

  test('without any credentials it says which, and asks nobody', async () => {
    const http: VendorHttp = { request: () => Promise.reject(new Error('asked')) };
    const access = { settings: {}, credentials: { clientId: 'alone' } };
    expect(await genesysCloudPoller.poll({ cursor: undefined, access, http, login: http, now })).toEqual({
      ...{ kind: 'failed', why: 'the credentials clientId and clientSecret, or token, are missing' },
    });
  });
});

test('it waits as Genesys says, and shows what only people can mend', async () => {
  const { poll } = genesys({ status: 429, headers: { 'retry-after': '7' } }, { status: 401 }, { body: [] });
  expect(await poll()).toMatchObject({ kind: 'wait', seconds: 7 });
  expect(await poll()).toMatchObject({ kind: 'failed' });
  expect(await poll()).toMatchObject({ why: 'the answer is no list of conversations' });
});

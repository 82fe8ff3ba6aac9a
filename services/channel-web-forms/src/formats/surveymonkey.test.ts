import type { VendorHttp } from '@hearback/channel';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { surveymonkey } from './surveymonkey';

const sample = (name: string) => readFileSync(join(__dirname, `../../samples/surveymonkey/${name}.json`));
const context = (mapping: Record<string, string> = {}) => ({ contentType: 'application/json', settings: {}, mapping });
const read = (payload: Buffer | string, mapping?: Record<string, string>) =>
  surveymonkey.read(Buffer.from(payload as string), context(mapping));

test('a mapping names questions by id, by heading, or by row', () => {
  const mapping = {
    '201': 'rating.stars',
    请说说原因: 'text',
    '204.3201': 'author.name',
    '204.3202': 'author.phone',
    branch: 'branch',
  };
  expect(read(sample('details-simplified'), mapping)).toEqual({
    kind: 'read',
    items: [
      {
        value: {
          externalId: '98765432109876543',
          occurredAt: '2026-03-01T01:10:00+00:00',
          updatedAt: '2026-03-01T01:15:00+00:00',
          text: '理财经理没说会亏本😡，到期少了三千元。',
          rating: { stars: 1 },
          branch: '朝阳支行',
          author: { name: '李娜', phone: '13900139000', email: 'li.na@example.com' },
          attributes: { survey: '123456789', collector: '111111111', '203': '理财, 网点', '203.3109': '客户经理推销' },
        },
      },
    ],
  });
});

test('without a mapping the longest written answer is the text', () => {
  expect(read(sample('details-simplified'))).toMatchObject({
    items: [{ value: { text: expect.stringContaining('亏本') } }],
  });
});

test('what only points to answers is refused and kept when they could not be asked for', () => {
  expect(read(sample('completed'))).toMatchObject({ kind: 'refused', faults: [{ reason: 'not-fetched' }] });
  expect(read('{"event_type":"collector_created"}')).toMatchObject({ kind: 'ignored' });
});

test('a response that has no words yet is passed over until it is complete', () => {
  const early = { id: '1', response_status: 'partial', pages: [] };
  expect(read(JSON.stringify(early))).toMatchObject({ kind: 'ignored' });
  expect(read(JSON.stringify({ ...early, response_status: 'completed' }))).toMatchObject({ kind: 'read' });
});

describe('asking for the answers', () => {
  const asked: unknown[] = [];
  const answering = (status: number, headers = {}): VendorHttp => ({
    request: async (call) => {
      asked.push(call);
      return { status, headers, body: sample('details-simplified') };
    },
  });
  const fetched = (
    http: VendorHttp,
    { payload = sample('completed').toString(), credentials = { token: 't' } as Record<string, string> } = {},
  ) => surveymonkey.fetch!(Buffer.from(payload), { access: { settings: {}, credentials }, http, context: context() });

  test('they are asked for by survey and response, written out', async () => {
    expect(await fetched(answering(200))).toMatchObject({ kind: 'fetched', payload: sample('details-simplified') });
    expect(asked).toEqual([
      {
        method: 'GET',
        path: '/v3/surveys/123456789/responses/98765432109876543/details?simple=true',
        headers: { authorization: 'Bearer t' },
      },
    ]);
  });

  test('an id that came as a number keeps its digits, and one that is an address is not asked for', async () => {
    const payload = sample('completed')
      .toString()
      .replace('"object_id": "98765432109876543"', '"object_id": 98765432109876543');
    expect((await fetched(answering(200), { payload })).kind).toBe('fetched');
    expect(asked.at(-1)).toMatchObject({ path: expect.stringContaining('/responses/98765432109876543/') });
    const hostile = payload.replace('"survey_id": "123456789"', '"survey_id": "../../users/me"');
    expect(await fetched(answering(200), { payload: hostile })).toEqual({ kind: 'as-it-came' });
  });

  test('too fast or out of order waits as long as the vendor says, a wrong token does not', async () => {
    expect(await fetched(answering(429, { 'retry-after': '7' }))).toMatchObject({ kind: 'wait', seconds: 7 });
    expect(await fetched(answering(503))).toMatchObject({ kind: 'wait', seconds: 60 });
    expect(await fetched(answering(401))).toMatchObject({ kind: 'failed' });
    expect(await fetched(answering(200), { credentials: {} })).toMatchObject({ kind: 'failed' });
  });
});

test.each([
  ['broken JSON', '{"id":', ''],
  ['JSON inside a string', JSON.stringify(sample('completed').toString()), ''],
  ['neither event nor response', '{"id":"1"}', 'pages'],
])('%s is refused with the place', (_name, payload, path) => {
  expect(read(payload)).toMatchObject({ kind: 'refused', faults: [{ path }] });
});

describe('signature', () => {
  const rawBody = sample('completed');
  const sign = (key: string, body = rawBody) => createHmac('sha1', key).update(body).digest('base64');
  const verify = (headers: Record<string, string | string[]>, secret = 'app-secret') =>
    surveymonkey.verify!({ rawBody, headers: { 'sm-apikey': 'client', ...headers }, url: '' }, secret);

  test.each([
    ['made with client id and secret', { 'sm-signature': sign('client&app-secret') }, true],
    ['made with another secret', { 'sm-signature': sign('client&other') }, false],
    ['made over other bytes', { 'sm-signature': sign('client&app-secret', Buffer.from('{}')) }, false],
    ['in hex', { 'sm-signature': createHmac('sha1', 'client&app-secret').update(rawBody).digest('hex') }, false],
    ['given twice', { 'sm-signature': [sign('client&app-secret'), sign('client&app-secret')] }, false],
    ['missing', {}, false],
  ])('%s', (_name, headers, expected) => {
    expect(verify(headers as Record<string, string>)).toBe(expected);
  });

  test('the secret may be given with the client id before it', () => {
    expect(verify({ 'sm-signature': sign('client&app-secret') }, 'client&app-secret')).toBe(true);
  });
});

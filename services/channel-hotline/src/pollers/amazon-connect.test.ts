import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VendorAnswer, VendorHttp } from '@hearback/channel';
import { amazonConnect } from '../formats/amazon-connect';
import { amazonConnectPoller } from './amazon-connect';

const now = new Date('2026-03-02T02:30:00Z');
const INSTANCE = '12345678-1234-1234-1234-123456789012';
const CONTACT = '11111111-1111-1111-1111-111111111111';
const settings = { region: 'ap-southeast-1', instanceId: INSTANCE };
const access = { settings, credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' } };
const CONNECT = 'https://connect.ap-southeast-1.amazonaws.com';
const LENS = 'https://contact-lens.ap-southeast-1.amazonaws.com';
const sample = (name: string) =>
  JSON.parse(readFileSync(join(__dirname, `../../samples/amazon-connect/${name}.json`)).toString()) as object;
const LIST = sample('search-contacts');
const DESCRIBED = sample('describe-contact');
const HEARD = { Segments: (sample('realtime-segments') as { Segments: object[] }).Segments };
const NOTHING = { status: 404, code: 'ResourceNotFoundException' };

type Given = Partial<Omit<VendorAnswer, 'body'>> & { body?: unknown; code?: string };

/** Amazon Connect, with these answers one after another. */
function connect(...answers: Given[]) {
  const asked: { method: string; path: string; body: unknown }[] = [];
  const http: VendorHttp = {
    request: async ({ method, path, body: question }) => {
      asked.push({ method, path, body: question === undefined ? undefined : (JSON.parse(question) as unknown) });
      const { status = 200, headers = {}, body = {}, code } = answers.shift() ?? {};
      const told: Record<string, string> = code ? { ...headers, 'x-amzn-errortype': `${code}:http://x/` } : headers;
      return { status, headers: told, body: Buffer.from(JSON.stringify(body)) };
    },
  };
  const poll = (cursor?: unknown, over = {}) =>
    amazonConnectPoller.poll({ cursor, access: { ...access, settings: { ...settings, ...over } }, http, now });
  return { asked, poll };
}

async function valuesOf(...answers: Given[]) {
  const polled = await connect(...answers).poll();
  if (polled.kind !== 'page') throw new Error(polled.why);
  return (polled.parts ?? []).map(({ value }) => value);
}

test('a listed contact says what its events said, and what Contact Lens heard of it', async () => {
  const { detail } = sample('connected-to-agent') as { detail: object };
  const last = sample('disconnected') as { detail: object };
  const push = amazonConnect.read(Buffer.from(JSON.stringify({ ...last, detail: { ...detail, ...last.detail } })));
  const pushed = push.kind === 'calls' ? push.parts.map(({ value }) => value) : push;
  const { poll, asked } = connect({ body: LIST }, { body: DESCRIBED }, { body: HEARD });
  const polled = await poll();
  if (polled.kind !== 'page') throw new Error(polled.why);
  expect(polled.parts?.map(({ value }) => value)).toEqual([
    ...(pushed as object[]),
    {
      callId: CONTACT,
      facts: [{ kind: 'whole-transcript', at: '2026-03-02T01:29:50.100Z', text: '我的卡被盗刷了\n還有一筆在海外💳' }],
    },
  ]);
  for (const { original, value } of polled.parts!)
    expect(amazonConnect.read(original as Buffer)).toMatchObject({ kind: 'calls', parts: [{ value }] });
  expect(polled).toMatchObject({ cursor: { until: '2026-03-02T02:00:00.000Z' }, more: false });
  const since = Date.parse('2026-03-01T02:00:00Z') / 1_000;
  expect(asked).toEqual([
    {
      method: 'POST',
      path: `${CONNECT}/search-contacts`,
      body: {
        InstanceId: INSTANCE,
        TimeRange: {
          Type: 'DISCONNECT_TIMESTAMP',
          StartTime: since,
          EndTime: Date.parse('2026-03-02T02:00:00Z') / 1_000,
        },
        SearchCriteria: { Channels: ['VOICE'] },
        Sort: { FieldName: 'DISCONNECT_TIMESTAMP', Order: 'ASCENDING' },
        MaxResults: 25,
      },
    },
    { method: 'GET', path: `${CONNECT}/contacts/${INSTANCE}/${CONTACT}`, body: undefined },
    {
      method: 'POST',
      path: `${LENS}/realtime-contact-analysis/analysis-segments`,
      body: { InstanceId: INSTANCE, ContactId: CONTACT, MaxResults: 100 },
    },
  ]);
});

test('a page that has a successor is followed by it, between the same times', async () => {
  const { poll, asked } = connect({ body: { Contacts: [], NextToken: 'n1' } }, { body: { Contacts: [] } });
  const first = await poll({ until: '2026-03-02T01:45:00.000Z' });
  if (first.kind !== 'page') throw new Error(first.why);
  expect(first.more).toBe(true);
  expect(await poll(JSON.parse(JSON.stringify(first.cursor)))).toMatchObject({
    cursor: { until: '2026-03-02T02:00:00.000Z' },
    more: false,
  });
  const TimeRange = expect.objectContaining({ StartTime: Date.parse('2026-03-02T01:15:00Z') / 1_000 }) as unknown;
  expect(asked).toMatchObject([{ body: { TimeRange } }, { body: { TimeRange, NextToken: 'n1' } }]);
});

test('a page whose token is no longer known begins its round anew', async () => {
  const cursor = { since: '2026-03-02T01:00:00.000Z', until: '2026-03-02T02:00:00.000Z', step: 'old' };
  const polled = await connect({ status: 400, code: 'InvalidParameterException' }).poll(cursor);
  expect(polled).toMatchObject({ kind: 'page', cursor: { ...cursor, step: '' }, more: false });
});

test.each<[string, Given[]]>([
  ['was not analysed in real time', [NOTHING]],
  ['is no longer kept by Contact Lens', [{ status: 400, code: 'InvalidRequestException' }]],
  ['is still being analysed', [{ body: { ...HEARD, NextToken: 'n1' } }, { body: { Segments: [], NextToken: 'n2' } }]],
  ['had no customer who spoke', [{ body: { Segments: HEARD.Segments.slice(0, 1) } }]],
])('a contact that %s has its events alone', async (_name, heard) => {
  const values = await valuesOf({ body: LIST }, { body: DESCRIBED }, ...heard);
  expect(values.map((value) => value!.facts.map(({ kind }) => kind))).toEqual([['started', 'answered', 'ended']]);
});

test('a contact that cannot be described is what the list says of it', async () => {
  const [value] = await valuesOf({ body: LIST }, NOTHING, NOTHING);
  expect(value).toMatchObject({ callId: CONTACT, attributes: { queue: 'cards' } });
  expect(value!.author).toBeUndefined();
});

test.each<[string, { odd: object; answers: Given[]; path: string }]>([
  ['has no id', { odd: { Channel: 'VOICE' }, answers: [], path: 'Id' }],
  ['has a number where a name belongs', { odd: { Id: 'c-1', Channel: 7 }, answers: [], path: 'Channel' }],
  ['is described in no known way', { odd: { Id: 'c-1' }, answers: [{ body: {} }, NOTHING], path: 'Contact' }],
  [
    'has an id that the format refuses',
    { odd: { Id: 'c'.repeat(401) }, answers: [NOTHING, NOTHING], path: 'detail.contactId' },
  ],
])('a contact that %s is refused by itself, and kept', async (_name, { odd, answers, path }) => {
  const { Contacts } = LIST as { Contacts: object[] };
  const listed = { Contacts: [odd, ...Contacts] };
  const polled = await connect({ body: listed }, ...answers, { body: DESCRIBED }, NOTHING).poll();
  if (polled.kind !== 'page') throw new Error(polled.why);
  const [refused, ...good] = polled.parts!;
  expect(refused).toMatchObject({ value: undefined, faults: [{ path }] });
  expect(refused!.original!.length).toBeGreaterThan(0);
  expect(good.map(({ value }) => value?.callId)).toEqual([CONTACT]);
});

test('Contact Lens is not asked where the source says so', async () => {
  const { poll, asked } = connect({ body: LIST }, { body: DESCRIBED });
  expect(await poll(undefined, { contactLens: 'no' })).toMatchObject({ kind: 'page' });
  expect(asked).toHaveLength(2);
});

test.each<[Given[], object]>([
  [[{ status: 429, headers: { 'retry-after': '7' } }], { kind: 'wait', seconds: 7 }],
  [[{ status: 429, code: 'TooManyRequestsException' }], { kind: 'wait', seconds: 5 }],
  [[{ status: 400, body: { __type: 'com.amazonaws.connect#ThrottlingException' } }], { kind: 'wait', seconds: 5 }],
  [[{ body: LIST }, { status: 429, code: 'ThrottlingException' }], { kind: 'wait', seconds: 5 }],
  [[{ status: 503 }], { kind: 'wait', seconds: 60, why: 'the vendor answered 503' }],
  [
    [{ status: 403, code: 'AccessDeniedException' }],
    { kind: 'failed', why: 'the vendor refuses the credentials (403): AccessDeniedException' },
  ],
  [
    [{ body: LIST }, { body: DESCRIBED }, { status: 403, code: 'AccessDeniedException' }],
    {
      kind: 'failed',
      why: 'Contact Lens: the vendor refuses the credentials (403): AccessDeniedException (with contactLens = no it is not asked)',
    },
  ],
  [[NOTHING], { kind: 'failed', why: 'the vendor answered 404: ResourceNotFoundException' }],
  [[{ body: [] }], { kind: 'failed', why: 'the answer is no list of contacts' }],
])('%j comes to %j', async (answers, expected) => {
  expect(await connect(...answers).poll()).toEqual(expect.objectContaining(expected));
});

test.each([
  [{ region: undefined }, 'region'],
  [{ region: 'ap-southeast-1.evil.example/' }, 'region'],
  [{ instanceId: undefined }, 'instanceId'],
  [{ instanceId: `arn:aws:connect:ap-southeast-1:111122223333:instance/${INSTANCE}` }, 'instanceId'],
])('the settings %j are refused before anything is asked', async (over, name) => {
  const { poll, asked } = connect();
  const why = expect.stringMatching(`^the setting ${name} is missing or none`) as unknown;
  expect(await poll(undefined, over)).toEqual({ kind: 'failed', why });
  expect(asked).toEqual([]);
});

test('without a key nothing is asked', async () => {
  const { http } = { http: { request: () => Promise.reject(new Error('asked')) } };
  const polled = await amazonConnectPoller.poll({
    cursor: undefined,
    access: { settings, credentials: {} },
    http,
    now,
  });
  expect(polled).toEqual({ kind: 'failed', why: 'the credentials accessKeyId and secretAccessKey are missing' });
});

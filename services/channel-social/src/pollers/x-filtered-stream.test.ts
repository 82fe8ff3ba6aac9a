import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VendorAnswer, VendorHttp } from '@hearback/channel';
import { xFilteredStream } from '../formats/x-filtered-stream';
import { xFilteredStreamPoller } from './x-filtered-stream';

const sample = (name: string) =>
  JSON.parse(readFileSync(join(__dirname, '../../samples/x-filtered-stream', `${name}.json`), 'utf8'));
const now = new Date('2026-03-02T02:00:00Z');
const settings: Record<string, string> = { query: '@ExampleBank', officialAccounts: '@ExampleBank' };
const access = { settings, credentials: { token: 't0ken' } };
// Of 2026-03-02T01:50:00Z, and the same five minutes before.
const SEEN = '2028286667781046272';
const SINCE = '2028285409489846272';

/** X, with these answers one after another. */
function x(...answers: (Partial<Omit<VendorAnswer, 'body'>> & { body?: unknown })[]) {
  const asked: { query: URLSearchParams; headers: Record<string, string> | undefined }[] = [];
  const http: VendorHttp = {
    request: async ({ path, headers: sent }) => {
      asked.push({ query: new URL(path, 'http://x').searchParams, headers: sent });
      const { status = 200, headers = {}, body = { meta: { result_count: 0 } } } = answers.shift() ?? {};
      return { status, headers, body: Buffer.from(JSON.stringify(body)) };
    },
  };
  const poll = (cursor: unknown, over: object = {}) =>
    xFilteredStreamPoller.poll({ cursor, access: { ...access, ...over }, http, now });
  return { asked, poll };
}

test('what a search lists is read to the same words as what the stream pushes, with whoever wrote it and what it speaks of', async () => {
  const pushed = ['post', 'edited', 'retweet', 'reply-traditional', 'official'].map(sample);
  const context = { contentType: undefined, settings, mapping: {} };
  const told = pushed.map((line) => xFilteredStream.read(Buffer.from(JSON.stringify(line)), context));
  const users = pushed.flatMap(({ includes }) => includes.users ?? []);
  const tweets = pushed.flatMap(({ includes }) => includes.tweets ?? []);
  const data = pushed.map(({ data: post }) => post);
  const polled = await x({ body: { data, includes: { users, tweets }, meta: { newest_id: data[0].id } } }).poll(
    undefined,
  );
  if (polled.kind !== 'page') throw new Error(polled.why);
  // A search does not say which rule it was.
  const values = (items: readonly { value: unknown }[]) =>
    items.map(({ value }) => ({ ...(value as object), attributes: undefined }));
  expect(values(polled.items)).toEqual(values(told.flatMap((one) => (one.kind === 'read' ? one.items : []))));
  expect(polled.items).toHaveLength(4);
  expect(polled.replies).toEqual(told.flatMap((one) => (one.kind === 'read' ? (one.replies ?? []) : [])));
  expect(polled.replies).toHaveLength(1);
});

test('the first time a day is searched, later what came after the newest post known and shortly before it', async () => {
  const { asked, poll } = x();
  await poll(undefined);
  await poll({ seen: SEEN });
  expect(asked.map(({ query }) => [query.get('start_time'), query.get('since_id')])).toEqual([
    ['2026-03-01T02:00:00Z', null],
    [null, SINCE],
  ]);
  expect(asked[0]!.query.get('query')).toBe('@ExampleBank');
  expect(asked[0]!.headers).toEqual({ authorization: 'Bearer t0ken' });
  await poll(undefined, { settings: { rule: '示例银行' } });
  await poll(undefined, { settings: { rule: '示例银行', query: '@ExampleBank' } });
  expect(asked.slice(2).map(({ query }) => query.get('query'))).toEqual(['示例银行', '@ExampleBank']);
});

test('a newest post of more than a week ago is beyond what X searches, so the search begins where X begins', async () => {
  const { asked, poll } = x();
  await poll({ seen: '1895000000000000101' });
  expect(asked[0]!.query.get('start_time')).toBe('2026-02-23T02:01:00Z');
});

test('the pages of a round are asked for with the very question of its first, and its end is the newest of the first', async () => {
  const body = { meta: { newest_id: SEEN, result_count: 100, next_token: 'b26v' } };
  const { asked, poll } = x({ body }, { body: { meta: { newest_id: '5' } } });
  const first = await poll(undefined);
  if (first.kind !== 'page') throw new Error(first.why);
  expect(first.more).toBe(true);
  const second = await poll(JSON.parse(JSON.stringify(first.cursor)));
  expect(second).toMatchObject({ more: false, cursor: { seen: SEEN } });
  const [begun, next] = asked.map(({ query }) => Object.fromEntries(query));
  expect(next).toEqual({ ...begun, next_token: 'b26v' });
});

test('an overlap with nothing new does not lead back, and a cursor nobody understands begins anew', async () => {
  const { asked, poll } = x({ body: { meta: { newest_id: SINCE } } }, {});
  expect(await poll({ seen: SEEN })).toMatchObject({ cursor: { seen: SEEN }, more: false });
  await poll({ seen: 'all of them' });
  expect(asked[1]!.query.has('start_time')).toBe(true);
});

test('the limit is honoured: after its last question nothing is asked at once, and beyond it not before it begins anew', async () => {
  const body = { meta: { newest_id: SEEN, next_token: 'b26v' } };
  const reset = String(now.getTime() / 1_000 + 321);
  const { poll } = x(
    { body, headers: { 'x-rate-limit-remaining': '0' } },
    { status: 429, headers: { 'x-rate-limit-reset': reset } },
  );
  expect(await poll({ seen: SEEN })).toMatchObject({ more: false, cursor: { walk: { next: 'b26v' } } });
  expect(await poll({ seen: SEEN })).toMatchObject({ kind: 'wait', seconds: 321 });
});

test('the token of a page that X knows no more begins the round anew; without a round it is shown', async () => {
  const { poll } = x({ status: 400 }, { status: 400 });
  const walk = { next: 'gone', newest: SEEN, from: { since_id: SINCE } };
  expect(await poll({ seen: SINCE, walk })).toMatchObject({ kind: 'page', items: [], cursor: { seen: SINCE } });
  expect(await poll({ seen: SEEN })).toMatchObject({ kind: 'failed', why: 'the vendor answered 400' });
});

test('what is missing is named, and nothing is asked', async () => {
  const { asked, poll } = x();
  expect(await poll(undefined, { credentials: {} })).toMatchObject({ why: 'the credential token is missing' });
  expect(await poll(undefined, { settings: {} })).toMatchObject({ why: 'the setting query, or rule, is missing' });
  expect(asked).toEqual([]);
  expect(await x({ body: [] }).poll(undefined)).toMatchObject({ why: 'the answer is no page of posts' });
});

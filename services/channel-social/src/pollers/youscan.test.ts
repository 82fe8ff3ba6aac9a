import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FormatItem, VendorAnswer, VendorHttp } from '@hearback/channel';
import { youscan } from '../formats/youscan';
import { youscanPoller } from './youscan';

const sample = (name: string) => readFileSync(join(__dirname, '../../samples/youscan', name));
const now = new Date('2026-03-01T03:00:00Z');
const settings: Record<string, string> = { topicIds: '123456', officialAccounts: 'ourbank' };
const access = { settings, credentials: { apiKey: 'k3y' } };
const context = { contentType: undefined, settings, mapping: {} };

/** YouScan, with these answers one after another. */
function listing(...answers: (Partial<Omit<VendorAnswer, 'body'>> & { body?: unknown })[]) {
  const asked: { topic: string; query: Record<string, string>; headers: Record<string, string> | undefined }[] = [];
  const http: VendorHttp = {
    request: async ({ path, headers: sent }) => {
      const url = new URL(path, 'http://youscan');
      const [, topic = ''] = /^\/api\/external\/topics\/(\d+)\/mentions$/.exec(url.pathname) ?? [];
      asked.push({ topic, query: Object.fromEntries(url.searchParams), headers: sent });
      const { status = 200, headers = {}, body = { total: 0, lastSeq: 1, mentions: [] } } = answers.shift() ?? {};
      return { status, headers, body: Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)) };
    },
  };
  const poll = (cursor?: unknown, over: object = {}) =>
    youscanPoller.poll({ cursor, access: { ...access, ...over }, http, now });
  return { asked, poll };
}

const mention = (seq: number | string, over: object = {}) => ({
  ...{ id: `m${seq}`, seq, published: '2026-03-01T02:00:00Z', source: 'forum.example', text: `年费 ${seq}` },
  ...over,
});
const mentions = (from: number, count: number) => Array.from({ length: count }, (_, n) => mention(from + n));
const known = (seq: string, over: object = {}) => ({ known: { '123456': { seq } }, ...over });

/** Times in one notation, and without the name of the topic, which the list does not say. */
const told = (items: readonly FormatItem[]) =>
  items.map(({ value }) => {
    const { occurredAt, attributes, ...rest } = value as { occurredAt: string; attributes: object };
    return { ...rest, occurredAt: new Date(occurredAt).toISOString(), attributes: { ...attributes, topic: undefined } };
  });

test('what is listed is read to the same ids, words and times as what was pushed; X without words is left out', async () => {
  const pushed = youscan.read(sample('list-as-pushed.json'), context);
  if (pushed.kind !== 'read') throw new Error(pushed.kind);
  const polled = await listing({ body: sample('list.json') }).poll();
  if (polled.kind !== 'page') throw new Error(polled.why);
  expect(told(polled.items)).toEqual(told(pushed.items));
  expect(told(polled.items).map(({ externalId, text }: Record<string, unknown>) => [externalId, text])).toEqual([
    ['5271300000000009011', '房贷提前还款排队三个月，客服只说"等通知" 😡'],
    ['5271300000000009012', '轉帳兩次都扣了手續費，分行說要等十四天🙃'],
    ['241032673', 'Fees < 5 were promised, yet the Example Bank app took 12 & locked me out.'],
  ]);
  expect(polled).toMatchObject({ more: false, cursor: known('9007199254741998') });
  expect(youscan.read(polled.items[0]!.original!, context)).toMatchObject({ items: [polled.items[0]] });
});

test('the first time what was saved in the last day is asked for, later what has a higher number', async () => {
  const { asked, poll } = listing();
  await poll();
  await poll(known('9007199254741998'));
  const always = { from: '2026-02-15T03:00:00', timeZone: 'UTC', orderBy: 'seqAsc', size: '100' };
  expect(asked.map(({ query }) => query)).toEqual([
    { ...always, addedFrom: '2026-02-28T03:00:00' },
    { ...always, sinceSeq: '9007199254741998' },
  ]);
  expect(asked[0]).toMatchObject({ topic: '123456', headers: { 'x-api-key': 'k3y' } });
});

test('while nothing was said the first moment stays, so that a long silence is no gap', async () => {
  const { asked, poll } = listing();
  const first = { known: { '123456': { addedFrom: '2026-02-20T03:00:00.000Z' } } };
  expect(await poll(first)).toMatchObject({ items: [], cursor: first, more: false });
  expect(asked[0]!.query.addedFrom).toBe('2026-02-20T03:00:00');
});

test('a full page leads to the next, from its highest number whatever the order', async () => {
  const page = mentions(1_001, 100).reverse();
  const { poll } = listing({ body: { mentions: page } }, { body: { mentions: mentions(1_101, 3) } });
  const first = await poll();
  expect(first).toMatchObject({ more: true, cursor: known('1100', { topic: '123456' }) });
  const second = await poll(JSON.parse(JSON.stringify(first.kind === 'page' && first.cursor)));
  expect(second).toMatchObject({ more: false, cursor: known('1103') });
});

test('a list that does not go on is shown and not asked forever', async () => {
  const { poll } = listing({ body: { mentions: mentions(1, 100) } });
  expect(await poll(known('500'))).toMatchObject({
    kind: 'failed',
    why: 'the list does not go on after the number it was asked for',
  });
});

test('several topics are asked one after another, each from its own number; a topic taken away is forgotten', async () => {
  const { asked, poll } = listing({ body: { mentions: [mention(7)] } }, { body: { mentions: [mention(900)] } });
  const over = { settings: { topicIds: '11， 22,11' } };
  const first = await poll({ known: { '22': { seq: '800' }, '33': { seq: '1' } } }, over);
  expect(first).toMatchObject({ more: true, cursor: { topic: '22', known: { '11': { seq: '7' } } } });
  const second = await poll(first.kind === 'page' && first.cursor, over);
  expect(second).toMatchObject({ more: false });
  expect(second.kind === 'page' && second.cursor).toEqual({ known: { '11': { seq: '7' }, '22': { seq: '900' } } });
  expect(asked.map(({ topic, query }) => [topic, query.sinceSeq])).toEqual([
    ['11', undefined],
    ['22', '800'],
  ]);
});

test('a mention that cannot be read is refused alone, and what the bank wrote is ignored', async () => {
  const body = {
    mentions: [
      mention(1, { id: null, newField: { deep: [1] } }),
      mention(2, { author: { nickname: 'OurBank' } }),
      mention(3, { text: ' ', fullText: '全文：密碼被鎖' }),
      mention('4', { title: null, author: null, engagement: null }),
    ],
  };
  const polled = await listing({ body }).poll();
  expect(polled).toMatchObject({
    items: [
      { value: null, faults: [{ path: 'mentionId' }] },
      { value: { externalId: 'm3', text: '全文：密碼被鎖' } },
      { value: { externalId: 'm4' } },
    ],
    cursor: known('4'),
  });
});

test.each([
  [
    { status: 429, headers: { 'retry-after': '17' }, body: 'Please slow down' },
    { kind: 'wait', seconds: 17 },
  ],
  [
    { status: 429, body: 'Please slow down' },
    { kind: 'wait', seconds: 60 },
  ],
  [{ status: 503 }, { kind: 'wait' }],
  [{ status: 401 }, { kind: 'failed', why: 'the vendor refuses the credentials (401)' }],
  [{ status: 402 }, { kind: 'failed', why: "the plan of the key's account does not include the interface (402)" }],
  [{ status: 403 }, { kind: 'failed', why: "the key's user may not read topic 123456 (403)" }],
  [{ status: 404 }, { kind: 'failed', why: 'there is no topic 123456 that this key sees (404)' }],
  [{ body: [] }, { kind: 'failed', why: 'the answer is no page of mentions' }],
  [{ body: { mentions: [{ id: '1' }] } }, { kind: 'failed', why: 'the answer is no page of mentions' }],
])('an answer that brings nothing: %j', async (answer, polled) => {
  expect(await listing(answer).poll()).toMatchObject(polled);
});

test.each([
  [{ credentials: {} }, 'the credential apiKey is missing'],
  [{ settings: {} }, 'the setting topicIds is missing'],
  [{ settings: { topicIds: '12,../users' } }, 'the setting topicIds holds what is no id of a topic'],
  [{ settings: { topicIds: '1', lookBackDays: '-2' } }, 'the setting lookBackDays is no number of 1 to 99999'],
])('what is missing is named, and nothing is asked: %j', async (over, why) => {
  const { asked, poll } = listing();
  expect(await poll(undefined, over)).toEqual({ kind: 'failed', why });
  expect(asked).toEqual([]);
});

test('a cursor that nobody understands begins anew', async () => {
  const { asked, poll } = listing();
  await poll({ known: { '123456': { seq: 'all of them' } } });
  expect(asked[0]!.query.addedFrom).toBe('2026-02-28T03:00:00');
});

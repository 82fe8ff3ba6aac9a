import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FormatItem, VendorAnswer, VendorHttp } from '@hearback/channel';
import { meltwater } from '../formats/meltwater';
import { meltwaterPoller } from './meltwater';

const found = JSON.parse(readFileSync(join(__dirname, '../../samples/meltwater/search.json'), 'utf8'));
const now = new Date('2026-03-01T03:00:00.500Z');
const settings: Record<string, string> = { searchId: '4711' };
const access = { settings, credentials: { apiKey: 'k3y' } };
const context = { contentType: undefined, settings, mapping: {} };
const WALK = { since: '2026-02-28T03:00:00.500Z', until: '2026-03-01T03:00:00.500Z' };

/** Meltwater, with these answers one after another. */
function searching(...answers: (Partial<Omit<VendorAnswer, 'body'>> & { body?: unknown })[]) {
  const asked: { path: string; question: Record<string, unknown>; headers: Record<string, string> | undefined }[] = [];
  const http: VendorHttp = {
    request: async ({ method, path, headers: sent, body: question }) => {
      asked.push({ path: `${method} ${path}`, question: JSON.parse(question!), headers: sent });
      const {
        status = 200,
        headers = {},
        body = { result: { document_count: 0, documents: [] } },
      } = answers.shift() ?? {};
      return { status, headers, body: Buffer.from(JSON.stringify(body)) };
    },
  };
  const poll = (cursor?: unknown, over: object = {}) =>
    meltwaterPoller.poll({ cursor, access: { ...access, ...over }, http, now });
  return { asked, poll };
}

const document = (n: number, at = '2026-03-01T02:00:00.000Z') => ({
  ...{ id: `mw-${n}`, published_date: at, content: { opening_text: `手續費 ${n}` } },
});
const page = (count: number | null, length: number, at?: string) => {
  const documents = Array.from({ length }, (_, n) => document(n, at));
  return { body: { result: { ...(count !== null && { document_count: count }), documents } } };
};
const idOf = ({ value }: FormatItem) => (value as { externalId: string }).externalId;

test('what a search finds is read to the same words as what the stream pushes; documents without words are left out', async () => {
  const pushed = meltwater.read(Buffer.from(JSON.stringify({ documents: found.result.documents })), context);
  if (pushed.kind !== 'read') throw new Error(pushed.kind);
  const polled = await searching({ body: found }).poll();
  if (polled.kind !== 'page') throw new Error(polled.why);
  expect(pushed.items).toHaveLength(4);
  expect(polled.items).toEqual(pushed.items.slice(0, 3));
  expect(polled.items.map(({ value }) => (value as { text: string }).text)).toEqual([
    '申请房贷三个月，资料交了五次，最后一句“综合评分不足”。',
    '轉帳兩次都扣了手續費，分行說要等十四天🙃',
    'Customers could not log in until the evening.',
  ]);
  expect(polled).toMatchObject({ more: false, cursor: { until: WALK.until } });
});

test('the first time a day is asked for, oldest first, later from an hour before the end of the last round', async () => {
  const { asked, poll } = searching();
  await poll();
  await poll({ until: '2026-03-01T02:00:00.000Z' });
  await poll({ until: '2026-03-01T02:00:00.000Z' }, { settings: { ...settings, lookBackMinutes: '180' } });
  expect(asked.map(({ question }) => question.start)).toEqual([
    '2026-02-28T03:00:00',
    '2026-03-01T01:00:00',
    '2026-02-28T23:00:00',
  ]);
  expect(asked[0]).toEqual({
    path: 'POST /v3/search/4711',
    headers: { apikey: 'k3y', accept: 'application/json', 'content-type': 'application/json' },
    question: {
      ...{ tz: 'UTC', start: '2026-02-28T03:00:00', end: '2026-03-01T03:00:00' },
      ...{ sort_by: 'date', sort_order: 'asc', page: 1, page_size: 100, template: { name: 'api.json' } },
    },
  });
});

test('a key of several companies says which', async () => {
  const { asked, poll } = searching();
  await poll(undefined, { settings: { ...settings, companyId: '5f1 &' } });
  expect(asked[0]!.path).toBe('POST /v3/search/4711?company_id=5f1+%26');
});

test('the pages of a round are asked for between the same moments, as many as the count says', async () => {
  const { asked, poll } = searching(page(150, 100), page(150, 50));
  const first = await poll({ ...WALK, step: '1' });
  expect(first).toMatchObject({ more: true, cursor: { ...WALK, step: '2' } });
  const second = await poll(JSON.parse(JSON.stringify(first.kind === 'page' && first.cursor)));
  expect(second).toMatchObject({ more: false, cursor: { until: WALK.until } });
  expect(asked[1]!.question).toEqual({ ...asked[0]!.question, page: 2 });
});

test.each([
  ['a full page without a count goes on', page(null, 100), true],
  ['a page that is not full ends the round', page(null, 99), false],
  ['an empty page ends it, whatever the count says', page(500, 0), false],
])('%s', async (_name, answer, more) => {
  expect(await searching(answer).poll()).toMatchObject({ more });
});

test('beyond a thousand documents the question begins anew with the newest second seen, and never stands still', async () => {
  const { asked, poll } = searching(page(1_500, 100, '2026-03-01T02:00:07.900Z'), page(500, 100), page(5_000, 100));
  const tenth = await poll({ ...WALK, step: '10' });
  expect(tenth).toMatchObject({ more: true, cursor: { ...WALK, step: '1 2026-03-01T02:00:07' } });
  await poll(tenth.kind === 'page' && tenth.cursor);
  expect(asked[1]!.question).toMatchObject({ page: 1, start: '2026-03-01T02:00:07', end: '2026-03-01T03:00:00' });
  const crowded = await poll({ ...WALK, step: '10 2026-03-01T02:00:00' });
  expect(crowded).toMatchObject({ cursor: { step: '1 2026-03-01T02:00:01' } });
  expect(await searching(page(5_000, 100, 'yesterday')).poll({ ...WALK, step: '10' })).toMatchObject({
    kind: 'failed',
    why: 'the documents say no times by which the list could go on',
  });
});

test('a document that cannot be read is refused alone', async () => {
  const documents = [
    { ...document(1), id: undefined },
    { ...document(2), newField: [{}] },
  ];
  const polled = await searching({ body: { result: { documents } } }).poll();
  if (polled.kind !== 'page') throw new Error(polled.why);
  expect(polled.items[0]).toMatchObject({ value: null, faults: [{ path: 'id' }] });
  expect(idOf(polled.items[1]!)).toBe('mw-2');
});

test.each([
  [
    { status: 429, headers: { 'retry-after': '90' } },
    { kind: 'wait', seconds: 90 },
  ],
  [{ status: 503 }, { kind: 'wait' }],
  [{ status: 401 }, { kind: 'failed', why: 'the vendor refuses the credentials (401)' }],
  [{ status: 403 }, { kind: 'failed', why: 'Meltwater refuses the key, or the contract allows no more (403)' }],
  [{ status: 404 }, { kind: 'failed', why: 'there is no saved search 4711 that this key sees (404)' }],
  [{ status: 400 }, { kind: 'failed', why: 'the vendor answered 400' }],
  [{ body: { documents: [] } }, { kind: 'failed', why: 'the answer is no page of documents' }],
])('an answer that brings nothing: %j', async (answer, polled) => {
  expect(await searching(answer).poll()).toMatchObject(polled);
});

test.each([
  [{ credentials: {} }, 'the credential apiKey is missing'],
  [{ settings: {} }, 'the setting searchId is missing'],
  [{ settings: { searchId: '4711/../x' } }, 'the setting searchId is no id of a saved search'],
  [{ settings: { searchId: '1', lookBackMinutes: 'all' } }, 'the setting lookBackMinutes is no number of 1 to 99999'],
])('what is missing is named, and nothing is asked: %j', async (over, why) => {
  const { asked, poll } = searching();
  expect(await poll(undefined, over)).toEqual({ kind: 'failed', why });
  expect(asked).toEqual([]);
});

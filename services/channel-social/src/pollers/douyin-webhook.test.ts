import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FormatItem, VendorAnswer, VendorHttp } from '@hearback/channel';
import { douyinWebhook } from '../formats/douyin-webhook';
import { douyinCommentsPoller } from './douyin-comments';
import { douyinWebhookPoller } from './douyin-webhook';

const sample = (name: string) => readFileSync(join(__dirname, '../../samples/douyin-webhook', `${name}.json`));
const now = new Date('2026-03-01T03:00:00Z');
const seconds = (time: string) => Date.parse(time) / 1_000;
const VIDEO = JSON.parse(sample('comment-object').toString()).content.reply_to_item_id as string;
const settings: Record<string, string> = {
  ...{ openId: 'o-1', itemIds: VIDEO },
  officialAccounts: 'da253642-0590-40bc-9bdf-9a1334b94061',
};
const access = { settings, credentials: { token: 'act.t0ken' } };
const context = { contentType: undefined, settings, mapping: {} };

/** Douyin, with these answers one after another. */
function douyin(...answers: (Partial<Omit<VendorAnswer, 'body'>> & { body?: unknown })[]) {
  const asked: { path: string; query: Record<string, string>; headers: Record<string, string> | undefined }[] = [];
  const http: VendorHttp = {
    request: async ({ path, headers: sent }) => {
      const url = new URL(path, 'http://douyin');
      asked.push({ path: url.pathname, query: Object.fromEntries(url.searchParams), headers: sent });
      const { status = 200, headers = {}, body = page([]) } = answers.shift() ?? {};
      return { status, headers, body: Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)) };
    },
  };
  const poll = (cursor?: unknown, over: object = {}) =>
    douyinWebhookPoller.poll({ cursor, access: { ...access, ...over }, http, now });
  /** As a turn goes: until nothing more is waiting, with a cursor that went through JSON. */
  const round = async (cursor?: unknown, over: object = {}) => {
    const items: FormatItem[] = [];
    for (let at = cursor; ;) {
      const polled = await poll(at, over);
      if (polled.kind !== 'page') throw new Error(polled.why);
      items.push(...polled.items);
      at = JSON.parse(JSON.stringify(polled.cursor));
      if (!polled.more) return { ids: items.map(idOf), items, cursor: at };
    }
  };
  return { asked, poll, round };
}

const idOf = ({ value }: FormatItem) => (value as { externalId: string } | null)?.externalId;
const page = (list: unknown, over: object = {}) => ({ data: { error_code: 0, cursor: 0, list, ...over } });
const comment = (id: string, time: string, over: object = {}) => ({
  ...{ comment_id: id, comment_user_id: 'ba253642', content: `转账 ${id}`, create_time: seconds(time), top: false },
  ...over,
});

test('what is listed is read to the same ids, words and times as what was pushed, in both scripts', async () => {
  const { asked, poll } = douyin({ body: sample('list') });
  const polled = await poll();
  if (polled.kind !== 'page') throw new Error(polled.why);
  const [traditional, simplified] = polled.items;
  const { content, ...event } = JSON.parse(sample('comment-object').toString());
  const said = {
    comment_id: content.comment_id.replace('OO3', 'OO5'),
    comment_user_id: 'ea253642-0590-40bc-9bdf-9a1334b94062',
    content: '信用卡年費收了兩次，客服說「十四天後再打來」🙃',
    ...{ create_time: 1772331200, digg_count: 3 },
  };
  const pushed = [
    Buffer.from(JSON.stringify({ ...event, content: { ...content, ...said } })),
    sample('comment-object'),
  ];
  for (const [at, { value, original }] of [traditional!, simplified!].entries()) {
    // What is kept of it is a push, which can be read again.
    for (const payload of [pushed[at]!, original!]) {
      const reading = douyinWebhook.read(payload, context);
      expect(reading.kind === 'read' && reading.items.map((item) => item.value)).toEqual([value]);
    }
  }
  // Nothing of the pinned comment of last year, of the bank's own and of the picture.
  expect([polled.items.length, polled.replies, polled.more]).toEqual([2, [], false]);
  expect(asked).toEqual([
    {
      path: '/item/comment/list/',
      query: { open_id: 'o-1', item_id: VIDEO, cursor: '0', count: '20', sort_type: 'time' },
      headers: { 'access-token': 'act.t0ken', 'content-type': 'application/json' },
    },
  ]);
});

test('the first round goes a day back, later ones to what was known and somewhat further', async () => {
  const list = [
    comment('@pinned', '2025-03-01T00:00:00Z', { top: true }),
    comment('@3', '2026-03-01T02:30:00Z'),
    comment('@2', '2026-02-28T04:00:00Z'),
  ];
  const older = [comment('@1', '2026-02-28T01:30:00Z'), comment('@0', '2026-02-27T03:00:00Z')];
  // A cursor beyond what JavaScript counts exactly.
  const first = Buffer.from(
    JSON.stringify(page(list, { has_more: true })).replace('"cursor":0', '"cursor":9007199254741993'),
  );
  const { asked, round } = douyin({ body: first }, { body: page(older, { has_more: true, cursor: 40 }) });
  const { ids, cursor } = await round();
  expect(ids).toEqual(['@3', '@2']);
  expect(asked.map(({ query }) => query.cursor)).toEqual(['0', '9007199254741993']);
  expect(cursor).toEqual({ seen: { [VIDEO]: seconds('2026-03-01T02:30:00Z') } });

  const late = comment('@late', '2026-03-01T01:45:00Z');
  const known = comment('@old', '2026-03-01T01:15:00Z');
  const again = douyin({ body: page([list[1], late, known], { has_more: true, cursor: 20 }) });
  expect((await again.round(cursor)).ids).toEqual(['@3', '@late']);
  expect(again.asked).toHaveLength(1);
  const further = { settings: { ...settings, lookBackMinutes: '90' } };
  expect((await douyin({ body: page([list[1], late, known]) }).round(cursor, further)).ids).toContain('@old');
});

test('while nobody comments the first moment stays, so that a long silence is no gap', async () => {
  const { cursor } = await douyin({ body: page(null) }).round();
  expect(cursor).toEqual({ seen: { [VIDEO]: seconds('2026-02-28T03:00:00Z') } });
  expect((await douyin({ body: page([]) }).round(cursor)).cursor).toEqual(cursor);
});

test('a comment with a clock that is ahead hides none of those that follow', async () => {
  const ahead = comment('@ahead', '2126-01-01T00:00:00Z');
  const { cursor } = await douyin({ body: page([ahead]) }).round();
  const soon = page([ahead, comment('@soon', '2026-03-01T03:05:00Z')]);
  expect((await douyin({ body: soon }).round(cursor)).ids).toContain('@soon');
});

test('an id is one id, encoded as in addresses or not', async () => {
  const encoded = [
    comment('%409Vw%2Bma%2FhuA%3D%3D', '2026-03-01T02:00:00Z'),
    comment('@9Vw+ma/huB==', '2026-03-01T02:00:00Z'),
  ];
  const { asked, round } = douyin({ body: page(encoded) });
  const { items } = await round(undefined, { settings: { ...settings, itemIds: encodeURIComponent(VIDEO) } });
  expect(items.map(({ value }) => value)).toMatchObject([
    { externalId: '@9Vw+ma/huA==', attributes: { video: VIDEO } },
    { externalId: '@9Vw+ma/huB==', attributes: { video: VIDEO } },
  ]);
  expect(asked[0]!.query.item_id).toBe(VIDEO);
});

test('several videos are walked one after another, each from its own moment; one taken away is forgotten', async () => {
  const { asked, round } = douyin({ body: page([comment('@1', '2026-03-01T02:00:00Z')]) });
  const over = { settings: { ...settings, itemIds: ' @a，@b,@a ,' } };
  const { cursor } = await round({ seen: { '@b': seconds('2026-03-01T01:00:00Z'), '@gone': 5 }, video: '@gone' }, over);
  expect(asked.map(({ query }) => query.item_id)).toEqual(['@a', '@b']);
  expect(cursor).toEqual({
    seen: { '@a': seconds('2026-03-01T02:00:00Z'), '@b': seconds('2026-03-01T01:00:00Z') },
  });
});

test('a comment that cannot be read is refused alone, as the push would be', async () => {
  const list = [
    comment('@1', '2026-03-01T02:20:00Z', { create_time: 'soon', newField: { deep: [1] } }),
    comment('', '2026-03-01T02:10:00Z'),
    comment('@3', '2026-03-01T02:00:00Z', { content: 5 }),
    comment('@4', '2026-03-01T02:00:00Z', { comment_user_id: undefined, digg_count: -1 }),
  ];
  const { items } = await douyin({ body: page(list) }).round();
  expect(items).toMatchObject([
    { value: null, faults: [{ path: 'content.create_time' }] },
    { value: null, faults: [{ path: 'content.comment_id' }] },
    { value: null, faults: [{ path: 'content.content' }] },
    { value: { externalId: '@4' } },
  ]);
  expect(douyinWebhook.read(items[0]!.original!, context)).toMatchObject({ faults: items[0]!.faults });
});

test.each([
  [
    { status: 429, headers: { 'retry-after': '17' } },
    { kind: 'wait', seconds: 17 },
  ],
  [{ status: 401 }, { kind: 'failed', why: 'the vendor refuses the credentials (401)' }],
  [{ body: page(null, { error_code: 2100004 }) }, { kind: 'wait', why: 'Douyin is busy (2100004)' }],
  [{ body: page(null, { error_code: 2190008 }) }, { kind: 'failed', why: 'Douyin refuses the question (2190008)' }],
  [{ body: [] }, { kind: 'failed', why: 'the answer is no page of comments' }],
  [{ body: page({ '0': 'a' }) }, { kind: 'failed', why: 'the answer is no page of comments' }],
])('an answer that brings nothing: %j', async (answer, polled) => {
  expect(await douyin(answer).poll()).toMatchObject(polled);
});

test.each([
  [{ credentials: {} }, 'the credential token is missing'],
  [{ settings: { itemIds: '@a' } }, 'the setting openId is missing'],
  [{ settings: { openId: 'o-1', itemIds: ' ,，' } }, 'the setting itemIds is missing'],
])('what is missing is named, and nothing is asked: %j', async (over, why) => {
  const { asked, poll } = douyin();
  expect(await poll(undefined, over)).toEqual({ kind: 'failed', why });
  expect(asked).toEqual([]);
});

test.each([douyinCommentsPoller, douyinWebhookPoller])(
  'a look back that is no number is said ($name)',
  async (poller) => {
    const http: VendorHttp = { request: () => Promise.reject(new Error('was asked')) };
    for (const lookBackMinutes of ['1h', '-5', '0', '1.5']) {
      const given = { ...access, settings: { ...settings, lookBackMinutes } };
      const why = 'the setting lookBackMinutes is no number of 1 to 99999';
      expect(await poller.poll({ cursor: undefined, access: given, http, now })).toEqual({ kind: 'failed', why });
    }
  },
);

test('a cursor that nobody understands begins anew', async () => {
  const { cursor } = await douyin().round({ seen: { [VIDEO]: 'long ago' } });
  expect(cursor).toEqual({ seen: { [VIDEO]: seconds('2026-02-28T03:00:00Z') } });
});

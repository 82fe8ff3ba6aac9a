import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FormatItem, VendorAnswer, VendorHttp } from '@hearback/channel';
import { metaComments } from '../formats/meta-comments';
import { metaCommentsPoller } from './meta-comments';

const sample = (name: string) => readFileSync(join(__dirname, '../../samples/meta-comments', name));
const now = new Date('2026-03-01T03:00:00Z');
const PAGE = '104567890123456';
const POST = `${PAGE}_111`;
const settings: Record<string, string> = { pageId: PAGE };
const access = { settings, credentials: { token: 't0ken' } };
const context = { contentType: undefined, settings: {}, mapping: {} };

/** The Graph API, with these answers one after another. */
function graph(...answers: (Partial<Omit<VendorAnswer, 'body'>> & { body?: unknown })[]) {
  const asked: { url: URL; headers: Record<string, string> | undefined }[] = [];
  const http: VendorHttp = {
    request: async ({ path, headers: sent }) => {
      asked.push({ url: new URL(path, 'http://graph'), headers: sent });
      const { status = 200, headers = {}, body = { data: [] } } = answers.shift() ?? {};
      return { status, headers, body: Buffer.from(JSON.stringify(body)) };
    },
  };
  const poll = (cursor?: unknown, over: object = {}) =>
    metaCommentsPoller.poll({ cursor, access: { ...access, ...over }, http, now });
  /** As a turn goes: until nothing more is waiting, with a cursor that went through JSON. */
  const round = async (cursor?: unknown, over: object = {}) => {
    const items: FormatItem[] = [];
    const replies: unknown[] = [];
    for (let at = cursor; ;) {
      const polled = await poll(at, over);
      if (polled.kind !== 'page') throw new Error(polled.why);
      items.push(...polled.items);
      replies.push(...(polled.replies ?? []));
      at = JSON.parse(JSON.stringify(polled.cursor));
      if (!polled.more) return { ids: items.map(idOf), items, replies, cursor: at };
    }
  };
  return { asked, poll, round };
}

const idOf = ({ value }: FormatItem) => (value as { externalId: string }).externalId;
const customer = { id: '6012345678901234', name: 'Chan Tai Man' };
const comment = (id: string, at: string, over: object = {}) => ({
  ...{ id, message: `轉帳 ${id}`, created_time: at, from: customer },
  ...over,
});
const goesOn = (after: string) => ({
  cursors: { before: 'b', after },
  next: `https://graph.facebook.com/?after=${after}`,
});

test('what a page lists is read to the same words as what is pushed of it, answers of the page too', async () => {
  const pushed = metaComments.read(sample('page.json'), context);
  if (pushed.kind !== 'read') throw new Error(pushed.kind);
  const complaint = '信用卡被收了兩次年費😡 分行說等十四天';
  const answer = {
    message: '您好，請私訊我們您的聯絡方式。',
    from: { id: PAGE, name: 'Example Bank' },
    parent: { id: '111_901' },
  };
  const comments = [
    comment('111_902', '2026-03-01T02:00:50+0000', answer),
    comment('111_901', '2026-03-01T02:00:00+0000', { message: complaint }),
    comment('111_900', '2026-03-01T01:59:00+0000', { message: '' }),
  ];
  const own = comment(POST, '2026-02-20T02:00:00+0000', { from: { id: PAGE } });
  const { round, asked } = graph({ body: { data: [{ ...own, comments: { data: comments } }] } });
  const { items, replies, cursor } = await round();
  expect(items.map(({ value }) => value)).toEqual(pushed.items.map(({ value }) => value));
  expect(replies).toEqual(pushed.replies);
  expect([items.length, replies.length, cursor]).toEqual([1, 1, { until: now.toISOString() }]);
  expect([asked[0]!.url.pathname, asked[0]!.headers]).toEqual([
    `/v26.0/${PAGE}/feed`,
    { authorization: 'Bearer t0ken' },
  ]);
  expect(asked[0]!.url.search).not.toContain('t0ken');
});

test('what Instagram lists is read to the same words as what is pushed of it', async () => {
  const pushed = metaComments.read(sample('instagram.json'), context);
  if (pushed.kind !== 'read') throw new Error(pushed.kind);
  const { entry } = JSON.parse(sample('instagram.json').toString());
  const [said, answered] = entry[0].changes.map((change: { value: object }) => ({
    ...change.value,
    timestamp: '2026-03-01T02:01:00+0000',
  }));
  const comments = { data: [{ ...said, replies: { data: [answered] } }] };
  const media = {
    id: '17920000000000001',
    media_product_type: 'FEED',
    timestamp: '2026-02-28T02:00:00+0000',
    comments,
  };
  const { round, asked } = graph({ body: { data: [media] } });
  const { items, replies } = await round(undefined, { settings: { instagramId: '17841405822304914' } });
  expect(items.map(({ value }) => value)).toEqual(pushed.items.map(({ value }) => value));
  expect(replies).toEqual(pushed.replies);
  expect(asked[0]!.url.pathname).toBe('/v26.0/17841405822304914/media');
});

test('comments are read on below their post until they are older than the round, and posts until they are too old', async () => {
  const old = { ...comment('o_2', '2026-01-01T00:00:00+0000'), from: { id: PAGE } };
  const post = { ...comment(POST, '2026-02-27T00:00:00+0000'), from: { id: PAGE } };
  const { round, asked } = graph(
    {
      body: {
        data: [{ ...post, comments: { data: [comment('111_9', '2026-03-01T02:30:00+0000')], paging: goesOn('c1') } }],
        paging: goesOn('p1'),
      },
    },
    {
      body: {
        data: [comment('111_8', '2026-03-01T02:10:00+0000'), comment('111_7', '2026-03-01T00:10:00+0000')],
        paging: goesOn('c2'),
      },
    },
    {
      body: {
        data: [{ ...old, comments: { data: [comment('o_3', '2026-03-01T02:20:00+0000')] } }],
        paging: goesOn('p2'),
      },
    },
  );
  const { ids, cursor } = await round({ until: '2026-03-01T02:45:00.000Z' });
  expect(ids).toEqual(['111_9', '111_8', 'o_3']);
  expect(cursor).toEqual({ until: now.toISOString() });
  expect(asked.map(({ url }) => [url.pathname, url.searchParams.get('after')])).toEqual([
    [`/v26.0/${PAGE}/feed`, null],
    [`/v26.0/${POST}/comments`, 'c1'],
    [`/v26.0/${PAGE}/feed`, 'p1'],
  ]);
  expect(asked[1]!.url.searchParams.get('filter')).toBe('stream');
});

test('a page and an Instagram account of one source are read one after the other', async () => {
  const { round, asked } = graph({}, {});
  await round(undefined, { settings: { pageId: PAGE, instagramId: '17' } });
  expect(asked.map(({ url }) => url.pathname)).toEqual([`/v26.0/${PAGE}/feed`, '/v26.0/17/media']);
});

test("Meta's limits are honoured, and a post that is gone does not hold up the round", async () => {
  const refused = (code: number) => ({ status: 400, body: { error: { message: 'no', type: 'OAuthException', code } } });
  const usage = JSON.stringify({ [PAGE]: [{ type: 'pages', call_count: 100, estimated_time_to_regain_access: 7 }] });
  const { poll } = graph(
    { ...refused(80_001), headers: { 'x-business-use-case-usage': usage } },
    refused(4),
    refused(2),
    refused(190),
    refused(100),
  );
  expect(await poll()).toMatchObject({ kind: 'wait', seconds: 420 });
  expect(await poll()).toMatchObject({ kind: 'wait', seconds: 600 });
  expect(await poll()).toMatchObject({ kind: 'wait', seconds: 60 });
  expect(await poll()).toMatchObject({ kind: 'failed', why: 'Meta refuses the question (190)' });
  expect(await poll()).toMatchObject({ kind: 'failed' });
  const walk = { since: '2026-03-01T00:00:00.000Z', until: now.toISOString(), account: 0, listed: true };
  const gone = graph(refused(100), refused(100));
  expect(await gone.poll({ ...walk, open: [{ id: POST, after: 'c1' }] })).toMatchObject({
    kind: 'page',
    cursor: { until: now.toISOString() },
  });
  const lost = await gone.poll({ ...walk, listed: false, after: 'p9', open: [] });
  expect(lost).toMatchObject({ kind: 'page', more: false, cursor: { since: walk.since, after: undefined } });
});

test('what is missing is named, and nothing is asked', async () => {
  const { poll, asked } = graph();
  expect(await poll(undefined, { credentials: {} })).toMatchObject({ why: 'the credential token is missing' });
  expect(await poll(undefined, { settings: { pageId: 'me/accounts' } })).toMatchObject({ kind: 'failed' });
  expect(await poll(undefined, { settings: { ...settings, lookBackDays: 'two weeks' } })).toEqual({
    kind: 'failed',
    why: 'the setting lookBackDays is no number of 1 to 99999',
  });
  expect(asked).toEqual([]);
  expect(await graph({ body: { data: [{ id: 1 }] } }).poll()).toMatchObject({ why: 'the answer is no list' });
});

import { seal } from '@hearback/access';
import { deterministicId, feedbackReceived, feedbackRefused, type Source } from '@hearback/contracts';
import type { RunningService } from '@hearback/service';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import { start } from '../src/main';
import { douyinComments } from './douyin-list';
import { meltwaterSearch, youscanMentions, type MeltwaterQuestion } from './mention-lists';
import { postLists, type PostLists } from './post-lists';
import { recentSearch } from './recent-search';
import { signatureOf } from './signature-of';

jest.setTimeout(120_000);

const CHANGED_AT = new Date(Date.now() - 3_600_000).toISOString();
const MISSING = [3, 14, 25, 36];
const numbers = Array.from({ length: 40 }, (_, n) => n);
/** More than YouScan and Meltwater are asked for at once. */
const manyNumbers = Array.from({ length: 120 }, (_, n) => n);
const BEGAN_MS = Date.now() - 1_800_000;
const saidAt = (n: number) => new Date(BEGAN_MS + n * 1_000);

let service: ChannelUnderTest;
let running: RunningService;
let environment: NodeJS.ProcessEnv;
let token: string;
let lists: PostLists;

beforeAll(async () => {
  lists = await postLists();
  service = await channelUnderTest(async (env) => {
    environment = env;
    return (running = await start(env));
  });
  token = await service.registerKey({ scopes: ['read'] });
  await service.completeSnapshots();
  await ready();
});
afterAll(async () => {
  await running?.stop().catch(() => undefined);
  await service?.stop().catch(() => undefined);
  await lists?.stop();
});

const ready = () =>
  eventually(async () => expect((await fetch(`${running.url}/health/ready`)).status).toBe(200), 30_000);

type Given = Pick<Source, 'sourceId' | 'format' | 'settings'>;

/** Dated before the posts, because what was said before a change is no gap. */
function register(given: Given, later = 0) {
  return service.registerSource({
    ...given,
    channel: 'social',
    changedAt: new Date(Date.parse(CHANGED_AT) + later).toISOString(),
    credentialsEncrypted: seal(service.keys.secrets, JSON.stringify({ token: 'good', apiKey: 'good' })),
  });
}

/** Signed in the header, or by the address of a vendor that signs nothing. */
async function push(sourceId: string, header: string | undefined, bytes: string) {
  const secret = service.secretOf(sourceId);
  const headers = {
    'content-type': 'application/json',
    ...(header && { [header]: signatureOf(header, secret, bytes) }),
  };
  const path = header ? sourceId : `${sourceId}/${encodeURIComponent(secret)}`;
  const answer = await fetch(`${running.url}/v1/hooks/${path}`, { method: 'POST', body: bytes, headers });
  expect([200, 202]).toContain(answer.status);
}

async function receivedOf(sourceId: string) {
  return (await service.read(feedbackReceived)).map(({ data }) => data).filter((data) => data.sourceId === sourceId);
}

async function gapsOf(sourceId: string) {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await (await fetch(`${running.url}/v1/health/sources`, { headers })).json();
  return (answer as { items: { sourceId: string; gaps: number | null }[] }).items.find(
    (item) => item.sourceId === sourceId,
  )?.gaps;
}

/** What the same post came to, however it came. */
async function tellingsOf(sourceId: string) {
  const all = await receivedOf(sourceId);
  return [...new Set(all.map(({ feedbackId, text, occurredAt }) => JSON.stringify([feedbackId, text, occurredAt])))];
}

interface Vendor extends Given {
  header?: string;
  ids: string[];
  pushOf(n: number): object | string;
}

/** Posts of which four were never pushed; then one of the four is pushed late, and the service started again. */
async function isReconciled({ header, ids, pushOf, ...source }: Vendor) {
  const { sourceId } = source;
  const pushed = async (n: number) => {
    const body = pushOf(n);
    await push(sourceId, header, typeof body === 'string' ? body : JSON.stringify(body));
  };
  const settings = { ...source.settings, pollSeconds: '1' };
  await register({ ...source, settings });
  await eventually(async () => {
    expect((await fetch(`${running.url}/v1/hooks/${sourceId}`, { method: 'POST' })).status).not.toBe(404);
  });
  expect(lists.askedFor(sourceId)).toEqual([]);
  await register({ ...source, settings: { ...settings, reconcile: 'true' } }, 1);
  await eventually(() => expect(lists.askedFor(sourceId)).not.toEqual([]), 30_000);
  for (const n of ids.keys()) if (!MISSING.includes(n)) await pushed(n);
  // As vendors do when an answer was lost on its way.
  await pushed(0);

  const asked = lists.askedFor(sourceId).length;
  lists.show(sourceId);
  const feedbackIds = ids.map((id) => deterministicId(sourceId, id)).sort();
  const known = async () => [...new Set((await receivedOf(sourceId)).map(({ feedbackId }) => feedbackId))].sort();
  await eventually(async () => expect(await known()).toEqual(feedbackIds), 30_000);
  await eventually(async () => expect(await gapsOf(sourceId)).toBe(MISSING.length), 20_000);

  await pushed(MISSING[0]!);
  await eventually(async () => expect(await gapsOf(sourceId)).toBe(MISSING.length - 1), 20_000);
  expect(await known()).toEqual(feedbackIds);
  // The push and the list tell of a post in the same words, with the same time.
  expect(await tellingsOf(sourceId)).toHaveLength(ids.length);
  const refused = (await service.read(feedbackRefused)).filter(({ data }) => data.sourceId === sourceId);
  expect(refused).toEqual([]);
  return lists.askedFor(sourceId).slice(asked);
}

async function startedAgain() {
  await running.stop();
  running = await start(environment);
  await ready();
}

describe('X', () => {
  // Ids of X hold their time.
  const ids = numbers.map((n) => String(((BigInt(saidAt(n).getTime()) - 1_288_834_974_657n) << 22n) + BigInt(n)));
  const posts = ids.map((id, n) => ({
    ...{ id, edit_history_tweet_ids: [id], author_id: '1390012345678901234', created_at: saidAt(n).toISOString() },
    ...{ lang: 'zh', text: `@ExampleBank 转账三天没到账 &amp; 单号 ${n} 😡` },
  }));
  const users = [{ id: '1390012345678901234', name: '小雨', username: 'xiaoyu_example' }];

  test('posts whose push was lost are found by search, once, and counted as gaps; the cursor survives a restart', async () => {
    const settings = { baseUrl: lists.of('x', recentSearch(posts, users)), query: '@ExampleBank -is:retweet' };
    const pushOf = (n: number) => ({ data: posts[n], includes: { users } });
    const source = { sourceId: 'x', format: 'x-filtered-stream', settings };
    const asked = await isReconciled({ ...source, header: 'x-twitter-webhooks-signature', ids, pushOf });
    const began = asked.slice(0, 3).map(({ searchParams: q }) => [q.has('start_time'), q.get('next_token')]);
    expect(began).toEqual([
      [true, null],
      [true, '15'],
      [true, '30'],
    ]);

    const before = lists.askedFor('x').length;
    await startedAgain();
    await eventually(() => expect(lists.askedFor('x').length).toBeGreaterThan(before + 1), 40_000);
    const later = lists.askedFor('x').slice(before);
    for (const { searchParams } of later)
      expect([searchParams.has('start_time'), searchParams.has('since_id')]).toEqual([false, true]);
  });
});

describe('Meta', () => {
  const PAGE = '104567890123456';
  const POST = `${PAGE}_111`;
  const from = { id: '6012345678901234', name: 'Chan Tai Man' };
  const ids = numbers.map((n) => `111_${900 + n}`);
  const textOf = (n: number) => `信用卡被收了兩次年費，單號 ${n} 😡`;
  const comments = ids.map((id, n) => {
    const created_time = saidAt(n)
      .toISOString()
      .replace(/\.\d+Z$/, '+0000');
    return { id, message: textOf(n), created_time, from };
  });

  // As the Graph API does: newest first, each list going on from its cursor.
  const listed = (after: number) => {
    const data = comments.toReversed().slice(after, after + 15);
    const next = after + 15 < comments.length ? { next: 'https://graph.facebook.com/' } : {};
    return { data, paging: { cursors: { before: String(after), after: String(after + 15) }, ...next } };
  };
  const graph = (url: URL, shown: boolean) => {
    if (url.pathname === `/v26.0/${POST}/comments`) return listed(Number(url.searchParams.get('after')));
    if (url.pathname !== `/v26.0/${PAGE}/feed`) return null;
    const post = { id: POST, message: '春季優惠', created_time: '2026-01-01T00:00:00+0000', from: { id: PAGE } };
    return { data: [{ ...post, ...(shown && { comments: listed(0) }) }] };
  };

  test('comments whose push was lost are found by the Graph API, once, and counted as gaps', async () => {
    const settings = { baseUrl: lists.of('meta', graph), pageId: PAGE };
    const pushOf = (n: number) => {
      const created_time = Math.floor(saidAt(n).getTime() / 1_000);
      const value = {
        ...{ item: 'comment', verb: 'add', post_id: POST, comment_id: ids[n], parent_id: POST },
        ...{ from, message: textOf(n), created_time },
      };
      const entry = [{ id: PAGE, time: created_time + 5, changes: [{ field: 'feed', value }] }];
      return { object: 'page', entry };
    };
    const source = { sourceId: 'meta', format: 'meta-comments', settings };
    const asked = await isReconciled({ ...source, header: 'x-hub-signature-256', ids, pushOf });
    expect(asked.slice(0, 3).map(({ pathname, searchParams: q }) => [pathname, q.get('after')])).toEqual([
      [`/v26.0/${PAGE}/feed`, null],
      [`/v26.0/${POST}/comments`, '15'],
      [`/v26.0/${POST}/comments`, '30'],
    ]);
  });
});

describe('Douyin', () => {
  const VIDEO = '@8hxdhauTCMppanGnM4ltGM780mDqPP+KPpR0qQOmLVAXb/T060zdRmYqig357zEBq6CZRp4JHe6qLIJW/V/x1w==';
  const ids = numbers.map((n) => `@9VwWqOO${100 + n}BUN9mJyD3bNxvGc791GzgOPqBPZZyoA+lKVcaZ/FP860zdRmYqig==`);
  const comments = ids.map((comment_id, n) => ({
    ...{ comment_id, comment_user_id: 'ba253642-0590-40bc-9bdf-9a1334b94059' },
    ...{ content: n % 2 ? `卡被盗刷，单号 ${n} 😡` : `卡被盜刷，單號 ${n} 😡` },
    ...{ create_time: Math.floor(saidAt(n).getTime() / 1_000), digg_count: n, reply_comment_total: 0, top: false },
  }));
  const old = { ...comments[0]!, comment_id: '@pinned==', create_time: 1_740_000_000, top: true };

  test('comments whose push was lost are found under their video, once, and counted as gaps', async () => {
    const baseUrl = lists.of('douyin', douyinComments(VIDEO, [old, ...comments.toReversed()]));
    const settings = { baseUrl, openId: 'o-1', itemIds: VIDEO };
    const pushOf = (n: number) => {
      const { top: _, ...said } = comments[n]!;
      const content = { ...said, reply_to_comment_id: '', reply_to_item_id: VIDEO, at_user_id: '' };
      // As Douyin does, an object or JSON in a string.
      return { event: 'item_comment_reply', content: n % 3 ? JSON.stringify(content) : content };
    };
    const source = { sourceId: 'douyin', format: 'douyin-webhook', settings };
    const asked = await isReconciled({ ...source, header: 'x-douyin-signature', ids, pushOf });
    expect(asked.slice(0, 3).map(({ searchParams: q }) => q.get('cursor'))).toEqual(['0', '20', '40']);

    const before = lists.askedFor('douyin').length;
    await startedAgain();
    await eventually(() => expect(lists.askedFor('douyin').length).toBeGreaterThan(before + 3), 40_000);
    expect(await tellingsOf('douyin')).toHaveLength(ids.length);
  });
});

describe('YouScan', () => {
  const TOPIC = 123456;
  // Ids beyond what JavaScript counts exactly: strings on the list, numbers in a push.
  const ids = manyNumbers.map((n) => String(5_271_300_000_000_009_001n + BigInt(n)));
  const author = { name: '小雨', url: 'https://forum.example/u/88' };
  const textOf = (n: number) => `信用卡<b>年費</b>又漲了 &amp; 單號 ${n} 😡`;
  const listed = ids.map((id, n) => ({
    ...{ id, seq: 5_000 + n, published: saidAt(n).toISOString().replace('Z', '+00:00') },
    ...{ addedAt: saidAt(n).toISOString(), source: 'forum.example', sourceType: 'forum', postType: 'post' },
    ...{ title: null, text: textOf(n), fullText: textOf(n), url: null, author, engagement: null, language: 'zho' },
  }));

  test('mentions whose push was lost are found above the last number, and late ones after a restart', async () => {
    const settings = { baseUrl: lists.of('youscan', youscanMentions(TOPIC, listed)), topicIds: String(TOPIC) };
    const pushOf = (n: number) => {
      const said = { published: saidAt(n).toISOString(), sourceName: 'forum.example', text: textOf(n), author };
      const push = { topicId: TOPIC, topicName: 'Example Bank', ...said, postType: 'post', resourceType: 'forum' };
      return `{"mentionId":${ids[n]},${JSON.stringify({ ...push, language: 'zho' }).slice(1)}`;
    };
    const asked = await isReconciled({ sourceId: 'youscan', format: 'youscan', settings, ids, pushOf });
    const numbersOf = (urls: URL[]) => urls.map(({ searchParams }) => searchParams.get('sinceSeq'));
    expect(numbersOf(asked.slice(0, 2))).toEqual([null, '5099']);

    const before = lists.askedFor('youscan').length;
    await startedAgain();
    const late = { id: '5271300000000019999', seq: 7_000, published: '2026-03-01T02:00:00+00:00', text: '房贷被拒' };
    late.published = new Date(BEGAN_MS - 10 * 86_400_000).toISOString();
    listed.push({ ...listed[0]!, ...late });
    const feedbackId = deterministicId('youscan', late.id);
    await eventually(async () => {
      expect((await receivedOf('youscan')).map((data) => data.feedbackId)).toContain(feedbackId);
    }, 40_000);
    expect(numbersOf(lists.askedFor('youscan').slice(before))).not.toContain(null);
  });
});

describe('Meltwater', () => {
  const ids = manyNumbers.map((n) => `mw-${n}`);
  const documents = ids.map((id, n) => ({
    ...{ id, url: `https://forum.example/t/${n}`, published_date: saidAt(n).toISOString(), enrichments: null },
    ...{ content: { title: null, opening_text: `提前还款要等三个月，编号 ${n} 😡` }, author: null },
    matched: { hit_sentence: `编号 ${n}`, inputs: [{ id: 4711, name: 'Example Bank', type: 'search' }] },
  }));
  test('documents that the stream left out are found by its saved search, once, and counted as gaps', async () => {
    const questions: MeltwaterQuestion[] = [];
    const settings = { baseUrl: lists.of('meltwater', meltwaterSearch(4711, documents, questions)), searchId: '4711' };
    const pushOf = (n: number) => ({ request: { hook_id: 'h-1' }, documents: [documents[n]] });
    await isReconciled({ sourceId: 'meltwater', format: 'meltwater', settings, ids, pushOf });
    expect(questions.slice(0, 2).map(({ page }) => page)).toEqual([1, 2]);
    expect(questions[1]!.start).toBe(questions[0]!.start);
  });
});

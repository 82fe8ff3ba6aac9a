import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FORMATS } from '../src/formats';
import { POLLERS } from '../src/pollers';
import { douyinCommentsPoller } from '../src/pollers/douyin-comments';
import { mastodonPoller } from '../src/pollers/mastodon';
import { rssAtomPoller } from '../src/pollers/rss-atom';
import { weiboPoller } from '../src/pollers/weibo';
import { NOW, pollAll, standIn, type Answered, type Asked, type StandIn } from './vendor-stand-in';

let vendor: StandIn;
beforeEach(async () => {
  vendor = await standIn();
});
afterEach(() => vendor.stop());

const sample = (name: string) => readFileSync(join(__dirname, '../samples', name), 'utf8');
const credentials = { token: 't0ken', apiKey: 'k3y' };
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

test('every poller speaks for a format of this channel', () => {
  const names = FORMATS.map(({ name }) => name);
  for (const { name } of POLLERS) expect(names).toContain(name);
});

describe('Mastodon', () => {
  const post = JSON.parse(sample('mastodon-status/post.json'));
  const access = { settings: { hashtags: '#银行, 銀行', mentions: 'no' }, credentials };
  let posts: number[];
  // As a server does: `min_id` gives what came directly after, newest first within the page.
  const timeline = ({ url }: Asked): Answered => {
    const after = url.searchParams.get('min_id');
    const newer = posts.filter((id) => after === null || id > Number(after));
    const page = (after === null ? newer.slice(-40) : newer.slice(0, 40)).reverse();
    const link = page.length > 0 ? { link: `<http://vendor/x?min_id=${page[0]}>; rel="prev"` } : {};
    return { headers: link as Record<string, string>, body: page.map((id) => ({ ...post, id: String(id) })) };
  };
  const onFirstTag = (asked: Asked) =>
    asked.url.pathname.includes(encodeURIComponent('银行')) ? timeline(asked) : { body: [] };

  test('walks on from the last id, however much came in between', async () => {
    posts = range(1, 60);
    vendor.answer = onFirstTag;
    const first = await pollAll(mastodonPoller, vendor, { access });
    expect(first.ids).toHaveLength(40);
    posts.push(...range(61, 190));
    const second = await pollAll(mastodonPoller, vendor, { access, cursor: first.cursor });
    expect(second.ids.map(Number).sort((a, b) => a - b)).toEqual(range(61, 190));
    const third = await pollAll(mastodonPoller, vendor, { access, cursor: second.cursor });
    expect([third.ids, third.cursor]).toEqual([[], second.cursor]);
    expect(vendor.asked[0]!.headers.authorization).toBe('Bearer t0ken');
  });

  test('a list that was empty the first time is walked from its beginning', async () => {
    posts = [];
    vendor.answer = onFirstTag;
    const first = await pollAll(mastodonPoller, vendor, { access });
    posts = range(1, 100);
    expect((await pollAll(mastodonPoller, vendor, { access, cursor: first.cursor })).ids).toHaveLength(100);
  });

  test('mentions are read from notifications, the bank’s own answers become replies', async () => {
    const [notification] = JSON.parse(sample('mastodon-status/notifications.json'));
    const official = JSON.parse(sample('mastodon-status/official.json'));
    vendor.answer = ({ url }) => ({
      body: url.searchParams.get('min_id') ? [] : [notification, { ...notification, id: '34975862', status: official }],
    });
    const settings = { officialAccounts: 'examplebank' };
    const polled = await pollAll(mastodonPoller, vendor, { access: { settings, credentials } });
    expect([polled.ids, polled.cursor]).toEqual([['116154321987654321'], { seen: { mentions: '34975862' } }]);
    expect(polled.replies).toMatchObject([{ externalId: '116154321987654321', replyId: '116154700000000009' }]);
    expect(vendor.asked[0]!.url.search).toContain('types[]=mention');
  });

  test('stops asking when the limit is used up', async () => {
    posts = range(1, 10);
    vendor.answer = (asked) => ({ ...timeline(asked), headers: { 'x-ratelimit-remaining': '0' } });
    const polled = await pollAll(mastodonPoller, vendor, { access });
    expect([polled.ids.length, vendor.asked.length]).toEqual([10, 1]);
  });
});

describe('Weibo', () => {
  const comment = JSON.parse(sample('weibo/comments.json')).comments[2];
  const access = { settings: { lists: 'comments/to_me' }, credentials };
  const BASE = 5_271_300_000_000_000_000n;
  let there: number[];
  const idOf = (n: number) => (BASE + BigInt(n)).toString();
  // Newest first, at most 50 above since_id and up to max_id; ids as numbers of 64 bits.
  const list = ({ url }: Asked): Answered => {
    const since = BigInt(url.searchParams.get('since_id') ?? 0);
    const max = BigInt(url.searchParams.get('max_id') ?? BASE * 2n);
    const ids = there
      .map((n) => BASE + BigInt(n))
      .filter((id) => id > since && id <= max)
      .reverse()
      .slice(0, 50);
    const { id: _id, idstr: _idstr, ...rest } = comment;
    return {
      body: `{"comments":[${ids.map((id) => JSON.stringify({ ...rest, id: 0 }).replace('"id":0', `"id":${id}`)).join(',')}]}`,
    };
  };

  test('walks down to the last id seen, though comments come and go meanwhile', async () => {
    there = range(1, 60);
    vendor.answer = list;
    const first = await pollAll(weiboPoller, vendor, { access });
    expect([first.ids.length, first.cursor]).toEqual([50, { seen: { 'comments/to_me': idOf(60) } }]);
    there = range(1, 220);
    vendor.answer = (asked) => {
      const answered = list(asked);
      // One at the top disappears and another comes with every page.
      there = [...there.slice(0, -1), Math.max(...there) + 1];
      return answered;
    };
    const second = await pollAll(weiboPoller, vendor, { access, cursor: first.cursor });
    expect([...new Set(second.ids)].sort().slice(0, 159)).toEqual(range(61, 219).map(idOf));
    const third = await pollAll(weiboPoller, vendor, { access, cursor: second.cursor });
    const seen = [...second.ids, ...third.ids];
    expect(range(61, Math.max(...there) - 1).filter((n) => there.includes(n) && !seen.includes(idOf(n)))).toEqual([]);
    expect(vendor.asked[0]!.headers.authorization).toBe('OAuth2 t0ken');
  });

  test.each([
    ['its own comments are asked for once it is known who the bank is', '2200000000', true],
    ['and never before, or they would be taken for a customer’s', '', false],
  ])('%s', async (_name, officialAccounts, asked) => {
    vendor.answer = () => ({ body: '{"comments":[],"statuses":[]}' });
    await pollAll(weiboPoller, vendor, { access: { ...access, settings: { officialAccounts } } });
    expect(vendor.asked.some(({ url }) => url.pathname.includes('comments/by_me'))).toBe(asked);
    expect(vendor.asked.some(({ url }) => url.pathname.includes('comments/to_me'))).toBe(true);
  });

  test.each([
    [10023, 403, { kind: 'wait', seconds: 3_600 }],
    [10010, 503, { kind: 'wait', seconds: 60 }],
    [21327, 403, { kind: 'failed' }],
  ])('error %d', async (code, status, expected) => {
    vendor.answer = () => ({ status, body: { error: 'x', error_code: code, request: '/2' } });
    expect((await pollAll(weiboPoller, vendor, { access })).ended).toMatchObject(expected);
  });
});

describe('Douyin', () => {
  const [comment] = JSON.parse(sample('douyin-comments/page.json')).data.list;
  const access = { settings: { openId: 'o-1', itemIds: '@a/b==,@c' }, credentials };
  let there: number[];
  const list = ({ url }: Asked): Answered => {
    const from = Number(url.searchParams.get('cursor'));
    const all = url.searchParams.get('item_id') === '@a/b==' ? [...there].reverse() : [];
    const page = all
      .slice(from, from + 20)
      .map((n) => ({ ...comment, comment_id: `@${n}`, create_time: 1772300000 + n * 60 }));
    return {
      body: { data: { error_code: 0, list: page, cursor: from + page.length, has_more: from + 20 < all.length } },
    };
  };

  test('walks every video down to what was known and a little further', async () => {
    there = range(1, 70);
    vendor.answer = list;
    const first = await pollAll(douyinCommentsPoller, vendor, { access });
    expect(first.ids).toHaveLength(70);
    there = range(1, 300);
    const second = await pollAll(douyinCommentsPoller, vendor, { access, cursor: first.cursor });
    expect(range(71, 300).filter((n) => !second.ids.includes(`@${n}`))).toEqual([]);
    expect(second.ids.length).toBeLessThanOrEqual(320);
    expect(vendor.asked[0]!.headers['access-token']).toBe('t0ken');
    expect(vendor.asked[0]!.url.search).toContain('item_id=%40a%2Fb%3D%3D');
  });

  test.each([
    [2100004, { kind: 'wait' }],
    [2190008, { kind: 'failed', why: 'Douyin refuses the question (2190008)' }],
  ])('error %d in an answer of 200', async (code, expected) => {
    vendor.answer = () => ({ body: { data: { error_code: code, description: 'access_token过期' } } });
    expect((await pollAll(douyinCommentsPoller, vendor, { access })).ended).toMatchObject(expected);
  });
});

describe('RSS and Atom', () => {
  const access = { settings: { path: '/bank.rss' }, credentials: {} };
  const feed = (...items: string[]) =>
    `<rss><channel>${items.map((item) => `<item>${item}</item>`).join('')}</channel></rss>`;

  test('brings what is new or edited, and nothing when nothing has changed', async () => {
    let [body, etag] = [feed('<guid>1</guid><title>a</title>'), '"v1"'];
    vendor.answer = ({ headers }) =>
      headers['if-none-match'] === etag ? { status: 304 } : { body, headers: { etag, 'content-type': 'text/xml' } };
    const first = await pollAll(rssAtomPoller, vendor, { access });
    const same = await pollAll(rssAtomPoller, vendor, { access, cursor: first.cursor });
    expect([first.ids, same.ids, same.cursor]).toEqual([['1'], [], first.cursor]);
    [body, etag] = [feed('<guid>2</guid><title>b</title>', '<guid>1</guid><title>a</title>'), '"v2"'];
    const second = await pollAll(rssAtomPoller, vendor, { access, cursor: same.cursor });
    [body, etag] = [feed('<guid>2</guid><title>b</title>', '<guid>1</guid><title>edited</title>'), '"v3"'];
    const third = await pollAll(rssAtomPoller, vendor, { access, cursor: second.cursor });
    expect([second.ids, third.ids]).toEqual([['2'], ['1']]);
  });

  test('a page that is no feed leaves the cursor where it was', async () => {
    vendor.answer = () => ({ body: '<html>Under repair</html>' });
    const polled = await pollAll(rssAtomPoller, vendor, { access, cursor: { known: ['x'] } });
    expect([polled.ended.kind, polled.cursor]).toEqual(['failed', { known: ['x'] }]);
  });
});

const settings = {
  ...{ hashtags: 'a', openId: 'o', itemIds: '@a', path: '/feed', query: 'a', pageId: '1' },
  ...{ searchId: '1', topicIds: '1' },
};

test.each(POLLERS.map((poller) => [poller.name, poller] as const))(
  '%s waits and fails as the vendor says',
  async (_name, poller) => {
    const ask = async (answered: Answered) => {
      vendor.answer = () => answered;
      return poller.poll({ cursor: undefined, access: { settings, credentials }, http: vendor.http, now: NOW });
    };
    const reset = new Date(NOW.getTime() + 120_000);
    expect([
      await ask({ status: 429, headers: { 'retry-after': '7' } }),
      await ask({ status: 429, headers: { 'x-ratelimit-reset': reset.toISOString() } }),
      await ask({ status: 429, headers: { 'x-ratelimit-reset': String(reset.getTime() / 1_000) } }),
      await ask({ status: 429 }),
      await ask({ status: 503, headers: { 'retry-after': reset.toUTCString() } }),
      await ask({ status: 401 }),
      await ask({ status: 403 }),
      await ask({ status: 200, body: '{"broken":' }),
    ]).toMatchObject([
      { kind: 'wait', seconds: 7 },
      { kind: 'wait', seconds: 120 },
      { kind: 'wait', seconds: 120 },
      { kind: 'wait', seconds: 60 },
      { kind: 'wait', seconds: 120 },
      { kind: 'failed' },
      { kind: 'failed' },
      { kind: 'failed' },
    ]);
  },
);

import { appStoreRssPoller } from '../src/pollers/app-store-rss';
import { appStoreRssStandIn } from './vendors/app-store-rss';
import { idsOf, pollRound } from './vendors/poll-round';
import { vendorHttp } from './vendors/vendor-http';

let feed: Awaited<ReturnType<typeof appStoreRssStandIn>>;
const now = new Date('2026-03-10T12:00:00.000Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const io = (at = now) => ({ access: feed.access, http: vendorHttp(feed.url), now: at });

/** Reviews an hour apart, the newest first. */
const fill = (count: number) => {
  for (let hour = 0; hour < count; hour++)
    feed.reviews.push({ id: String(1_000 + hour), updated: later(-60 * hour).toISOString(), stars: 3 });
};

beforeEach(async () => {
  feed = await appStoreRssStandIn();
});
afterEach(() => feed.stop());

test('the first round reads back two weeks, page by page', async () => {
  fill(400);
  const round = await pollRound(appStoreRssPoller, io());
  // 14 days are 336 hours; the page that lies wholly beyond is where it stops.
  expect([round.pages, idsOf(round).length, new Set(idsOf(round)).size]).toEqual([8, 400, 400]);
  expect(round.items[0]).toMatchObject({ value: { region: 'CN', author: { id: '91000' } } });
});

test('ten pages are all there is', async () => {
  fill(600);
  const access = { ...feed.access, settings: { ...feed.access.settings, lookBackDays: '90' } };
  expect(await pollRound(appStoreRssPoller, { ...io(), access })).toMatchObject({ pages: 10 });
});

test('a feed with the app alone is a round of one page', async () => {
  expect(await pollRound(appStoreRssPoller, io())).toMatchObject({ pages: 1, items: [] });
});

test('the next round finds what is new', async () => {
  fill(120);
  const { cursor } = await pollRound(appStoreRssPoller, io());
  feed.reviews.push({ id: '7', updated: later(5).toISOString(), stars: 1 });
  const round = await pollRound(appStoreRssPoller, io(later(15)), cursor);
  expect([idsOf(round)[0], round.pages]).toEqual(['7', 2]);
});

test('a page beyond the last that is refused ends the round', async () => {
  fill(50);
  const access = { ...feed.access, settings: { ...feed.access.settings, lookBackDays: '90' } };
  feed.answerNext(/page=2/, { status: 403, body: 'x' });
  expect(await pollRound(appStoreRssPoller, { ...io(), access })).toMatchObject({ pages: 2 });
});

test.each([
  ['too fast', { status: 429, headers: { 'retry-after': '5' } }, { kind: 'wait', seconds: 5, why: 'answered 429' }],
  ['a refused first page', { status: 403, body: '<html>' }, { kind: 'failed', why: 'answered 403' }],
  [
    'a web page',
    { body: '<html>' },
    { kind: 'failed', why: expect.stringContaining('the JSON is broken at position 0') },
  ],
])('%s moves nothing', async (_name, reply, expected) => {
  feed.answerNext(/page=1/, reply);
  expect(await appStoreRssPoller.poll({ cursor: undefined, ...io() })).toEqual(expected);
});

test('a source without an app is told what is missing', async () => {
  const polled = await appStoreRssPoller.poll({
    cursor: null,
    ...io(),
    access: { settings: { appId: 'x', country: 'China' }, credentials: {} },
  });
  expect(polled).toMatchObject({ kind: 'failed', why: expect.stringMatching(/settings\.appId.*settings\.country/) });
});

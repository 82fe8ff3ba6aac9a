import type { VendorHttp } from '@hearback/channel';
import { rssAtomPoller } from './rss-atom';

const BEGAN = Date.parse('2026-03-01T04:00:00Z');
const at = (minutes: number) => new Date(BEGAN + minutes * 60_000);

/** A feed whose server decides by itself whether it has changed. */
function feed(isUnchanged: (headers: Record<string, string>, etag: string) => boolean) {
  const server = { titles: ['年费扣了两次'], etag: '"1"', modified: 'Sun, 01 Mar 2026 03:00:00 GMT', status: 200 };
  const asked: Record<string, string>[] = [];
  const http: VendorHttp = {
    request: ({ headers = {} }) => {
      asked.push(headers);
      const { titles, etag, modified } = server;
      const status = isUnchanged(headers, etag) ? 304 : server.status;
      const items = titles.map((title) => `<item><guid>${title}</guid><title>${title}</title></item>`).join('');
      const said = { etag, 'last-modified': modified, 'content-type': 'text/xml' };
      const body = status === 200 ? `<rss><channel>${items}</channel></rss>` : '';
      return Promise.resolve({ status, headers: said, body: Buffer.from(body) });
    },
  };
  let cursor: unknown;
  const poll = async (minutes: number) => {
    const access = { settings: { path: '/bank.rss' }, credentials: {} };
    const polled = await rssAtomPoller.poll({ cursor, access, http, now: at(minutes) });
    if (polled.kind !== 'page') return polled.why;
    // As it goes through Kafka and a restart.
    cursor = JSON.parse(JSON.stringify(polled.cursor)) as unknown;
    return polled.items.map(({ value }) => (value as { externalId: string }).externalId);
  };
  return { server, asked, poll, since: (from: number) => asked.slice(from).map((h) => h['if-none-match'] ?? null) };
}
const honest = (headers: Record<string, string>, etag: string) => headers['if-none-match'] === etag;
const always = (headers: Record<string, string>) => 'if-none-match' in headers;

test('a feed is asked with both of its validators, and whole once an hour', async () => {
  const { poll, asked, since } = feed(honest);
  expect([await poll(0), await poll(5), await poll(59)]).toEqual([['年费扣了两次'], [], []]);
  expect(asked[1]).toMatchObject({ 'if-none-match': '"1"', 'if-modified-since': 'Sun, 01 Mar 2026 03:00:00 GMT' });
  expect(since(0)).toEqual([null, '"1"', '"1"']);
  expect(await poll(60)).toEqual([]);
  expect(await poll(65)).toEqual([]);
  // An honest feed is believed on.
  expect(since(3)).toEqual(['"1"', null, '"1"']);
});

test('a feed that always says it has not changed loses nothing: found within the hour, and not asked that way again', async () => {
  const { poll, server, since, asked } = feed(always);
  await poll(0);
  server.titles.push('分行排隊兩小時');
  server.etag = '"2"';
  expect([await poll(5), await poll(55)]).toEqual([[], []]);
  expect(await poll(60)).toEqual(['分行排隊兩小時']);
  const from = asked.length;
  server.titles.push('The fee was charged twice.');
  expect(await poll(65)).toEqual(['The fee was charged twice.']);
  expect(since(from)).toEqual([null]);
});

test('after a week a feed that lied is believed again, for an hour', async () => {
  const { poll, server, since, asked } = feed(always);
  await poll(0);
  server.titles.push('b');
  await poll(60);
  const week = 60 + 7 * 24 * 60;
  expect(await poll(week - 1)).toEqual([]);
  const from = asked.length;
  server.titles.push('c');
  expect(await poll(week)).toEqual([]);
  expect(await poll(week + 59)).toEqual(['c']);
  expect(since(from)).toEqual(['"1"', '"1"', null]);
});

test('304 to a question without conditions is shown to people, and 304 before a whole look that fails moves nothing', async () => {
  const never = feed(() => true);
  expect(await never.poll(0)).toBe('the feed answers 304 to a question without conditions');
  const { poll, server } = feed(always);
  await poll(0);
  server.status = 503;
  expect(await poll(60)).toBe('the vendor answered 503');
  server.status = 200;
  server.titles.push('b');
  expect(await poll(61)).toEqual(['b']);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seal } from '@hearback/access';
import {
  deterministicId,
  feedbackReceived,
  feedbackRefused,
  feedbackTakenDown,
  type Source,
} from '@hearback/contracts';
import type { RunningService } from '@hearback/service';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import { start } from '../src/main';
import { streamStandIn, type Listener, type StreamStandIn } from './stream-stand-in';

jest.setTimeout(90_000);

let service: ChannelUnderTest;
let running: RunningService;
let environment: NodeJS.ProcessEnv;
let token: string;
let vendor: StreamStandIn;

beforeAll(async () => {
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
});
beforeEach(async () => {
  vendor = await streamStandIn();
});
afterEach(async () => {
  for (const source of registered.splice(0)) await service.registerSource({ ...source, ...paused() });
  await vendor.stop();
});

const ready = () =>
  eventually(async () => expect((await fetch(`${running.url}/health/ready`)).status).toBe(200), 20_000);
const changedAt = () => new Date().toISOString();
const paused = () => ({ state: 'paused' as const, changedAt: changedAt() });
const registered: Source[] = [];

type Given = Partial<Source> & Pick<Source, 'sourceId'>;
async function register(given: Given, bearer = 'good'): Promise<Source> {
  const source = await service.registerSource({
    channel: 'social',
    ...given,
    settings: { baseUrl: vendor.url, stream: 'yes', ...given.settings },
    credentialsEncrypted: seal(service.keys.secrets, JSON.stringify({ token: bearer })),
    changedAt: changedAt(),
  });
  registered.push(source);
  return source;
}
const mastodon = (sourceId: string, settings: Record<string, string> = {}) =>
  register({ sourceId, format: 'mastodon-status', settings: { hashtags: '银行', mentions: 'no', ...settings } });
const x = (sourceId: string, settings: Record<string, string> = {}, over: Partial<Source> = {}) =>
  register({ sourceId, format: 'x-filtered-stream', settings, ...over });

/** The connection of this number, once it is there. */
const listener = (number: number): Promise<Listener> =>
  eventually(async () => {
    const found = vendor.listeners[number];
    if (!found) throw new Error(`only ${vendor.listeners.length} connections`);
    return found;
  }, 20_000);
const receivedOf = async (sourceId: string) =>
  (await service.read(feedbackReceived)).map(({ data }) => data).filter((data) => data.sourceId === sourceId);
const refusedOf = async (sourceId: string) =>
  (await service.read(feedbackRefused)).map(({ data }) => data).filter((data) => data.sourceId === sourceId);
const idsOf = async (sourceId: string) => (await receivedOf(sourceId)).map(({ externalId }) => externalId!);

interface Health {
  sourceId: string;
  last24Hours: { pushed: number };
  stream: { state: string; why?: string; open: number; connections: number; nextAt?: string } | null;
}
async function healthOf(sourceId: string): Promise<Health | undefined> {
  const headers = { authorization: `Bearer ${token}` };
  const { items } = (await (await fetch(`${running.url}/v1/health/sources`, { headers })).json()) as {
    items: Health[];
  };
  return items.find((item) => item.sourceId === sourceId);
}
const shows = (sourceId: string, stream: object | null) =>
  eventually(async () => {
    const health = await healthOf(sourceId);
    if (stream === null) expect(health?.stream).toBeNull();
    else expect(health?.stream).toMatchObject(stream);
  }, 20_000);

const sample = (name: string) => readFileSync(join(__dirname, '../samples', name), 'utf8');
const STATUS = JSON.parse(sample('mastodon-status/post.json'));
const event = (name: string, payload: string) => `event: ${name}\ndata: ${payload}\n\n`;
const status = (id: string, over: object = {}) => JSON.stringify({ ...STATUS, id, ...over });
const POST = JSON.parse(sample('x-filtered-stream/post.json'));
const line = (id: string, over: object = {}) =>
  `${JSON.stringify({ ...POST, data: { ...POST.data, id, edit_history_tweet_ids: [id], ...over } })}\r\n`;

describe('Mastodon', () => {
  test('statuses become feedback once, edits revisions of it, deletions are told of', async () => {
    await mastodon('toots', { mentions: 'yes' });
    const connected = [await listener(0), await listener(1)];
    await shows('toots', { state: 'open', open: 2, connections: 2 });
    const tag = connected.find(({ url }) => url.searchParams.get('tag') === '银行')!;
    const mentions = connected.find(({ url }) => url.pathname === '/api/v1/streaming/user/notification')!;
    expect([tag.headers.authorization, tag.headers.accept]).toEqual(['Bearer good', 'text/event-stream']);
    const bytes = Buffer.from(`:)\n\n:thump\n${event('update', status('900000000000000001'))}`);
    // Within the character of an emoji.
    const cutAt = bytes.indexOf('😡') + 2;
    tag.write(bytes.subarray(0, cutAt));
    await new Promise((resolve) => setImmediate(resolve));
    tag.write(bytes.subarray(cutAt));
    const edited = { content: '<p>已经解决</p>', edited_at: '2026-03-02T08:00:00.000Z' };
    tag.write(event('status.update', status('900000000000000001', edited)));
    tag.write(event('filters_changed', 'undefined') + event('delete', '900000000000000001'));
    const [mention] = JSON.parse(sample('mastodon-status/notifications.json'));
    mentions.write(event('notification', JSON.stringify(mention)));
    const feedbackId = deterministicId('toots', '900000000000000001');
    await eventually(async () => {
      const records = (await receivedOf('toots')).filter((data) => data.feedbackId === feedbackId);
      expect(records.map(({ sourceUpdatedAt, format }) => [sourceUpdatedAt, format])).toEqual([
        [undefined, 'mastodon-status/v4'],
        ['2026-03-02T08:00:00.000Z', 'mastodon-status/v4'],
      ]);
      expect(records[0]!.text).toContain('😡');
      const gone = (await service.read(feedbackTakenDown)).map(({ data }) => data);
      expect(gone.filter(({ sourceId }) => sourceId === 'toots')).toMatchObject([{ feedbackId }]);
      expect(await idsOf('toots')).toContain('116154321987654321');
    }, 20_000);
    expect(await refusedOf('toots')).toEqual([]);
    await eventually(async () => expect((await healthOf('toots'))!.last24Hours.pushed).toBe(4));
  });

  test('what was said while the connection was cut in the middle of a frame is found by the poll', async () => {
    await mastodon('cut-toots', { pollSeconds: '1' });
    const first = await listener(0);
    const missed = event('update', status('900000000000000011'));
    first.write(event('update', status('900000000000000010')) + missed.slice(0, 200));
    await eventually(async () => expect(await idsOf('cut-toots')).toContain('900000000000000010'));
    first.cut();
    const second = await listener(1);
    vendor.page = ({ searchParams }) =>
      Number(searchParams.get('min_id') ?? 0) < 900000000000000011 ? [JSON.parse(status('900000000000000011'))] : [];
    second.write(event('update', status('900000000000000012')));
    await eventually(async () => {
      const ids = new Set(await idsOf('cut-toots'));
      expect([...ids].sort()).toEqual(['900000000000000010', '900000000000000011', '900000000000000012']);
    }, 20_000);
    expect(await refusedOf('cut-toots')).toEqual([]);
  });

  test('an answer that is no stream is shown to people and not asked for again and again', async () => {
    vendor.refuse = (_listener, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
    await mastodon('html');
    await shows('html', { state: 'failed', why: 'the answer is no stream' });
    expect(vendor.listeners).toHaveLength(1);
  });

  test('the stream may lie at another address than the lists', async () => {
    const lists = await streamStandIn();
    await mastodon('elsewhere', { baseUrl: lists.url, streamUrl: vendor.url });
    await listener(0);
    expect(lists.listeners).toEqual([]);
    await lists.stop();
  });
});

describe('X', () => {
  test('lines become feedback once, and an edited post is its first one again', async () => {
    await x('posts', { backfillMinutes: '2' });
    const first = await listener(0);
    expect([first.url.pathname, first.url.searchParams.get('backfill_minutes')]).toEqual([
      '/2/tweets/search/stream',
      '2',
    ]);
    expect(first.url.searchParams.get('tweet.fields')).toContain('edit_history_tweet_ids');
    const edited = { edit_history_tweet_ids: ['1895000000000000101', '1895000000000000102'] };
    first.write(`\r\n${line('1895000000000000101')}\r\n${line('1895000000000000102', edited)}`);
    await eventually(async () =>
      expect(
        (await receivedOf('posts')).map(({ externalId, sourceUpdatedAt }) => [externalId, !!sourceUpdatedAt]),
      ).toEqual([
        ['1895000000000000101', false],
        ['1895000000000000101', true],
      ]),
    );
  });

  test('a cut in the middle of a frame is mended by the backfill of the next connection, under the same ids', async () => {
    await x('cut-posts', { backfillMinutes: '1' });
    const first = await listener(0);
    first.write(line('1') + line('2').slice(0, 100));
    await eventually(async () => expect(await idsOf('cut-posts')).toEqual(['1']));
    first.cut();
    const second = await listener(1);
    expect(second.at - first.closedAt!).toBeLessThan(5_000);
    second.write(line('1') + line('2') + line('3'));
    await eventually(async () => expect(new Set(await idsOf('cut-posts'))).toEqual(new Set(['1', '2', '3'])));
    const feedbackIds = new Set((await receivedOf('cut-posts')).map(({ feedbackId }) => feedbackId));
    expect(feedbackIds.size).toBe(3);
    expect(await refusedOf('cut-posts')).toEqual([]);
  });

  test('a silent connection is closed and made anew; signs of life keep it', async () => {
    await x('silent', { silenceSeconds: '1' });
    const [silent, alive] = [await listener(0), await listener(1)];
    expect(silent.closedAt! - silent.at).toBeGreaterThanOrEqual(1_000);
    const beat = setInterval(() => alive.write('\r\n'), 200);
    try {
      await eventually(async () => expect(Date.now() - alive.at).toBeGreaterThan(3_000), 10_000);
      expect([alive.closedAt, vendor.listeners.length]).toEqual([null, 2]);
    } finally {
      clearInterval(beat);
    }
    await listener(2);
  });

  test('a wrong token is shown to people and not tried again, until the source is mended', async () => {
    vendor.refuse = ({ headers }, response) => {
      if (headers.authorization !== 'Bearer good') response.writeHead(401).end();
    };
    await register({ sourceId: 'denied', format: 'x-filtered-stream' }, 'bad');
    await shows('denied', { state: 'failed', why: 'the vendor refuses the credentials (401)' });
    const { nextAt } = (await healthOf('denied'))!.stream!;
    expect(Date.parse(nextAt!) - Date.now()).toBeGreaterThan(500_000);
    expect(vendor.listeners).toHaveLength(1);
    const mendedAt = Date.now();
    await x('denied');
    expect((await listener(1)).at - mendedAt).toBeLessThan(2_000);
    await shows('denied', { state: 'open', open: 1 });
  });

  test('a vendor that has too many connections is not asked before its limit begins anew', async () => {
    const resetAt = Math.ceil(Date.now() / 1_000) + 4;
    vendor.refuse = (_listener, response) => {
      if (vendor.listeners.length === 1) response.writeHead(429, { 'x-rate-limit-reset': String(resetAt) }).end();
    };
    await x('limited');
    await shows('limited', { state: 'waiting', why: 'too many connections for this vendor' });
    expect((await listener(1)).at).toBeGreaterThanOrEqual(resetAt * 1_000 - 1_000);
    expect((await listener(1)).at - (await listener(0)).at).toBeGreaterThanOrEqual(2_000);
    await shows('limited', { state: 'open' });
  });

  test('a paused source is let go within 2 s, and a changed one is connected anew within 2 s', async () => {
    const source = await x('paused');
    const first = await listener(0);
    await shows('paused', { state: 'open' });
    const pausedAt = Date.now();
    await service.registerSource({ ...source, ...paused() });
    await eventually(async () => expect(first.closedAt).not.toBeNull());
    expect(first.closedAt! - pausedAt).toBeLessThan(2_000);
    await shows('paused', null);
    const changed = Date.now();
    await x('paused', { backfillMinutes: '5' });
    const second = await listener(1);
    expect(second.at - changed).toBeLessThan(2_000);
    await x('paused', { stream: 'no' });
    await eventually(async () => expect(second.closedAt).not.toBeNull());
    expect(vendor.listeners).toHaveLength(2);
  });

  test('a restart lets go and connects again, and each post has one id', async () => {
    await x('restarted');
    const first = await listener(0);
    first.write(line('1'));
    await eventually(async () => expect(await idsOf('restarted')).toEqual(['1']));
    await running.stop();
    expect(first.closedAt).not.toBeNull();
    running = await start(environment);
    const second = await listener(1);
    second.write(line('1') + line('2'));
    await eventually(async () => expect(new Set(await idsOf('restarted'))).toEqual(new Set(['1', '2'])), 20_000);
    expect(new Set((await receivedOf('restarted')).map(({ feedbackId }) => feedbackId)).size).toBe(2);
    await ready();
  });

  test('what was read when the service is stopped is durable before it ends', async () => {
    await x('drained');
    const first = await listener(0);
    first.write(Array.from({ length: 200 }, (_, n) => line(`${n + 1}`)).join(''));
    await eventually(async () => expect((await receivedOf('drained')).length).toBeGreaterThan(0));
    await running.stop();
    const ids = await idsOf('drained');
    // In order and without a hole, however far it came.
    expect(ids.map(Number).sort((a, b) => a - b)).toEqual(ids.map((_, n) => n + 1));
    running = await start(environment);
    await ready();
  });

  test('a burst above the rate of the source waits, and nothing of it is refused', async () => {
    await x('burst', {}, { rate: { itemsPerSecond: 10, burst: 10 } });
    const first = await listener(0);
    first.write(Array.from({ length: 30 }, (_, n) => line(`${n + 1}`)).join(''));
    const sentAt = Date.now();
    await eventually(async () => expect(await idsOf('burst')).toHaveLength(30), 20_000);
    expect(Date.now() - sentAt).toBeGreaterThan(1_500);
    expect(await refusedOf('burst')).toEqual([]);
  });

  test('a frame that nobody can read, or is longer than 1 MiB, is kept among the refused, and the next one is taken', async () => {
    await x('broken');
    const first = await listener(0);
    first.write(`{"data":{"id":"7"\r\n{"data":"${'x'.repeat(1_100_000)}"}\r\n${line('8')}`);
    await eventually(async () => expect(await idsOf('broken')).toEqual(['8']), 20_000);
    const refused = await refusedOf('broken');
    expect(refused.map(({ reasons, format }) => [reasons[0]!.reason, format]).sort()).toEqual([
      ['broken-json', 'x-filtered-stream/v1'],
      ['too-large', 'x-filtered-stream/v1'],
    ]);
  });

  test('a source without a token says so and calls nobody', async () => {
    await register({ sourceId: 'tokenless', format: 'x-filtered-stream' }, '');
    await shows('tokenless', { state: 'failed', why: 'the credential token is missing' });
    expect(vendor.listeners).toEqual([]);
  });
});

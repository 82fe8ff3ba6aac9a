import { deterministicId, feedbackTakenDown } from '@hearback/contracts';
import { eventually } from '@hearback/testing';
import { sample, streamService, type StreamService } from './stream-service';
import { streamStandIn } from './stream-stand-in';

jest.setTimeout(90_000);

let service: StreamService;
beforeAll(async () => {
  service = await streamService();
});
afterAll(() => service?.end());
beforeEach(() => service.begin());
afterEach(() => service.finish());

const mastodon = (sourceId: string, settings: Record<string, string> = {}) =>
  service.register({
    sourceId,
    format: 'mastodon-status',
    settings: { hashtags: '银行', mentions: 'no', ...settings },
  });

const STATUS = JSON.parse(sample('mastodon-status/post.json'));
const event = (name: string, payload: string) => `event: ${name}\ndata: ${payload}\n\n`;
const status = (id: string, over: object = {}) => JSON.stringify({ ...STATUS, id, ...over });

test('statuses become feedback once, edits revisions of it, deletions are told of', async () => {
  await mastodon('toots', { mentions: 'yes' });
  const connected = [await service.listener(0), await service.listener(1)];
  await service.shows('toots', { state: 'open', open: 2, connections: 2 });
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
    const records = (await service.receivedOf('toots')).filter((data) => data.feedbackId === feedbackId);
    expect(records.map(({ sourceUpdatedAt, format }) => [sourceUpdatedAt, format])).toEqual([
      [undefined, 'mastodon-status/v5'],
      ['2026-03-02T08:00:00.000Z', 'mastodon-status/v5'],
    ]);
    expect(records[0]!.text).toContain('😡');
    const gone = (await service.read(feedbackTakenDown)).map(({ data }) => data);
    expect(gone.filter(({ sourceId }) => sourceId === 'toots')).toMatchObject([{ feedbackId }]);
    expect(await service.idsOf('toots')).toContain('116154321987654321');
  }, 20_000);
  expect(await service.refusedOf('toots')).toEqual([]);
  await eventually(async () => expect((await service.healthOf('toots'))!.last24Hours.pushed).toBe(4));
});

test('what was said while the connection was cut in the middle of a frame is found by the poll', async () => {
  await mastodon('cut-toots', { pollSeconds: '1' });
  const first = await service.listener(0);
  const missed = event('update', status('900000000000000011'));
  first.write(event('update', status('900000000000000010')) + missed.slice(0, 200));
  await eventually(async () => expect(await service.idsOf('cut-toots')).toContain('900000000000000010'));
  first.cut();
  const second = await service.listener(1);
  service.vendor().page = ({ searchParams }) =>
    Number(searchParams.get('min_id') ?? 0) < 900000000000000011 ? [JSON.parse(status('900000000000000011'))] : [];
  second.write(event('update', status('900000000000000012')));
  await eventually(async () => {
    const ids = new Set(await service.idsOf('cut-toots'));
    expect([...ids].sort()).toEqual(['900000000000000010', '900000000000000011', '900000000000000012']);
  }, 20_000);
  expect(await service.refusedOf('cut-toots')).toEqual([]);
});

test('an answer that is no stream is shown to people and not asked for again and again', async () => {
  service.vendor().refuse = (_listener, response) =>
    void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
  await mastodon('html');
  await service.shows('html', { state: 'failed', why: 'the answer is no stream' });
  expect(service.vendor().listeners).toHaveLength(1);
});

test('the stream may lie at another address than the lists', async () => {
  const lists = await streamStandIn();
  await mastodon('elsewhere', { baseUrl: lists.url, streamUrl: service.vendor().url });
  await service.listener(0);
  expect(lists.listeners).toEqual([]);
  await lists.stop();
});

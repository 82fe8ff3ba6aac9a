import type { Source } from '@hearback/contracts';
import { eventually } from '@hearback/testing';
import { sample, streamService, type StreamService } from './stream-service';
import { XRules } from './x-rules';

jest.setTimeout(90_000);

let service: StreamService;
beforeAll(async () => {
  service = await streamService();
});
afterAll(() => service?.end());
beforeEach(() => service.begin());
afterEach(() => service.finish());

const x = (sourceId: string, settings: Record<string, string> = {}, over: Partial<Source> = {}) =>
  service.register({ sourceId, format: 'x-filtered-stream', settings, ...over });

const POST = JSON.parse(sample('x-filtered-stream/post.json'));
const line = (id: string, over: object = {}) =>
  `${JSON.stringify({ ...POST, data: { ...POST.data, id, edit_history_tweet_ids: [id], ...over } })}\r\n`;

test('lines become feedback once, and an edited post is its first one again', async () => {
  await x('posts', { backfillMinutes: '2' });
  const first = await service.listener(0);
  expect([first.url.pathname, first.url.searchParams.get('backfill_minutes')]).toEqual([
    '/2/tweets/search/stream',
    '2',
  ]);
  expect(first.url.searchParams.get('tweet.fields')).toContain('edit_history_tweet_ids');
  const edited = { edit_history_tweet_ids: ['1895000000000000101', '1895000000000000102'] };
  first.write(`\r\n${line('1895000000000000101')}\r\n${line('1895000000000000102', edited)}`);
  await eventually(async () =>
    expect(
      (await service.receivedOf('posts')).map(({ externalId, sourceUpdatedAt }) => [externalId, !!sourceUpdatedAt]),
    ).toEqual([
      ['1895000000000000101', false],
      ['1895000000000000101', true],
    ]),
  );
});

test('a cut in the middle of a frame is mended by the backfill of the next connection, under the same ids', async () => {
  await x('cut-posts', { backfillMinutes: '1' });
  const first = await service.listener(0);
  first.write(line('1') + line('2').slice(0, 100));
  await eventually(async () => expect(await service.idsOf('cut-posts')).toEqual(['1']));
  first.cut();
  const second = await service.listener(1);
  expect(second.at - first.closedAt!).toBeLessThan(5_000);
  second.write(line('1') + line('2') + line('3'));
  await eventually(async () => expect(new Set(await service.idsOf('cut-posts'))).toEqual(new Set(['1', '2', '3'])));
  const feedbackIds = new Set((await service.receivedOf('cut-posts')).map(({ feedbackId }) => feedbackId));
  expect(feedbackIds.size).toBe(3);
  expect(await service.refusedOf('cut-posts')).toEqual([]);
});

test('a silent connection is closed and made anew; signs of life keep it', async () => {
  await x('silent', { silenceSeconds: '4' });
  const [silent, alive] = [await service.listener(0), await service.listener(1)];
  expect(silent.closedAt! - silent.at).toBeGreaterThanOrEqual(4_000);
  const beat = setInterval(() => alive.write('\r\n'), 200);
  try {
    await eventually(async () => expect(Date.now() - alive.at).toBeGreaterThan(8_000), 20_000);
    expect([alive.closedAt, service.vendor().listeners.length]).toEqual([null, 2]);
  } finally {
    clearInterval(beat);
  }
  await service.listener(2);
});

test('a wrong token is shown to people and not tried again, until the source is mended', async () => {
  service.vendor().refuse = ({ headers }, response) => {
    if (headers.authorization !== 'Bearer good') response.writeHead(401).end();
  };
  await service.register({ sourceId: 'denied', format: 'x-filtered-stream' }, 'bad');
  await service.shows('denied', { state: 'failed', why: 'the vendor refuses the credentials (401)' });
  const { nextAt } = (await service.healthOf('denied'))!.stream!;
  expect(Date.parse(nextAt!) - Date.now()).toBeGreaterThan(500_000);
  expect(service.vendor().listeners).toHaveLength(1);
  await x('denied');
  expect((await service.listener(1)).at).toBeLessThan(Date.parse(nextAt!));
  await service.shows('denied', { state: 'open', open: 1 });
});

test('a vendor that has too many connections is not asked before its limit begins anew', async () => {
  let resetAt = 0;
  service.vendor().refuse = ({ at }, response) => {
    if (service.vendor().listeners.length > 1) return;
    // Counted from the refusal, however long the connection took.
    resetAt = Math.ceil(at / 1_000) + 6;
    response.writeHead(429, { 'x-rate-limit-reset': String(resetAt) }).end();
  };
  await x('limited');
  await service.shows('limited', { state: 'waiting', why: 'too many connections for this vendor' });
  expect((await service.listener(1)).at).toBeGreaterThanOrEqual(resetAt * 1_000 - 1_000);
  expect((await service.listener(1)).at - (await service.listener(0)).at).toBeGreaterThanOrEqual(2_000);
  await service.shows('limited', { state: 'open' });
});

test('a paused source is let go within 2 s, and a changed one is connected anew within 2 s', async () => {
  let source = await x('paused');
  let held = await service.listener(0);
  await service.shows('paused', { state: 'open' });
  const [letGo, anew]: [number[], number[]] = [[], []];
  // A machine that is busy for a moment makes one of the times long, not all of them.
  for (let round = 1; round <= 3; round++) {
    const pausedAt = Date.now();
    await service.pause(source);
    await eventually(() => expect(held.closedAt).not.toBeNull());
    letGo.push(held.closedAt! - pausedAt);
    await service.shows('paused', null);
    const changed = Date.now();
    source = await x('paused', { backfillMinutes: String(round) });
    held = await service.listener(round);
    anew.push(held.at - changed);
  }
  expect(Math.min(...letGo)).toBeLessThan(2_000);
  expect(Math.min(...anew)).toBeLessThan(2_000);
  await x('paused', { stream: 'no' });
  await eventually(() => expect(held.closedAt).not.toBeNull());
  expect(service.vendor().listeners).toHaveLength(4);
});

test('a restart lets go and connects again, and each post has one id', async () => {
  await x('restarted');
  const first = await service.listener(0);
  first.write(line('1'));
  await eventually(async () => expect(await service.idsOf('restarted')).toEqual(['1']));
  await service.stop();
  await eventually(() => expect(first.closedAt).not.toBeNull());
  await service.startAgain();
  const second = await service.listener(1);
  second.write(line('1') + line('2'));
  await eventually(async () => expect(new Set(await service.idsOf('restarted'))).toEqual(new Set(['1', '2'])), 20_000);
  expect(new Set((await service.receivedOf('restarted')).map(({ feedbackId }) => feedbackId)).size).toBe(2);
  await service.ready();
});

test('another replica takes over the stream of one that ends', async () => {
  await x('taken-over');
  await service.listener(0);
  const second = await service.replica();
  try {
    await service.stop();
    const open = await eventually(() => {
      const found = service.vendor().listeners.filter(({ closedAt }) => closedAt === null);
      expect(found).toHaveLength(1);
      return found[0]!;
    }, 30_000);
    open.write(line('1'));
    await eventually(async () => expect(await service.idsOf('taken-over')).toEqual(['1']));
  } finally {
    await second.stop();
    await service.startAgain();
    await service.ready();
  }
});

test('what was read when the service is stopped is durable before it ends', async () => {
  await x('drained');
  const first = await service.listener(0);
  first.write(Array.from({ length: 200 }, (_, n) => line(`${n + 1}`)).join(''));
  await eventually(async () => expect((await service.receivedOf('drained')).length).toBeGreaterThan(0));
  await service.stop();
  const ids = await service.idsOf('drained');
  // In order and without a hole, however far it came.
  expect(ids.map(Number).sort((a, b) => a - b)).toEqual(ids.map((_, n) => n + 1));
  await service.startAgain();
  await service.ready();
});

test('a burst above the rate of the source waits, and nothing of it is refused', async () => {
  await x('burst', {}, { rate: { itemsPerSecond: 10, burst: 10 } });
  const first = await service.listener(0);
  first.write(Array.from({ length: 30 }, (_, n) => line(`${n + 1}`)).join(''));
  const sentAt = Date.now();
  await eventually(async () => expect(await service.idsOf('burst')).toHaveLength(30), 20_000);
  expect(Date.now() - sentAt).toBeGreaterThan(1_500);
  expect(await service.refusedOf('burst')).toEqual([]);
});

test('a frame that nobody can read, or is longer than 1 MiB, is kept among the refused, and the next one is taken', async () => {
  await x('broken');
  const first = await service.listener(0);
  first.write(`{"data":{"id":"7"\r\n{"data":"${'x'.repeat(1_100_000)}"}\r\n${line('8')}`);
  await eventually(async () => expect(await service.idsOf('broken')).toEqual(['8']), 20_000);
  const refused = await service.refusedOf('broken');
  expect(refused.map(({ reasons, format }) => [reasons[0]!.reason, format]).sort()).toEqual([
    ['broken-json', 'x-filtered-stream/v1'],
    ['too-large', 'x-filtered-stream/v1'],
  ]);
});

test("X's rules follow the source's setting, and what X says of a wrong one is shown until it is mended", async () => {
  const byHand = { id: '1', value: '@ExampleBank' };
  const rules = new XRules([byHand]);
  service.vendor().api = rules.answer;
  const ruled = (rule: string) => x('ruled', { rule });
  const values = () => rules.rules.map(({ value, tag }) => [value, tag]);
  await ruled('示例银行 投诉');
  (await service.listener(0)).write(line('1'));
  expect(values()).toEqual([
    ['@ExampleBank', undefined],
    ['示例银行 投诉', 'ruled'],
  ]);
  await eventually(async () => expect(await service.idsOf('ruled')).toEqual(['1']));
  await ruled('from:');
  const why = "X refuses the setting rule: no viable alternative at input 'from:' (at position 1)";
  await service.shows('ruled', { state: 'failed', why });
  expect(service.vendor().listeners).toHaveLength(1);
  await ruled('示例銀行 -is:retweet');
  await service.listener(1);
  await service.shows('ruled', { state: 'open' });
  expect(values()).toEqual([
    ['@ExampleBank', undefined],
    ['示例銀行 -is:retweet', 'ruled'],
  ]);
});

test("a source's own rule goes from X when people pause it, remove it or turn it to another format, and not at a restart", async () => {
  const byHand = { id: '1', value: '@ExampleBank' };
  const rules = new XRules([byHand]);
  service.vendor().api = rules.answer;
  const deletes = () => rules.asked.filter((what) => what === 'delete').length;
  const values = () => rules.rules.map(({ value }) => value);
  const source = await x('dropped', { rule: '示例银行' });
  await service.listener(0);
  await service.stop();
  await service.startAgain();
  await service.listener(1);
  expect([deletes(), values()]).toEqual([0, ['@ExampleBank', '示例银行']]);

  await service.pause(source);
  await eventually(() => expect([deletes(), values()]).toEqual([1, ['@ExampleBank']]), 20_000);
  await x('dropped', { rule: '示例銀行' });
  await service.listener(2);
  expect(values()).toEqual(['@ExampleBank', '示例銀行']);
  await x('dropped', { rule: '示例銀行' }, { format: 'mastodon-status' });
  await eventually(() => expect([deletes(), values()]).toEqual([2, ['@ExampleBank']]), 20_000);
  await x('dropped', { rule: '示例银行 投诉' });
  await eventually(() => expect(values()).toEqual(['@ExampleBank', '示例银行 投诉']), 20_000);
  await service.remove(source);
  await eventually(() => expect([deletes(), values()]).toEqual([3, ['@ExampleBank']]), 20_000);
});

test('a source without a token says so and calls nobody', async () => {
  await service.register({ sourceId: 'tokenless', format: 'x-filtered-stream' }, '');
  await service.shows('tokenless', { state: 'failed', why: 'the credential token is missing' });
  expect(service.vendor().listeners).toEqual([]);
});

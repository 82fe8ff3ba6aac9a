import { seal } from '@hearback/access';
import type { Poller } from '../src/index';
import { deterministicId, feedbackReceived, feedbackRefused, sourceChanged, sourcePolled } from '@hearback/contracts';
import { eventually, groupDivided } from '@hearback/testing';
import { json, localVendor, ready, restartableChannel, type LocalVendor, type RestartableChannel } from './kit';

jest.setTimeout(90_000);

/** A vendor with numbered comments, ten a page. */
const comments: Poller = {
  name: 'comments',
  baseUrl: 'https://vendor.invalid/v1',
  account: ['list'],
  everySeconds: 3_600,
  poll: async ({ cursor, access, http }) => {
    const after = (cursor as number | undefined) ?? 0;
    const headers = { authorization: `Bearer ${access.credentials.token ?? ''}` };
    const answer = await http.request({ method: 'GET', path: `comments?after=${after}`, headers });
    if (answer.status === 401) return { kind: 'failed', why: 'the token is wrong' };
    if (answer.status === 429) return { kind: 'wait', seconds: Number(answer.headers['retry-after']), why: 'too fast' };
    if (answer.status !== 200) return { kind: 'failed', why: `the vendor answered ${answer.status}` };
    const page = JSON.parse(answer.body.toString()) as { items: { id: number; text: string }[]; more: boolean };
    const last = page.items.at(-1)?.id ?? after;
    const items = page.items.map(({ id, text }) => {
      const original = Buffer.from(JSON.stringify({ id, text }));
      return { value: { externalId: String(id), text }, ...(text === '' ? { original } : {}) };
    });
    return { kind: 'page', items, cursor: last, more: page.more };
  },
};

/** A vendor that names calls at one address and tells of them at another, and has a moment's limit for that. */
const regional: Poller = {
  name: 'regional',
  baseUrl: ({ names = '', words = '' }) => [names, words],
  patient: true,
  account: ['list'],
  everySeconds: 3_600,
  poll: async ({ access: { settings }, http }) => {
    const listed = await http.request({ method: 'GET', path: `${settings.names}/names` });
    const told = await http.request({ method: 'GET', path: `${settings.words}/words` });
    const { id } = JSON.parse(listed.body.toString()) as { id: string };
    const { text } = JSON.parse(told.body.toString()) as { text: string };
    return { kind: 'page', items: [{ value: { externalId: id, text } }], cursor: id, more: false };
  },
};

let channel: RestartableChannel;
const vendors: LocalVendor[] = [];

beforeAll(async () => {
  channel = await restartableChannel({ channels: ['web-form'], formats: [], pollers: [comments, regional] });
  await channel.completeSnapshots();
  await ready(channel);
  // Joining its group takes its time; from then on a source is asked within seconds.
  await register('joined', (await vendorOf(() => 0)).url);
  await until('joined', { state: 'ok' });
});
afterAll(async () => {
  await channel?.end();
  for (const vendor of vendors) await vendor.stop();
});

/** Comments 1 to `count`; `before` may answer in its stead. */
async function vendorOf(count: () => number, before: LocalVendor['answer'] | null = null): Promise<LocalVendor> {
  const vendor = await localVendor((call, response) => {
    before?.(call, response);
    if (response.writableEnded || response.destroyed) return;
    const after = Number(new URL(call.url, 'http://x').searchParams.get('after'));
    const ids = Array.from({ length: Math.min(10, count() - after) }, (_, index) => after + index + 1);
    const items = ids.map((id) => ({ id, text: `第 ${id} 条：转账失败 #${id}` }));
    json(response, { items, more: after + items.length < count() });
  });
  vendors.push(vendor);
  return vendor;
}

const changedAt = () => new Date().toISOString();
const credentials = (token: string) => seal(channel.keys.secrets, JSON.stringify({ token }));
const register = (sourceId: string, baseUrl: string, { token = 'good', ...settings }: Record<string, string> = {}) =>
  channel.registerSource({
    sourceId,
    channel: 'web-form',
    format: 'comments',
    settings: { baseUrl, ...settings },
    credentialsEncrypted: credentials(token),
    changedAt: changedAt(),
  });
const receivedOf = async (sourceId: string) =>
  (await channel.read(feedbackReceived)).map(({ data }) => data).filter((data) => data.sourceId === sourceId);
const stateOf = async (sourceId: string) =>
  (await channel.read(sourcePolled)).map(({ data }) => data).findLast((data) => data.sourceId === sourceId);
const until = async (sourceId: string, expected: object) =>
  eventually(async () => expect(await stateOf(sourceId)).toMatchObject(expected), 20_000);

test('a source that appears is asked within seconds, all its pages are on Kafka before the cursor', async () => {
  const vendor = await vendorOf(() => 25);
  const registeredAt = Date.now();
  await register('pages', vendor.url);
  await until('pages', { cursor: 25, state: 'ok' });
  const received = await receivedOf('pages');
  expect(received.map(({ feedbackId }) => feedbackId)).toEqual(
    expect.arrayContaining(Array.from({ length: 25 }, (_, i) => deterministicId('pages', String(i + 1)))),
  );
  expect(received).toHaveLength(25);
  expect(received[0]).toMatchObject({ format: 'comments/v1', channel: 'web-form' });
  expect(vendor.calls[0]).toMatchObject({ url: '/comments?after=0', headers: { authorization: 'Bearer good' } });
  expect(vendor.calls[0]!.at - registeredAt).toBeLessThan(10_000);
});

test('a vendor of two addresses is asked at both, and waited for where it asks for a moment', async () => {
  const names = await localVendor((_, response) => json(response, { id: 'r-1' }));
  let asked = 0;
  const words = await localVendor((_, response) => {
    if (asked++ > 0) return json(response, { text: '转账没有到账' });
    response.writeHead(429, { 'retry-after': '1' }).end();
  });
  vendors.push(names, words);
  await channel.registerSource({
    ...{ sourceId: 'regional', channel: 'web-form', format: 'regional', changedAt: changedAt() },
    settings: { names: names.url, words: words.url },
  });
  await until('regional', { cursor: 'r-1', state: 'ok' });
  expect(await receivedOf('regional')).toMatchObject([{ text: '转账没有到账' }]);
  expect([names.calls.length, words.calls.length]).toEqual([1, 2]);
});

test('a restart in the middle of the pages misses nothing, and each comment has one id', async () => {
  let restarting: Promise<void> | undefined;
  const vendor = await vendorOf(
    () => 200,
    ({ url }) => {
      if (url === '/comments?after=70') restarting ??= channel.restart();
    },
  );
  await register('restarted', vendor.url);
  await until('restarted', { cursor: 200 });
  await restarting;
  const ids = (await receivedOf('restarted')).map(({ feedbackId }) => feedbackId);
  expect(new Set(ids)).toEqual(
    new Set(Array.from({ length: 200 }, (_, i) => deterministicId('restarted', `${i + 1}`))),
  );
  // At least once: the page under way may have come twice, no other.
  expect(ids.length).toBeLessThanOrEqual(210);
  expect(vendor.calls.filter(({ url }) => url === '/comments?after=0')).toHaveLength(1);
  await ready(channel);
});

test('a restart while nothing is new asks with the cursor that was kept', async () => {
  let count = 3;
  const vendor = await vendorOf(() => count);
  await register('kept', vendor.url, { pollSeconds: '1' });
  await until('kept', { cursor: 3 });
  await channel.restart();
  count = 4;
  await until('kept', { cursor: 4 });
  expect((await receivedOf('kept')).map(({ text }) => text).sort()).toHaveLength(4);
});

test('two replicas share the sources, and each source is asked by one', async () => {
  const second = await channel.replica();
  try {
    await groupDivided(channel.kafka, 'channel-web-forms-pollers');
    const vendor = await vendorOf(() => 1);
    const names = Array.from({ length: 8 }, (_, index) => `shared-${index}`);
    for (const name of names) await register(name, `${vendor.url}/${name}`, { pollSeconds: '3600' });
    for (const name of names) await until(name, { cursor: 1 });
    for (const name of names) expect(await receivedOf(name)).toHaveLength(1);
  } finally {
    await second.stop();
  }
  const vendor = await vendorOf(() => 2);
  for (const name of ['after-0', 'after-1', 'after-2']) await register(name, vendor.url);
  for (const name of ['after-0', 'after-1', 'after-2']) await until(name, { cursor: 2 });
});

test('a vendor that is out of order is asked again soon, and loses nothing', async () => {
  let broken = 2;
  const vendor = await vendorOf(
    () => 5,
    (_call, response) => {
      if (broken-- > 0) json(response, {}, 503);
    },
  );
  await register('broken', vendor.url);
  await until('broken', { cursor: 5, state: 'ok' });
  expect(vendor.calls).toHaveLength(3);
  const states = (await channel.read(sourcePolled)).filter(({ data }) => data.sourceId === 'broken');
  expect(states.map(({ data }) => [data.state, data.why])).toContainEqual(['unreachable', 'the vendor answered 503']);
});

test('a vendor that asks to wait is not asked before', async () => {
  const vendor = await vendorOf(
    () => 1,
    (_call, response) => {
      if (vendor.calls.length === 1) response.writeHead(429, { 'retry-after': '2' }).end();
    },
  );
  await register('waiting', vendor.url);
  await until('waiting', { cursor: 1 });
  const [first, next] = vendor.calls;
  expect(next!.at - first!.at).toBeGreaterThanOrEqual(2_000);
});

test('a wrong token is shown, and mending the source is acted on within 2 s', async () => {
  const vendor = await vendorOf(
    () => 1,
    ({ headers }, response) => {
      if (headers.authorization !== 'Bearer good') json(response, {}, 401);
    },
  );
  const took: number[] = [];
  // Three times, as a machine that is busy may be late for once.
  while (took.length < 3) {
    await register('token', vendor.url, { token: 'bad' });
    await until('token', { state: 'failed', why: 'the token is wrong' });
    const mendedAt = Date.now();
    await register('token', vendor.url);
    await until('token', { state: 'ok', cursor: 1 });
    took.push(vendor.calls.at(-1)!.at - mendedAt);
  }
  expect(Math.min(...took)).toBeLessThan(2_000);
});

test('a paused source is not asked, and goes on where it was', async () => {
  let count = 1;
  const vendor = await vendorOf(() => count);
  const source = await register('paused', vendor.url, { pollSeconds: '1' });
  await until('paused', { cursor: 1 });
  await channel.registerSource({ ...source, state: 'paused', changedAt: changedAt() });
  await eventually(async () => {
    const before = vendor.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(vendor.calls.length).toBe(before);
  }, 15_000);
  const paused = vendor.calls.length;
  count = 2;
  await channel.registerSource({ ...source, changedAt: changedAt() });
  await until('paused', { cursor: 2 });
  // The first after the pause; every second brings another.
  expect(vendor.calls[paused]!.url).toBe('/comments?after=1');
});

test('a source that is pointed at another list begins anew, and one whose token or pace is changed goes on', async () => {
  const [large, small] = [await vendorOf(() => 30), await vendorOf(() => 3)];
  await register('moved', large.url, { list: 'a' });
  await until('moved', { cursor: 30 });
  await register('moved', large.url, { list: 'a', token: 'rotated', pollSeconds: '1' });
  await eventually(() => expect(large.calls.at(-1)!.headers.authorization).toBe('Bearer rotated'));
  expect(large.calls.map(({ url }) => url).filter((url) => url === '/comments?after=0')).toHaveLength(1);
  // An address that was mistyped and put right again costs no place.
  await register('moved', 'http://127.0.0.1:9', { list: 'a' });
  await until('moved', { state: 'unreachable', cursor: 30 });
  await register('moved', large.url, { list: 'a' });
  await until('moved', { state: 'ok', cursor: 30 });
  expect(large.calls.at(-1)!.url).toBe('/comments?after=30');
  // A server whose numbers are all lower would be silent for ever.
  await register('moved', small.url, { list: 'a' });
  await until('moved', { state: 'ok', cursor: 3 });
  expect(small.calls[0]!.url).toBe('/comments?after=0');
  const calls = small.calls.length;
  await register('moved', small.url, { list: 'b' });
  await eventually(() => expect(small.calls.slice(calls).map(({ url }) => url)).toContain('/comments?after=0'));
});

test('a cursor of an earlier version does not say whose it is, is believed, and says so from then on', async () => {
  const vendor = await vendorOf(() => 12);
  const polledAt = changedAt();
  await channel.publisher.publish(sourcePolled, {
    ...{ sourceId: 'older', format: 'comments', cursor: 12, polledAt, state: 'ok' },
  });
  await channel.restart();
  await register('older', vendor.url);
  await until('older', { cursor: 12, state: 'ok', account: expect.any(String) });
  expect(vendor.calls.map(({ url }) => url)).toEqual(['/comments?after=12']);
});

test('an address without TLS elsewhere, or with unreadable credentials, is refused and not called', async () => {
  await register('plain', 'http://vendor.example');
  await until('plain', { state: 'failed', why: 'the base address is not HTTPS' });
  const vendor = await vendorOf(() => 1);
  const source = await register('sealed', vendor.url);
  await channel.registerSource({ ...source, sourceId: 'sealed-2', credentialsEncrypted: 'bm9uc2Vuc2U' });
  await until('sealed-2', { state: 'failed', why: 'the credentials cannot be read' });
});

test('what a poll brought and nobody can read is kept among the refused', async () => {
  const vendor = await localVendor((_call, response) => json(response, { items: [{ id: 1, text: '' }], more: false }));
  vendors.push(vendor);
  await register('empty', vendor.url);
  await until('empty', { cursor: 1 });
  const refused = (await channel.read(feedbackRefused)).filter(({ data }) => data.sourceId === 'empty');
  // A part of a page: a replay has the format read it as such.
  expect(refused.map(({ data }) => [data.format, data.part])).toEqual([['comments/v1', true]]);
  expect((await channel.read(sourceChanged)).length).toBeGreaterThan(0);
});

import type { ServerResponse } from 'node:http';
import { feedbackSender, serviceClient, type SenderOptions, type Undelivered } from '../src/index';
import { accept, json, problem, standIn, type Call, type StandIn } from './stand-in';

// What an integrator gives wrong is said at once, not after minutes of retries; and what ends before its time ends soon.
let service: StandIn | undefined;
afterEach(() => service?.stop());

const RETRY = { firstDelayMs: 5, longestDelayMs: 20, deadlineMs: 60_000 };
const NOWHERE = { url: 'http://127.0.0.1:1', apiKey: 'k' };

async function senderTo(
  answer: (call: Call, response: ServerResponse, index: number) => void,
  options: Partial<SenderOptions> = {},
) {
  service = await standIn(answer);
  const sender = feedbackSender({ url: service.url, apiKey: 'hbk_key', retry: RETRY, ...options });
  return { sender, calls: service.calls };
}

test.each([
  ['an address without a scheme', { url: 'localhost:8103' }, 'must begin with http'],
  ['no address', { url: '' }, 'must begin with http'],
  ['an address without a host', { url: 'http://' }, 'must begin with http'],
  // The key is in no message, as messages go to logs.
  ['two keys', { apiKey: 'hbk_one\nhbk_two' }, /^the apiKey has characters that no header can carry$/],
] as [string, Partial<SenderOptions>, string | RegExp][])(
  '%s: refused when the sender is made',
  (_name, ...[wrong, words]) => {
    expect(() => feedbackSender({ ...NOWHERE, ...wrong })).toThrow(words);
  },
);

test('a key that was read from a file with its line end is a key', async () => {
  const { sender, calls } = await senderTo(accept, { apiKey: 'hbk_key\n' });
  await sender.send({ text: 'a' });
  expect(calls[0]!.headers.authorization).toBe('Bearer hbk_key');
});

test.each([
  [{ batch: { items: 0 } }, 'items is 0'],
  [{ batch: { atOnce: Number.NaN } }, 'atOnce is NaN'],
  [{ batch: { queued: -1 } }, 'queued is -1'],
  [{ retry: { attemptMs: Infinity } }, 'attemptMs is Infinity'],
  [{ retry: { deadlineMs: '5000' as unknown as number } }, 'deadlineMs is 5000'],
])('settings that could never end or begin are refused: %j', (wrong, words) => {
  expect(() => feedbackSender({ ...NOWHERE, ...wrong })).toThrow(words);
  if ('retry' in wrong) expect(() => serviceClient('cases', { ...NOWHERE, ...wrong })).toThrow(RangeError);
});

test('a setting given as undefined is not given', async () => {
  const nothing = undefined as unknown as number;
  const { sender, calls } = await senderTo(accept, {
    retry: { deadlineMs: nothing, attemptMs: nothing },
    batch: { items: nothing, bytes: nothing, waitMs: nothing, atOnce: nothing, queued: nothing },
  });
  await Promise.all(Array.from({ length: 250 }, (_, n) => sender.send({ text: `${n}` })));
  expect(calls.map(({ body }) => body.trim().split('\n').length)).toEqual([100, 100, 50]);
});

test('a deadline may be without end', async () => {
  const { sender } = await senderTo(
    (call, response, index) => (index < 3 ? json(response, 503, problem(503)) : accept(call, response)),
    { retry: { ...RETRY, deadlineMs: Infinity } },
  );
  expect(await sender.send({ text: 'a' })).toMatchObject({ repeatable: true });
});

test.each(['分行-7', '', ' ', 'x'.repeat(201), 'a\nb'])(
  '%j is no key for a batch, and nothing is sent',
  async (key) => {
    const { sender, calls } = await senderTo(accept);
    await expect(sender.post({ items: [{ text: 'a' }], idempotencyKey: key })).rejects.toThrow(TypeError);
    expect(calls).toEqual([]);
  },
);

test('the longest key still fits when its batch is cut', async () => {
  const { sender, calls } = await senderTo((call, response) =>
    call.body.trim().includes('\n') ? json(response, 413, problem(413)) : accept(call, response),
  );
  const items = Array.from({ length: 64 }, (_, n) => ({ text: `${n}` }));
  const outcomes = await sender.post({ items, idempotencyKey: 'k'.repeat(200) });
  expect(outcomes.every((outcome) => 'accepted' in outcome)).toBe(true);
  expect(Math.max(...calls.map(({ headers }) => String(headers['idempotency-key']).length))).toBeLessThan(255);
});

test('a redirect is told and not followed, as a POST would become a GET', async () => {
  const { sender, calls } = await senderTo((_call, response) => response.writeHead(301, { location: '/x' }).end());
  await expect(sender.send({ text: 'a' })).rejects.toMatchObject({ name: 'Undelivered', status: 301 });
  expect(calls).toHaveLength(1);
});

test('an undelivered batch has the items as they were sent, so that it counts once however they have changed', async () => {
  const { sender, calls } = await senderTo((call, response, index) =>
    index === 0 ? json(response, 500, problem(500)) : accept(call, response),
  );
  const item = { text: 'before', attributes: { b: '1', a: '2' } };
  const failed = sender.send(item).catch((error: unknown) => error as Undelivered);
  item.text = 'after';
  await sender.post(((await failed) as Undelivered).batch);
  expect(calls[1]!.body).toBe(calls[0]!.body);
});

test('a signal ends what is under way, what waits and what comes later; each can be sent again', async () => {
  const ending = new AbortController();
  const { sender } = await senderTo((_call, response) => json(response, 503, problem(503)), {
    signal: ending.signal,
    retry: { ...RETRY, firstDelayMs: 30_000, longestDelayMs: 30_000 },
    batch: { items: 1, atOnce: 1, queued: 3 },
  });
  const failures = Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map((text) => sender.send({ text })));
  setTimeout(() => ending.abort(new Error('the program ends')), 50);
  const reasons = (await failures).map((one) => (one.status === 'rejected' ? (one.reason as Undelivered) : null));
  expect(reasons.map((reason) => reason?.batch.items)).toEqual(['a', 'b', 'c', 'd', 'e'].map((text) => [{ text }]));
  expect(reasons[4]!.message).toContain('the program ends');
  await sender.close();
});

import type { ServerResponse } from 'node:http';
import { feedbackSender, ItemRefused, SenderClosed, Undelivered, type SenderOptions } from '../src/index';
import { accept, json, later, problem, standIn, type Call, type StandIn } from './stand-in';

let service: StandIn | undefined;
afterEach(() => service?.stop());

const RETRY = { firstDelayMs: 5, longestDelayMs: 20, deadlineMs: 5_000 };

async function senderTo(
  answer: (call: Call, response: ServerResponse, index: number) => void,
  options: Partial<SenderOptions> = {},
) {
  service = await standIn(answer);
  const sender = feedbackSender({ url: service.url, apiKey: 'hbk_key', retry: RETRY, ...options });
  return { sender, calls: service.calls };
}
const linesOf = ({ body }: Call) => body.trim().split('\n');
const idOf = (text: string) => `id of ${JSON.stringify({ text })}`;
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

test('items sent together go in one request, and each caller gets the answer for its own', async () => {
  const { sender, calls } = await senderTo(accept, { source: 'web form/1' });
  const answers = await Promise.all(['好', '壞', 'so-so'].map((text) => sender.send({ text })));
  expect(answers).toEqual(['好', '壞', 'so-so'].map((text) => ({ feedbackId: idOf(text), repeatable: true })));
  expect(calls).toMatchObject([
    {
      method: 'POST',
      url: '/v1/feedback?source=web%20form%2F1',
      headers: {
        authorization: 'Bearer hbk_key',
        'content-type': 'application/x-ndjson',
        'idempotency-key': expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    },
  ]);
  expect(linesOf(calls[0]!)).toHaveLength(3);
});

test('a batch that failed is sent again as it was, under the same key; other batches have other keys', async () => {
  const { sender, calls } = await senderTo((call, response, index) =>
    index < 2 ? json(response, 503, problem(503)) : accept(call, response),
  );
  await Promise.all([sender.send({ text: 'a' }), sender.send({ text: 'b' })]);
  await sender.send({ text: 'c' });
  const [first, second, third, other] = calls.map(({ body, headers }) => ({ body, key: headers['idempotency-key'] }));
  expect([second, third]).toEqual([first, first]);
  expect(other!.key).not.toBe(first!.key);
});

test.each([408, 425, 429, 502, 503, 504])('%i is tried again', async (status) => {
  const { sender, calls } = await senderTo((call, response, index) =>
    index === 0 ? json(response, status, problem(status)) : accept(call, response),
  );
  expect(await sender.send({ text: 'a' })).toEqual({ feedbackId: idOf('a'), repeatable: true });
  expect(calls).toHaveLength(2);
});

test.each([400, 401, 403, 404, 409, 415, 500, 501])('%i is not tried again, and is told to each', async (status) => {
  const { sender, calls } = await senderTo((_call, response) => json(response, status, problem(status, 'Not so')));
  const errors = await Promise.all(['a', 'b'].map((text) => failureOf(sender.send({ text }))));
  expect(errors).toEqual([expect.any(Undelivered), expect.any(Undelivered)]);
  expect(errors[0]).toMatchObject({
    status,
    message: `the service answered ${status}: Not so`,
    problem: { type: '/problems/x' },
    batch: { items: [{ text: 'a' }, { text: 'b' }] },
  });
  expect(calls).toHaveLength(1);
});

test.each([429, 503])('%i with Retry-After is not asked again before', async (status) => {
  const { sender, calls } = await senderTo((call, response, index) =>
    index === 0 ? later(response, status, 1) : accept(call, response),
  );
  await sender.send({ text: 'a' });
  const waited = calls[1]!.at - calls[0]!.at;
  expect(waited).toBeGreaterThanOrEqual(995);
  expect(waited).toBeLessThan(1_900);
});

test('a Retry-After beyond the deadline ends it at once', async () => {
  const { sender, calls } = await senderTo((_call, response) => later(response, 503, 3600));
  expect(await failureOf(sender.send({ text: 'a' }))).toMatchObject({ name: 'Undelivered', status: 503 });
  expect(calls).toHaveLength(1);
});

test('connections that break, before or within the answer, and answers that never come are tried again', async () => {
  const { sender, calls } = await senderTo(
    (call, response, index) => {
      if (index === 0) return void response.destroy();
      if (index === 1) {
        response.writeHead(202, { 'content-type': 'application/json', 'content-length': '1000' });
        return void response.write('{"accepted":[', () => response.destroy());
      }
      if (index > 2) accept(call, response);
    },
    { retry: { ...RETRY, attemptMs: 100 } },
  );
  expect(await sender.send({ text: 'a' })).toEqual({ feedbackId: idOf('a'), repeatable: true });
  expect(new Set(calls.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  expect(calls).toHaveLength(4);
});

test('what nobody answers until the deadline is undelivered, and can be posted again under its key', async () => {
  let away = true;
  const { sender, calls } = await senderTo(
    (call, response) => (away ? void response.destroy() : accept(call, response)),
    { retry: { ...RETRY, deadlineMs: 60 } },
  );
  const error = (await failureOf(sender.send({ text: 'a' }))) as Undelivered;
  expect(error).toMatchObject({ name: 'Undelivered', status: null, batch: { items: [{ text: 'a' }] } });
  expect(error.message).toMatch(/^the service could not be reached: ./);
  expect(calls.length).toBeGreaterThan(1);
  away = false;
  expect(await sender.post(error.batch)).toEqual([{ accepted: { feedbackId: idOf('a'), repeatable: true } }]);
  expect([calls.at(-1)!.body, calls.at(-1)!.headers['idempotency-key']]).toEqual([
    calls[0]!.body,
    calls[0]!.headers['idempotency-key'],
  ]);
});

test('an item that is refused harms no other', async () => {
  const refused = [{ index: 1, reason: 'required', detail: 'text: a text is needed' }];
  const { sender } = await senderTo((_call, response) =>
    json(response, 202, {
      accepted: [0, 2].map((index) => ({ index, feedbackId: `f${index}`, repeatable: true })),
      refused,
    }),
  );
  const [a, b, c] = await Promise.allSettled(['a', '', 'c'].map((text) => sender.send({ text })));
  expect([a, c]).toMatchObject([{ value: { feedbackId: 'f0' } }, { value: { feedbackId: 'f2' } }]);
  expect(b).toMatchObject({ reason: { name: 'ItemRefused', reason: 'required', detail: 'text: a text is needed' } });
});

test('422 with all items refused tells each its reason; 422 of another kind is no judgement of an item', async () => {
  const refused = [{ index: 0, reason: 'required', detail: 'text' }];
  const { sender } = await senderTo((_call, response, index) =>
    json(response, 422, index === 0 ? { ...problem(422), accepted: [], refused } : problem(422)),
  );
  expect(await failureOf(sender.send({ text: '' }))).toBeInstanceOf(ItemRefused);
  expect(await failureOf(sender.send({ text: '' }))).toBeInstanceOf(Undelivered);
});

test('413 cuts a batch until it fits, each part under a key of its own; what fits nowhere is refused alone', async () => {
  const { sender, calls } = await senderTo((call, response) =>
    call.body.includes('huge') || linesOf(call).length > 2 ? json(response, 413, problem(413)) : accept(call, response),
  );
  const texts = ['1', '2', 'huge', '4', '5'];
  const settled = await Promise.allSettled(texts.map((text) => sender.send({ text })));
  expect(
    settled.map((one) => (one.status === 'fulfilled' ? one.value.feedbackId : (one.reason as Error).message)),
  ).toEqual([idOf('1'), idOf('2'), 'too-large: is larger than the service takes at once', idOf('4'), idOf('5')]);
  const keys = calls.map(({ headers }) => headers['idempotency-key']);
  expect(new Set(keys).size).toBe(calls.length);
});

test('an answer that forgets an item leaves it undelivered', async () => {
  const { sender } = await senderTo((_call, response) => json(response, 202, { accepted: [], refused: [] }));
  expect(await failureOf(sender.send({ text: 'a' }))).toMatchObject({ name: 'Undelivered', status: 202 });
});

test('closing sends what waits and takes nothing more', async () => {
  const { sender, calls } = await senderTo(accept, { batch: { waitMs: 60_000 } });
  const sent = ['a', 'b'].map((text) => sender.send({ text }));
  await sender.close();
  expect(calls).toHaveLength(1);
  expect((await Promise.all(sent)).map(({ feedbackId }) => feedbackId)).toEqual([idOf('a'), idOf('b')]);
  expect(await failureOf(sender.send({ text: 'c' }))).toBeInstanceOf(SenderClosed);
});

test('an item is sent as it was when it was given', async () => {
  const { sender, calls } = await senderTo(accept);
  const item = { text: 'before' };
  const sent = sender.send(item);
  item.text = 'after';
  await sent;
  expect(calls[0]!.body).toBe('{"text":"before"}\n');
});

test('a thousand items with a small queue all arrive, with no more requests at once than allowed', async () => {
  let [now, most] = [0, 0];
  const { sender } = await senderTo(
    (call, response) => {
      most = Math.max(most, ++now);
      setTimeout(() => {
        now--;
        accept(call, response);
      }, 2);
    },
    { batch: { items: 10, queued: 25, atOnce: 2 } },
  );
  const texts = Array.from({ length: 1_000 }, (_, i) => `Nr ${i} 號`);
  const ids = (await Promise.all(texts.map((text) => sender.send({ text })))).map(({ feedbackId }) => feedbackId);
  expect(ids).toEqual(texts.map(idOf));
  expect(most).toBe(2);
});

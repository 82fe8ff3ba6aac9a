import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { askClassifier } from './ask-classifier';

const label = { confidence: 1, needsReview: false, because: [] };
const LABELS = {
  product: { ...label, value: 'card' },
  cause: { ...label, value: 'none' },
  kind: { ...label, value: 'praise' },
  sentiment: { ...label, value: 'positive' },
  urgency: { ...label, value: 'low' },
  language: 'zh',
  script: 'Hans',
  modelVersion: 'm-2',
};

let server: Server | undefined;
afterEach(() => server?.close());

/** A classifier that gives these answers one after the other, the last again and again. */
async function classifier(...answers: { status: number; body?: unknown; headers?: Record<string, string> }[]) {
  const asked: { url: string | undefined; key: string | undefined; body: string }[] = [];
  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    asked.push({ url: request.url, key: request.headers.authorization, body: String(Buffer.concat(chunks)) });
    const { status, body, headers = {} } = answers[Math.min(asked.length, answers.length) - 1]!;
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body ?? {}));
  };
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const waited: number[] = [];
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/classifier/`;
  return { asked, waited, ask: askClassifier({ url, apiKey: 'k', wait: async (ms) => waited.push(ms) }) };
}

test('a busy or absent classifier is asked again, later and later, or when it says', async () => {
  const c = await classifier(
    { status: 429, headers: { 'retry-after': '3' } },
    { status: 503 },
    { status: 200, body: { items: [LABELS] } },
  );
  expect(await c.ask([{ text: '好用', rating: { stars: 5 } }])).toEqual([LABELS]);
  expect(c.waited).toEqual([3_000, 1_000]);
  expect(c.asked).toHaveLength(3);
  expect(c.asked[2]).toEqual({
    url: '/api/classifier/v1/classify',
    key: 'Bearer k',
    body: '{"items":[{"text":"好用","rating":{"stars":5}}]}',
  });
});

test('one that stays away ends the command with its address and reason', async () => {
  const c = await classifier({ status: 503 });
  await expect(c.ask([{ text: '' }])).rejects.toThrow(/\/v1\/classify did not answer after 8 attempts: 503/);
  expect(c.waited).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  server!.close();
  server!.closeAllConnections();
  await expect(c.ask([{ text: '' }])).rejects.toThrow(/did not answer after 8 attempts: .*ECONNREFUSED/);
});

test.each<[string, { status: number; body?: unknown }, RegExp]>([
  ['a wrong key', { status: 401, body: { type: '/p', title: 'No valid bearer token', status: 401 } }, /401 No valid/],
  ['another page', { status: 200, body: { hello: 1 } }, /the answer has no labels/],
  ['too few answers', { status: 200, body: { items: [] } }, /0 answers for 1 texts/],
])('%s ends the command at once', async (_what, answer, message) => {
  const c = await classifier(answer);
  await expect(c.ask([{ text: '' }])).rejects.toThrow(message);
  expect(c.asked).toHaveLength(1);
});

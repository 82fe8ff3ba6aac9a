import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { feedbackClassified, type Labels } from '@hearback/contracts';
import { readToEnd } from '@hearback/kafka';
import { eventually } from '@hearback/testing';
import { arrival, caseOf, idOf, LABELS, type ArrivalShape } from '../src/domain/test-feedback';
import { command, detail, publishedInFull } from './drive-cases';
import { startHarness, type Harness } from './harness';

// `hearback relabel` as an operator runs it, on the topic and the register. The classifier is a small one of this test, so
// that its model can change between two runs.
jest.setTimeout(120_000);

const COMMAND = join(__dirname, '../../../dist/services/cli/main.js');
const CLASSIFIER = join(__dirname, '../../../dist/services/classifier/main.js');
const BETTER: Labels = {
  ...LABELS,
  product: { ...LABELS.product, value: 'loan' },
  urgency: { value: 'high', confidence: 0.9, needsReview: false, because: [] },
  modelVersion: 'test-2',
};
const VALUES = { product: 'card', cause: 'fees', kind: 'complaint', sentiment: 'negative', urgency: 'normal' };

let h: Harness;
let classifier: Server;
let model: (text: string) => Labels = () => LABELS;
let asked: { text: string; title?: string; channel?: string }[] = [];
let busy = 0;
beforeAll(async () => {
  h = await startHarness();
  classifier = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (busy-- > 0) return response.writeHead(429, { 'retry-after': '0' }).end('{}');
    const { items } = JSON.parse(String(Buffer.concat(chunks))) as { items: typeof asked };
    asked.push(...items);
    return response.end(JSON.stringify({ items: items.map(({ text }) => model(text)) }));
  }).listen(0, '127.0.0.1');
  await once(classifier, 'listening');
});
afterAll(async () => {
  classifier?.close();
  await h?.stop();
});

interface Report {
  modelVersion: string;
  lookedAt: number;
  alreadyLabelled: number;
  wouldChange: number;
  published: number | null;
  [field: string]: unknown;
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

function relabel(...options: string[]): Promise<Report> {
  asked = [];
  return relabelBy(`http://127.0.0.1:${portOf(classifier)}`, ...options);
}

function relabelBy(url: string, ...options: string[]): Promise<Report> {
  const env = { ...process.env, ...h.environment, HEARBACK_API_KEY: 'hbk_classify' };
  const args = [COMMAND, 'relabel', '--json', '--classifier', url, ...options];
  return new Promise((resolve, reject) =>
    execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
      error ? reject(new Error(stderr)) : resolve(JSON.parse(stdout) as Report),
    ),
  );
}

const received = async () => {
  const records: { labels: string; relabels: string | undefined; id: string; at: number }[] = [];
  await readToEnd(h.connection, feedbackClassified.topic, ({ value, headers, timestamp }) => {
    const { labels, relabels } = feedbackClassified.schema.parse(JSON.parse(String(value)));
    records.push({ labels: labels.modelVersion, relabels, id: headers['ce_id']!, at: timestamp.getTime() });
  });
  return records.sort((a, b) => (a.id < b.id ? -1 : 1));
};
const feedbacks = async () =>
  (
    await h.pool.query<{ id: string; model: string; deliveries: number; revision: number }>(
      `select feedback_id as id, labels->>'modelVersion' as model, deliveries, revision from feedback order by feedback_id`,
    )
  ).rows;
const labelsOf = async (name: string) => (await detail(h, caseOf(name))).labels;
const changesOf = async (name: string) =>
  (await publishedInFull(h)).filter(({ caseId }) => caseId === caseOf(name)).map(({ change }) => change.kind);

const revised: ArrivalShape = { name: 'revised', text: '年費退了', relation: { kind: 'revision', revision: 2 } };
const early = { receivedAt: '2026-04-01T00:00:00.000Z' };
const FIRST: ArrivalShape[] = [
  { name: 'plain', title: '年費' },
  { name: 'corrected' },
  { name: 'revised' },
  revised,
  { name: 'joined', relation: { kind: 'resubmission', of: idOf('plain'), score: 1 } },
  { name: 'rating', text: '', feedback: { rating: { stars: 2 } } },
  { name: 'early', feedback: early },
];

test('without --apply it says what would change, and nothing is written', async () => {
  await h.classified(...FIRST.map(arrival));
  await eventually(async () => expect(await feedbacks()).toHaveLength(6));
  await eventually(async () => expect((await detail(h, caseOf('revised'))).version).toBe(2));
  await eventually(async () => expect((await detail(h, caseOf('plain'))).version).toBe(2));
  const body = { product: 'wealth' };
  expect(await command(h, { caseId: caseOf('corrected'), name: 'reclassify', body })).toMatchObject({ status: 200 });
  const before = [await received(), await feedbacks()];
  model = (text) => (text === '' ? { ...LABELS, modelVersion: 'test-2' } : BETTER);
  busy = 2;
  const report = await relabel('--since', '2026-05-01T00:00:00Z');
  expect(report).toEqual({
    modelVersion: 'test-2',
    lookedAt: 5,
    alreadyLabelled: 0,
    wouldChange: 4,
    axes: {
      product: [{ from: 'card', to: 'loan', count: 4, share: 0.8 }],
      cause: [],
      kind: [],
      sentiment: [],
      urgency: [{ from: 'normal', to: 'high', count: 4, share: 0.8 }],
    },
    needsReview: { gained: 0, lost: 4 },
    urgent: { lessUrgent: { count: 0, feedbackIds: [] }, moreUrgent: { count: 4, feedbackIds: expect.any(Array) } },
    published: null,
    unreadable: 0,
  });
  expect(new Set((report['urgent'] as { moreUrgent: { feedbackIds: string[] } }).moreUrgent.feedbackIds)).toEqual(
    new Set(['plain', 'corrected', 'revised', 'joined'].map(idOf)),
  );
  // The words of an earlier content are not sent; the first request only asks which model answers.
  expect(asked.map(({ text, title }) => [text, title]).sort()).toEqual(
    [['', undefined], ['', undefined], ...['plain', 'corrected', 'joined'].map(textOf), ['年費退了', undefined]].sort(),
  );
  expect([await received(), await feedbacks()]).toEqual(before);
});

const textOf = (name: string) => {
  const { text, title } = arrival(FIRST.find((shape) => shape.name === name)!).feedback;
  return [text, title];
};

test('with --apply cases takes the labels, once, and what a person has corrected stands', async () => {
  const before = await received();
  expect(await relabel('--since', '2026-05-01T00:00:00Z', '--apply')).toMatchObject({ wouldChange: 4, published: 5 });
  await eventually(async () =>
    expect((await feedbacks()).map(({ id, model: by }) => [id, by])).toEqual(
      (await feedbacks()).map(({ id }) => [id, id === idOf('early') ? 'test-1' : 'test-2']),
    ),
  );
  const relabelled = { ...VALUES, product: 'loan', urgency: 'high' };
  expect(await labelsOf('plain')).toEqual(relabelled);
  expect(await labelsOf('corrected')).toEqual({ ...relabelled, product: 'wealth' });
  expect(await labelsOf('revised')).toEqual(relabelled);
  expect(await labelsOf('early')).toEqual(VALUES);
  expect(await changesOf('plain')).toEqual(['opened', 'feedback-joined', 'relabelled']);
  expect(await changesOf('corrected')).toEqual(['opened', 'reclassified', 'relabelled']);
  expect(await changesOf('revised')).toEqual(['opened', 'feedback-revised', 'relabelled']);
  expect((await detail(h, caseOf('corrected'))).timeline.at(-1)).toMatchObject({
    kind: 'relabelled',
    by: null,
    data: {
      feedbackId: idOf('corrected'),
      modelVersion: 'test-2',
      before: { ...VALUES, product: 'wealth' },
      after: { ...relabelled, product: 'wealth' },
    },
  });
  expect((await feedbacks()).map(({ deliveries, revision }) => deliveries - revision)).toEqual([0, 0, 0, 0, 0, 0]);
  // No record is younger than the one that it replaces, so no words are kept longer.
  const after = await received();
  const replacing = after.filter(({ relabels }) => relabels);
  expect(replacing).toHaveLength(5);
  for (const { relabels, at } of replacing) expect(at).toBe(before.find(({ id }) => id === relabels)!.at);
});

test('a second run has nothing to change and sends no words', async () => {
  const before = [await received(), await feedbacks()];
  const report = await relabel('--since', '2026-05-01T00:00:00Z', '--apply');
  expect(report).toMatchObject({ lookedAt: 5, alreadyLabelled: 5, wouldChange: 0, published: 0 });
  expect(asked).toEqual([{ text: '' }]);
  expect([await received(), await feedbacks()]).toEqual(before);
});

test('an unmarked repetition under another model changes nothing, neither here nor in the report', async () => {
  await h.classified(arrival({ name: 'early', feedback: early, labels: BETTER, delivery: 'again' }));
  await eventually(async () =>
    expect((await feedbacks()).find(({ id }) => id === idOf('early'))).toMatchObject({
      model: 'test-1',
      deliveries: 2,
    }),
  );
  expect(await relabel('--until', '2026-05-01T00:00:00Z')).toMatchObject({ lookedAt: 1, wouldChange: 1 });
});

test('going back to the earlier model is a relabelling too', async () => {
  model = () => LABELS;
  expect(await relabel('--apply')).toMatchObject({ lookedAt: 6, alreadyLabelled: 1, wouldChange: 4, published: 5 });
  for (const name of ['plain', 'revised']) await eventually(async () => expect(await labelsOf(name)).toEqual(VALUES));
  await eventually(async () => expect(await labelsOf('corrected')).toEqual({ ...VALUES, product: 'wealth' }));
  expect(await relabel('--apply')).toMatchObject({ alreadyLabelled: 6, published: 0 });
});

test('labels for a content that was revised meanwhile come too late', async () => {
  const before = await detail(h, caseOf('revised'));
  const late = { name: 'revised', labels: BETTER, relabels: idOf('some event'), delivery: 'late' };
  await h.classified(arrival(late), arrival({ name: 'last' }));
  await eventually(async () => expect(await feedbacks()).toHaveLength(7));
  const metrics = await eventually(async () => {
    const text = await (await fetch(`${h.service().url}/metrics`)).text();
    expect(text).toContain('content-not-in-force');
    return text;
  });
  expect(metrics).toMatch(/content-not-in-force.* 1(\s|$)/m);
  expect(await detail(h, caseOf('revised'))).toEqual(before);
});

test('the classifier that comes with Hearback is asked as it wants to be', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const PORT = String(portOf(free));
  free.close();
  const running = spawn(process.execPath, [CLASSIFIER], { env: { ...process.env, ...h.environment, PORT } });
  const url = `http://127.0.0.1:${PORT}`;
  try {
    await eventually(async () => expect((await fetch(`${url}/health/ready`)).status).toBe(200), 30_000);
    const { modelVersion, published } = await relabelBy(url, '--apply');
    expect(published).toBe(7);
    await eventually(async () =>
      expect(new Set((await feedbacks()).map(({ model: by }) => by))).toEqual(new Set([modelVersion])),
    );
    expect(await relabelBy(url, '--apply')).toMatchObject({ alreadyLabelled: 7, wouldChange: 0, published: 0 });
  } finally {
    running.kill('SIGKILL');
    await once(running, 'exit');
  }
});

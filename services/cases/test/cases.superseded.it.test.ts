import { randomUUID } from 'node:crypto';
import {
  deterministicId,
  feedbackReceived,
  feedbackRefused,
  refusalClosed,
  sourceChanged,
  type EventContract,
  type EventOf,
  type Feedback,
  type FeedbackAnswer,
} from '@hearback/contracts';
import { readToEnd } from '@hearback/kafka';
import { eventually } from '@hearback/testing';
import type { z } from 'zod';
import { LABELS } from '../src/domain/test-feedback';
import { refusalAnswer, refusalListAnswer } from '../src/refusal-shapes';
import { departures, problem } from './drive-cases';
import { startHarness, type Harness } from './harness';
import { startForms, type RunningForms } from './start-forms';

// From a refusal to its correction, sent again by its sender to a real channel service. What the deduplicator and the
// classifier would say of each feedback is said here, so that a test decides when it is said.
jest.setTimeout(240_000);

type Listed = z.output<typeof refusalListAnswer>['items'][number];
type Shown = z.output<typeof refusalAnswer>;

let h: Harness;
let forms: RunningForms;
let sources = 0;

beforeAll(async () => {
  h = await startHarness();
  await newSource();
  forms = await startForms(h);
});
afterAll(async () => {
  forms?.process.kill('SIGKILL');
  await h?.stop();
});

async function newSource(mapping: Record<string, string> = {}, sourceId = `source-${++sources}`): Promise<string> {
  await h.publisher.publish(sourceChanged, {
    ...{ kind: 'source', sourceId, name: sourceId, channel: 'web-form', timeZone: 'Asia/Shanghai', isDefault: false },
    ...{ rate: { itemsPerSecond: 10_000, burst: 10_000 }, mapping, changedAt: new Date().toISOString() },
  });
  return sourceId;
}

const AUTHORIZATION = { authorization: 'Bearer hbk_post' };

/** Again and again until the service knows the source. */
async function send(path: string, body: string, headers: Record<string, string>) {
  return eventually(async () => {
    const response = await fetch(`${forms.url}${path}`, {
      method: 'POST',
      body,
      headers: { ...AUTHORIZATION, ...headers },
    });
    expect([202, 200, 400, 422]).toContain(response.status);
    return { status: response.status, text: await response.text() };
  });
}

async function post(sourceId: string, items: unknown, key?: string): Promise<FeedbackAnswer> {
  const headers = { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) };
  const body = typeof items === 'string' ? items : JSON.stringify(items);
  return JSON.parse((await send(`/v1/feedback?source=${sourceId}`, body, headers)).text) as FeedbackAnswer;
}
const postFile = (sourceId: string, csv: string, report = 'csv') =>
  send(`/v1/files?source=${sourceId}&report=${report}`, csv, { 'content-type': 'text/csv' });

async function all<C extends EventContract>(event: C): Promise<EventOf<C>[]> {
  const found: EventOf<C>[] = [];
  await readToEnd(h.connection, event.topic, ({ value }) => {
    found.push(event.schema.parse(JSON.parse(String(value))) as EventOf<C>);
  });
  return found;
}
const received = async (sourceId: string) => (await all(feedbackReceived)).filter((f) => f.sourceId === sourceId);

const TRACEPARENT = `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`;
let deliveries = 0;
/** What the rest of the way makes of feedback; each call is a delivery of its own. */
const classified = (...feedbacks: Feedback[]) =>
  h.classified(
    ...feedbacks.map((feedback) => ({
      ceId: deterministicId('delivery', feedback.feedbackId, ++deliveries),
      feedback,
      relation: { kind: 'original' as const, score: 0, revision: 1, outdated: false, substantive: true, because: [] },
      labels: LABELS,
      traceparent: TRACEPARENT,
    })),
  );
async function classifyAll(sourceId: string): Promise<Feedback[]> {
  const found = await received(sourceId);
  await classified(...found);
  return found;
}

const list = async (query: string) =>
  ((await h.get(`/v1/refused?${query}&limit=200`)).body as { items: Listed[] }).items;
const show = async (refusedId: string) => (await h.get(`/v1/refused/${refusedId}`)).body as Shown;
const states = async (sourceId: string) => (await list(`sourceId=${sourceId}`)).map(({ state }) => state).sort();
const stored = (sourceId: string, count: number) =>
  eventually(async () => {
    const items = await list(`sourceId=${sourceId}`);
    expect(items).toHaveLength(count);
    return items;
  });
/** The feedback is registered, with so many deliveries. */
async function registered(feedbackId: string, deliveriesOfIt = 1): Promise<void> {
  await eventually(async () => {
    const { rows } = await h.pool.query<{ deliveries: number }>(
      'select deliveries from feedback where feedback_id = $1',
      [feedbackId],
    );
    expect(rows).toEqual([{ deliveries: deliveriesOfIt }]);
  });
}

test('an item that comes again with its externalId, corrected, closes its refusal, once', async () => {
  const sourceId = await newSource();
  await post(sourceId, { text: 5, externalId: 'a' });
  const [refused] = await stored(sourceId, 1);
  await post(sourceId, { text: '柜台没有人', externalId: 'a' });
  const [feedback] = await classifyAll(sourceId);
  await eventually(async () => expect(await states(sourceId)).toEqual(['superseded']));
  await classifyAll(sourceId);
  await registered(feedback!.feedbackId, 2);
  const shown = await show(refused!.refusedId);
  expect(shown).toMatchObject({
    ...{ state: 'superseded', feedbackIds: [feedback!.feedbackId], replayingSince: null },
    history: [{ kind: 'superseded', by: null, data: { feedbackIds: [feedback!.feedbackId] } }],
  });
  expect(departures(refusalAnswer, shown)).toEqual([]);
  await eventually(async () =>
    expect((await all(refusalClosed)).filter(({ refusedId }) => refusedId === refused!.refusedId)).toEqual([
      expect.objectContaining({ how: 'superseded', feedbackIds: [feedback!.feedbackId], sourceId }),
    ]),
  );
  expect(await list(`state=superseded&sourceId=${sourceId}`)).toHaveLength(1);
  expect(problem(await h.command(`/v1/refused/${refused!.refusedId}/dismiss`, { reason: 'x' }, null))).toEqual([
    409,
    '/problems/superseded-already',
  ]);
  expect((await h.command('/v1/refused/replay', { ids: [refused!.refusedId] }, null)).body).toMatchObject({
    requested: 0,
    skipped: [{ refusedId: refused!.refusedId, why: 'superseded' }],
  });
});

test('an item without a name closes by its place in a request of the same key and size, and by nothing less', async () => {
  const sourceId = await newSource();
  const bad = { text: '好', rating: { stars: 9 } };
  await post(sourceId, [bad, { text: '排队两小时' }], 'key-1');
  await post(sourceId, [bad, { text: '等了很久' }], 'key-2');
  await stored(sourceId, 2);
  await post(sourceId, [{ ...bad, rating: { stars: 4 } }, { text: '排队两小时' }], 'key-1');
  await post(sourceId, [{ text: '只有一条' }], 'key-2');
  await classifyAll(sourceId);
  await eventually(async () => expect(await states(sourceId)).toEqual(['open', 'superseded']));
  const [over] = await list(`sourceId=${sourceId}&state=superseded`);
  const [mended] = (await received(sourceId)).filter(({ rating }) => rating?.stars === 4);
  expect(over!.feedbackIds).toEqual([mended!.feedbackId]);
});

test('a body that nobody could read closes when its request, sent again with its key, is', async () => {
  const sourceId = await newSource();
  await post(sourceId, '[{"text":"等了很久"', 'key-3');
  await post(sourceId, '[{"text":"没有钥匙"');
  await stored(sourceId, 2);
  await post(sourceId, [{ text: '等了很久' }, { text: 7 }], 'key-3');
  await classifyAll(sourceId);
  await eventually(async () => expect(await states(sourceId)).toEqual(['open', 'open', 'superseded']));
});

test('a bad row, mended in the report of bad rows, closes its refusal, though it has an id of its own by then', async () => {
  const sourceId = await newSource({ 编号: 'externalId', 意见: 'text', 星级: 'rating.stars' });
  const { text: report } = await postFile(sourceId, '编号,意见,星级\n1,好,5\n2,排队太久,9\n1.23E+15,没人,1\n');
  await stored(sourceId, 2);
  const mended = report.replace(',9,', ',1,').replace('1.23E+15', '1230000000000001');
  await postFile(sourceId, mended);
  await classifyAll(sourceId);
  await eventually(async () => expect(await states(sourceId)).toEqual(['superseded', 'superseded']));
});

test('a file without a heading that was known closes when its mapping was mended and it is sent again', async () => {
  const sourceId = await newSource();
  const csv = '说法,评价\n排队太久,慢\n';
  expect((await postFile(sourceId, csv)).status).toBe(422);
  await stored(sourceId, 1);
  await newSource({ 说法: 'text' }, sourceId);
  await eventually(async () => expect((await postFile(sourceId, csv)).status).toBe(200));
  await classifyAll(sourceId);
  await eventually(async () => expect(await states(sourceId)).toEqual(['superseded']));
});

const [T1, T2, T3] = ['2026-05-20T01:00:00.000Z', '2026-05-20T02:00:00.000Z', '2026-05-20T03:00:00.000Z'] as const;
const refusal = (sourceId: string, given: Partial<EventOf<typeof feedbackRefused>>) => ({
  ...{ refusedId: randomUUID(), sourceId, channel: 'web-form' as const, receivedAt: T2, format: 'hearback/v1' },
  ...{ serviceVersion: '0', originalEncrypted: 'eA', truncated: false, headers: {} },
  reasons: [{ path: 'text', reason: 'required', detail: 'a text is needed' }],
  ...given,
});
const feedbackOf = (sourceId: string, name: string, given: Partial<Feedback> = {}): Feedback => ({
  feedbackId: deterministicId(sourceId, name),
  contentHash: deterministicId('content', given.text ?? name),
  ...{ channel: 'web-form', sourceId, format: 'hearback/v1', occurredAt: T1, receivedAt: T3, late: false },
  ...{ repaired: false, repeatable: true, text: name, language: 'zh', script: 'Hans', attachments: [], attributes: {} },
  customer: { customerKey: `${sourceId} ${name}`, identities: [], kind: 'individual' },
  ...given,
});

test('a refusal that is stored after its correction was registered closes all the same, however often it comes', async () => {
  const sourceId = await newSource();
  const [within, item] = [randomUUID(), randomUUID()];
  await classified(feedbackOf(sourceId, 'a'), feedbackOf(sourceId, 'b', { sentAs: { within, item } }));
  await registered(deterministicId(sourceId, 'b'));
  const late = [deterministicId(sourceId, 'a'), within, item].map((awaits) => refusal(sourceId, { awaits }));
  for (let times = 0; times < 2; times++) for (const one of late) await h.publisher.publish(feedbackRefused, one);
  await eventually(async () => expect(await states(sourceId)).toEqual(['superseded', 'superseded', 'superseded']));
  const histories = await Promise.all(late.map(async ({ refusedId }) => (await show(refusedId)).history.length));
  expect(histories).toEqual([1, 1, 1]);
});

test('what came before, is older at the source, or is of another source closes nothing, in either order', async () => {
  const sourceId = await newSource();
  const other = await newSource();
  const refusals = [
    refusal(sourceId, { awaits: deterministicId(sourceId, 'before') }),
    refusal(sourceId, { awaits: deterministicId(sourceId, 'older'), sourceUpdatedAt: T2 }),
    refusal(sourceId, { awaits: deterministicId(sourceId, 'elsewhere') }),
    refusal(sourceId, {}),
  ];
  const before = feedbackOf(sourceId, 'before', { receivedAt: T1 });
  const contents = [before, feedbackOf(sourceId, 'older', { sourceUpdatedAt: T1 }), feedbackOf(other, 'elsewhere')];
  for (const one of refusals) await h.publisher.publish(feedbackRefused, one);
  await stored(sourceId, 4);
  await classified(...contents);
  // The same content once more, received after the refusal: a redelivery mends nothing.
  await classified({ ...before, receivedAt: T3 });
  await registered(before.feedbackId, 2);
  await registered(deterministicId(other, 'elsewhere'));
  for (const one of refusals) await h.publisher.publish(feedbackRefused, { ...one, refusedId: randomUUID() });
  await stored(sourceId, 8);
  await classified(feedbackOf(sourceId, 'before', { text: '改过的', contentHash: 'new' }));
  await eventually(async () =>
    expect(await states(sourceId)).toEqual([...Array<string>(6).fill('open'), 'superseded', 'superseded']),
  );
});

test('of 300 corrections and refusals that arrive at the same time at two replicas none is missed', async () => {
  const sourceId = await newSource();
  const second = await h.replica();
  try {
    const names = Array.from({ length: 300 }, (_, n) => `n${n}`);
    await Promise.all(
      names.flatMap((name, n) => {
        const awaits = deterministicId(sourceId, name);
        const told = h.publisher.publish(feedbackRefused, refusal(sourceId, { awaits }));
        const said = classified(feedbackOf(sourceId, name));
        return n % 2 ? [told, said] : [said, told];
      }),
    );
    await eventually(async () => {
      const { rows } = await h.pool.query(
        `select state, count(*)::int from refusal where source_id = $1 group by state`,
        [sourceId],
      );
      expect(rows).toEqual([{ state: 'superseded', count: 300 }]);
    }, 60_000);
    await eventually(async () =>
      expect((await all(refusalClosed)).filter((closed) => closed.sourceId === sourceId)).toHaveLength(300),
    );
  } finally {
    await second.stop();
  }
});

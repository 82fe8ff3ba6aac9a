import { once } from 'node:events';
import {
  feedbackReceived,
  refusalClosed,
  sourceChanged,
  type EventContract,
  type EventOf,
  type FeedbackAnswer,
} from '@hearback/contracts';
import { readToEnd } from '@hearback/kafka';
import { eventually } from '@hearback/testing';
import type { z } from 'zod';
import { refusalAnswer, refusalListAnswer, replayAnswer } from '../src/refusal-shapes';
import { departures, problem } from './drive-cases';
import { startHarness, type Harness } from './harness';
import { startForms, type RunningForms } from './start-forms';

// Refusals from the caller's bad item to the feedback, with a channel service in a process of its own, so that it can be
// killed. What is mended is the source's time zone: its times were read as UTC, and lay in the future.
jest.setTimeout(240_000);

type Listed = z.output<typeof refusalListAnswer>;
type Shown = z.output<typeof refusalAnswer>;

let h: Harness;
let forms: RunningForms;

beforeAll(async () => {
  h = await startHarness();
  await register('forms', 'UTC');
  await register('many', 'UTC');
  await register('gb', 'UTC');
  forms = await startForms(h);
});
afterAll(async () => {
  await kill();
  await h?.stop();
});

async function kill(): Promise<void> {
  forms.process.kill('SIGKILL');
  await once(forms.process, 'exit');
}

const register = (sourceId: string, timeZone: string) =>
  h.publisher.publish(sourceChanged, {
    kind: 'source',
    sourceId,
    channel: 'web-form',
    name: sourceId,
    timeZone,
    isDefault: false,
    rate: { itemsPerSecond: 10_000, burst: 10_000 },
    changedAt: new Date().toISOString(),
  });

async function post(sourceId: string, items: unknown): Promise<FeedbackAnswer> {
  const response = await fetch(`${forms.url}/v1/feedback?source=${sourceId}`, {
    method: 'POST',
    headers: { authorization: 'Bearer hbk_post', 'content-type': 'application/json' },
    body: typeof items === 'string' ? items : JSON.stringify(items),
  });
  return (await response.json()) as FeedbackAnswer;
}

/** Now, as a form in Shanghai writes it: without a zone. */
const now = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19);
const list = async (query: string) => (await h.get(`/v1/refused?${query}`)).body as Listed;
const show = async (refusedId: string) => (await h.get(`/v1/refused/${refusedId}`)).body as Shown;
const replay = async (body: object) => h.command('/v1/refused/replay', body, null);
async function all<C extends EventContract>(event: C): Promise<EventOf<C>[]> {
  const found: EventOf<C>[] = [];
  await readToEnd(h.connection, event.topic, ({ value }) => {
    found.push(event.schema.parse(JSON.parse(String(value))) as EventOf<C>);
  });
  return found;
}
const receivedOf = async (sourceId: string) => (await all(feedbackReceived)).filter((f) => f.sourceId === sourceId);
/** Mends the source and waits until the channel service knows; what it refused until then is of before the answered time. */
async function mend(sourceId: string): Promise<string> {
  const to = new Date().toISOString();
  await register(sourceId, 'Asia/Shanghai');
  await eventually(async () =>
    expect((await post(sourceId, { text: 'probe', externalId: 'probe', occurredAt: now() })).accepted).toHaveLength(1),
  );
  return to;
}

const BROKEN = '{"text":"等了很久","author":{"phone":"13800138000"},';

test('what was refused is listed and shown, with contact data masked', async () => {
  await post('forms', [
    { text: '柜台没有人', externalId: 'a', occurredAt: now(), author: { phone: '13800138000', name: '王小明' } },
    { text: '排队两小时', occurredAt: now() },
    { text: 5, externalId: 'c' },
  ]);
  await post('forms', BROKEN);
  await eventually(async () => expect((await list('state=open')).items).toHaveLength(4));
  const { items } = await list('state=open&sourceId=forms&reason=in-the-future&format=hearback');
  const { body: counts } = await h.get('/v1/refused/by-source');
  expect(counts).toEqual({ items: [{ sourceId: 'forms', open: 4, oldestAt: expect.any(String) }], next: null });
  expect(items).toHaveLength(2);
  const first = await show(items[1]!.refusedId);
  const shown = [first, await show(items[0]!.refusedId)].find(({ original }) => original!.text!.includes('柜台'))!;
  expect(shown).toMatchObject({
    state: 'open',
    reasons: [{ path: 'occurredAt', reason: 'in-the-future' }],
    history: [],
  });
  expect(shown.original!.text).toContain('"author":{"phone":"1**********","name":"王**"}');
  const [broken] = (await list('reason=broken-json')).items;
  expect((await show(broken!.refusedId)).original).toMatchObject({
    text: BROKEN.replace('13800138000', '1**********'),
    index: null,
  });
});

test('the list has pages and says what is wrong with a question', async () => {
  const first = await list('limit=3');
  const second = await list(`limit=3&after=${first.next}`);
  expect([first.items.length, second.items.length, second.next]).toEqual([3, 1, null]);
  expect(new Set([...first.items, ...second.items].map(({ refusedId }) => refusedId)).size).toBe(4);
  const asked = ['state=lost', 'after=x', 'from=yesterday', 'colour=red'].map((query) => h.get(`/v1/refused?${query}`));
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([400, 400, 400, 400]);
  const unknown = '00000000-0000-4000-8000-000000000000';
  expect((await h.get(`/v1/refused/${unknown}`)).status).toBe(404);
  expect((await h.get('/v1/refused', 'hbk_post')).status).toBe(403);
  expect((await h.command('/v1/refused/replay', { ids: [unknown] }, null, 'hbk_read')).status).toBe(403);
  for (const body of [{}, { ids: [] }, { ids: [unknown], from: '2026-01-01T00:00:00Z' }, { sourceID: 'forms' }])
    expect((await replay(body)).status).toBe(422);
  expect((await replay({ ids: [unknown] })).body).toMatchObject({
    requested: 0,
    skipped: [{ refusedId: unknown, why: 'unknown' }],
  });
});

test('what the mended source can read becomes feedback with its first receivedAt, the rest stays open', async () => {
  const to = await mend('forms');
  const before = await list(`state=open&sourceId=forms&to=${to}`);
  const { status, body } = await replay({ from: '2026-01-01T00:00:00Z', to, sourceId: 'forms' });
  expect([status, body]).toEqual([202, { replayId: expect.any(String), requested: 4, skipped: [] }]);
  await eventually(async () => expect((await list('state=replayed')).items).toHaveLength(2));
  await eventually(async () =>
    expect((await list(`state=open&to=${to}`)).items.map(({ replayingSince }) => replayingSince)).toEqual([null, null]),
  );
  const replayed = (await list('state=replayed')).items;
  const received = (await receivedOf('forms')).filter(({ externalId }) => externalId !== 'probe');
  expect(received.map(({ feedbackId }) => feedbackId).sort()).toEqual(replayed.flatMap((r) => r.feedbackIds).sort());
  const firstTime = before.items.find(({ refusedId }) => refusedId === replayed[0]!.refusedId)!.receivedAt;
  expect(new Set(received.map(({ receivedAt }) => receivedAt))).toEqual(new Set([firstTime]));
  const { history } = await show(replayed[0]!.refusedId);
  expect(history).toMatchObject([
    { kind: 'replay-requested', by: { id: 'api-key:hbk_all', name: 'key hbk_all' } },
    { kind: 'replayed', by: null, data: { feedbackIds: replayed[0]!.feedbackIds } },
  ]);
  const [wrongType] = (await list('state=open&reason=wrong-type')).items;
  expect((await show(wrongType!.refusedId)).history.map(({ kind }) => kind)).toEqual([
    'replay-requested',
    'refused-again',
  ]);
});

test('replaying again changes nothing, and every refusal is closed once', async () => {
  const [done] = (await list('state=replayed')).items;
  expect((await replay({ ids: [done!.refusedId, done!.refusedId.toUpperCase()] })).body).toMatchObject({
    requested: 0,
    skipped: [{ refusedId: done!.refusedId, why: 'replayed' }],
  });
  const [open] = (await list('state=open&reason=wrong-type')).items;
  await Promise.all([replay({ ids: [open!.refusedId] }), replay({ reason: 'wrong-type' })]);
  await eventually(async () => {
    const kinds = (await show(open!.refusedId)).history.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'refused-again').length).toBeGreaterThan(1);
    expect((await show(open!.refusedId)).replayingSince).toBeNull();
  });
  const replayed = (await list('state=replayed')).items.map(({ refusedId }) => refusedId).sort();
  await eventually(async () =>
    expect((await all(refusalClosed)).map(({ refusedId }) => refusedId).sort()).toEqual(replayed),
  );
});

test('a person dismisses what is no feedback, with a reason, once', async () => {
  const [open] = (await list('state=open&reason=wrong-type')).items;
  const path = `/v1/refused/${open!.refusedId}/dismiss`;
  expect((await h.command(path, {}, null)).status).toBe(422);
  const dismiss = () => h.command(path, { reason: '测试数据 · a test of the sender' }, null);
  for (const answer of [await dismiss(), await dismiss()])
    expect(answer).toEqual({ status: 200, body: { refusedId: open!.refusedId, state: 'dismissed' } });
  const { history, state } = await show(open!.refusedId);
  expect([state, history.at(-1)]).toMatchObject([
    'dismissed',
    { kind: 'dismissed', by: { id: 'api-key:hbk_all' }, data: { reason: '测试数据 · a test of the sender' } },
  ]);
  await eventually(async () =>
    expect((await all(refusalClosed)).filter(({ refusedId }) => refusedId === open!.refusedId)).toMatchObject([
      { how: 'dismissed', feedbackIds: [] },
    ]),
  );
  const [done] = (await list('state=replayed')).items;
  expect(problem(await h.command(`/v1/refused/${done!.refusedId}/dismiss`, { reason: 'x' }, null))).toEqual([
    409,
    '/problems/replayed-already',
  ]);
});

test('a channel service killed in the middle of replaying 200, and started again, makes each one feedback', async () => {
  const items = Array.from({ length: 200 }, (_, n) => ({ text: `意见 ${n}`, occurredAt: now() }));
  expect((await post('many', items)).refused).toHaveLength(200);
  const ids = await eventually(async () => {
    const { items: open } = await list('state=open&sourceId=many&limit=200');
    expect(open).toHaveLength(200);
    return open.map(({ refusedId }) => refusedId);
  });
  const to = await mend('many');
  const said = async () => (await receivedOf('many')).filter(({ text }) => text !== 'probe');
  const replayed = async () => (await list('state=replayed&sourceId=many&limit=200')).items;
  expect((await replay({ ids: ids.slice(0, 100) })).body).toMatchObject({ requested: 100 });
  await eventually(async () => expect((await replayed()).length).toBeGreaterThan(0), 30_000, 5);
  // The others are asked for while it dies, so that it leaves some however fast it is.
  const others = replay({ sourceId: 'many', to });
  await kill();
  expect(((await others).body as { requested: number }).requested).toBeGreaterThanOrEqual(100);
  const atDeath = (await said()).length;
  await h.restart();
  await replay({ sourceId: 'many', to });
  forms = await startForms(h);
  await eventually(async () => expect(await replayed()).toHaveLength(200), 60_000);
  expect(atDeath).toBeGreaterThan(0);
  expect(atDeath).toBeLessThan(200);
  const byText = new Map<string, Set<string>>();
  for (const { text, feedbackId } of await said()) byText.set(text, (byText.get(text) ?? new Set()).add(feedbackId));
  expect([byText.size, Math.max(...[...byText.values()].map(({ size }) => size))]).toEqual([200, 1]);
  await eventually(async () =>
    expect((await all(refusalClosed)).filter(({ sourceId }) => sourceId === 'many')).toHaveLength(200),
  );
  const { rows } = await h.pool.query(
    `select count(*)::int as entries, count(distinct refused_id)::int as refusals from refusal_history
      where kind = 'replayed' and refused_id in (select refused_id from refusal where source_id = 'many')`,
  );
  expect(rows).toEqual([{ entries: 200, refusals: 200 }]);
});

test('a file that was refused whole is shown in the encoding that it is in, masked', async () => {
  // 姓名,手机,感受 and 王小明,13800138000,慢 in GB18030, which nobody declared.
  const bytes = Buffer.from('d0d5c3fb2ccad6bbfa2cb8d0cadc0acdf5d0a1c3f72c31333830303133383030302cc2fd0a', 'hex');
  const response = await fetch(`${forms.url}/v1/files?source=gb`, {
    method: 'POST',
    headers: { authorization: 'Bearer hbk_post', 'content-type': 'text/csv' },
    body: bytes,
  });
  expect(response.status).toBe(422);
  const [refused] = await eventually(async () => {
    const { items } = await list('sourceId=gb');
    expect(items).toHaveLength(1);
    return items;
  });
  expect((await show(refused!.refusedId)).original).toMatchObject({
    text: '姓名,手机,感受\n王**,1**********,慢\n',
    encoding: 'gb18030',
    bytes: bytes.length,
  });
  await h.command(`/v1/refused/${refused!.refusedId}/dismiss`, { reason: 'a test' }, null);
});

test('is shown as the interface says', async () => {
  const answer = await list('limit=2');
  const replayed = (await replay({ sourceId: 'nobody' })).body;
  expect([
    departures(refusalListAnswer, answer),
    departures(refusalAnswer, await show(answer.items[0]!.refusedId)),
    departures(replayAnswer, replayed),
  ]).toEqual([[], [], []]);
});

test('originals are dropped some time after their refusal was closed, what was done with it stays', async () => {
  const [done] = (await list('state=replayed&limit=1')).items;
  await h.pool.query(`update refusal set closed_at = now() - interval '31 days' where refused_id = $1`, [
    done!.refusedId,
  ]);
  await h.restart();
  await eventually(async () => expect((await show(done!.refusedId)).original).toBeNull());
  expect((await show(done!.refusedId)).history.at(-1)!.kind).toBe('replayed');
});

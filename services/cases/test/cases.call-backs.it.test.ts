import { deriveKeys, seal } from '@hearback/access';
import { caseChanged, replyDelivered, replyFailed, replyRequested } from '@hearback/contracts';
import { readToEnd } from '@hearback/kafka';
import { eventually } from '@hearback/testing';
import type { z } from 'zod';
import { callBackAnswer, callBackListAnswer } from '../src/call-back-shapes';
import { caseOf, idOf } from '../src/domain/test-feedback';
import { command, departures, detail, problem, SECOND } from './drive-cases';
import { startHarness, type Harness } from './harness';
import { openHotlineCases } from './hotline-cases';

jest.setTimeout(120_000);
let h: Harness;
const names = ['told', 'busy', 'gone', 'dated', 'lost', 'twice'];
const receivedAt = (hoursAgo: number) => new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
const RECEIVED = Object.fromEntries(names.map((name, index) => [name, receivedAt(index + 1)]));

beforeAll(async () => {
  h = await startHarness();
  const { contacts } = deriveKeys(h.environment.HEARBACK_SECRET!);
  const contactsEncrypted = seal(contacts, JSON.stringify({ phone: '+8613812345678' }));
  await openHotlineCases(
    h,
    names.map((name) => ({
      name,
      receivedAt: RECEIVED[name]!,
      customer: { displayName: '王小明', ...(name !== 'lost' && { contactsEncrypted }) },
    })),
  );
});
afterAll(() => h?.stop());

const TEXT = '您好，年费已退回您的账户。';
async function ask(name: string): Promise<string> {
  // Refused until the service has read the hotline's source, which nothing else shows.
  const answer = await eventually(async () => {
    const asked = await command(h, { caseId: caseOf(name), name: 'reply', body: { text: TEXT, by: 'channel' } });
    expect(asked.status).toBe(200);
    return asked;
  });
  return (answer.body as { replyId: string }).replyId;
}

type CallBack = z.output<typeof callBackAnswer>;
const one = async (replyId: string) => (await h.get(`/v1/call-backs/${replyId}`)).body as CallBack;
const open = async () => (await h.get('/v1/call-backs')).body as z.output<typeof callBackListAnswer>;

let calls = 0;
/** Says it twice, as one who got no answer would. */
async function say(replyId: string, outcome: string, body: object) {
  const key = `call-${++calls}`;
  const send = () => h.command(`/v1/call-backs/${replyId}/${outcome}`, body, key);
  const first = await send();
  if (first.status === 200) expect(await send()).toEqual(first);
  return first;
}
const now = () => new Date().toISOString();
const spoken = (replyId: string, spokenAt = now()) => say(replyId, 'spoken', { callId: 'out-4711', spokenAt });
const kinds = async (name: string) => {
  const { state, timeline } = await detail(h, caseOf(name));
  return { state, kinds: timeline.map(({ kind }) => kind).sort() };
};

async function published<C extends typeof replyDelivered | typeof replyFailed | typeof replyRequested>(
  event: C,
  replyId: string,
): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  await readToEnd(h.connection, event.topic, ({ value }) => {
    const data = event.schema.parse(JSON.parse(String(value)));
    if (data.replyId === replyId) found.push(data);
  });
  return found;
}

test('a reply to the hotline is a task: whom to call, what to say, by when; numbers are masked', async () => {
  const replyId = await ask('told');
  const requests = await eventually(async () => {
    const found = await published(replyRequested, replyId);
    expect(found).toHaveLength(1);
    return found;
  });
  expect(requests[0]).toMatchObject({ callBack: true, channel: 'hotline' });
  const found = await one(replyId);
  expect(found).toEqual({
    replyId,
    caseId: caseOf('told'),
    caseState: 'new',
    feedbackId: idOf('told'),
    sourceId: 'hotline',
    externalId: 'call-told',
    customer: { name: '王**', phone: '***5678' },
    text: TEXT,
    requestedBy: { id: 'api-key:hbk_all', name: 'key hbk_all' },
    requestedAt: expect.any(String),
    dueAt: new Date(Date.parse(RECEIVED.told!) + 86_400_000).toISOString(),
    state: 'open',
    claim: null,
    attempts: 0,
    lastTriedAt: null,
    callId: null,
    spokenAt: null,
    reason: null,
    closedAt: null,
    history: [],
  });
  expect(departures(callBackAnswer, found)).toEqual([]);
  expect(await kinds('told')).toEqual({ state: 'new', kinds: ['opened', 'reply-requested'] });
});

test('words with the customer answer the case at the time of the call, once, under the name of who called', async () => {
  const replyId = (await open()).items.find(({ caseId }) => caseId === caseOf('told'))!.replyId;
  const spokenAt = now();
  expect(await spoken(replyId, spokenAt)).toEqual({
    status: 200,
    body: { replyId, caseId: caseOf('told'), state: 'spoken', attempts: 1 },
  });
  await eventually(async () =>
    expect(await kinds('told')).toEqual({ state: 'replied', kinds: ['opened', 'replied', 'reply-requested'] }),
  );
  const replied = (await detail(h, caseOf('told'))).timeline.find(({ kind }) => kind === 'replied')!;
  expect(replied).toMatchObject({
    by: { id: 'api-key:hbk_all' },
    data: { replyId, repliedAt: spokenAt, origin: 'logged', substantive: true, text: TEXT },
  });
  expect(await published(replyDelivered, replyId)).toMatchObject([
    { externalReplyId: 'out-4711', deliveredAt: spokenAt, attempts: 1 },
  ]);
  expect(problem(await spoken(replyId))).toEqual([409, '/problems/call-back-closed']);
  expect(problem(await say(replyId, 'give-up', { reason: 'late' }))).toEqual([409, '/problems/call-back-closed']);
  expect(await one(replyId)).toMatchObject({ state: 'spoken', callId: 'out-4711', spokenAt });
});

test('who is not reached stays on the list with the number of attempts, also after a restart', async () => {
  const replyId = await ask('busy');
  expect(await say(replyId, 'not-reached', { note: '无人接听' })).toMatchObject({
    body: { state: 'open', attempts: 1 },
  });
  expect(await say(replyId, 'not-reached', { callId: 'out-2' })).toMatchObject({ body: { attempts: 2 } });
  await h.restart();
  expect(await one(replyId)).toMatchObject({
    state: 'open',
    attempts: 2,
    lastTriedAt: expect.any(String),
    history: [
      { kind: 'not-reached', by: { id: 'api-key:hbk_all' }, data: { note: '无人接听' } },
      { kind: 'not-reached', data: { callId: 'out-2' } },
    ],
  });
  expect((await open()).items.map((item) => item.replyId)).toContain(replyId);
  expect(await spoken(replyId)).toMatchObject({ body: { state: 'spoken', attempts: 3 } });
  await eventually(async () => expect((await kinds('busy')).state).toBe('replied'));
});

test('giving up tells the case why and who, in words that stay inside', async () => {
  const replyId = await ask('gone');
  await say(replyId, 'not-reached', {});
  expect(await say(replyId, 'give-up', { reason: '号码已停机' })).toMatchObject({ body: { state: 'given-up' } });
  await eventually(async () => expect((await kinds('gone')).kinds).toContain('reply-failed'));
  const told = (await detail(h, caseOf('gone'))).timeline.find(({ kind }) => kind === 'reply-failed');
  expect(told).toMatchObject({ by: { id: 'api-key:hbk_all' }, data: { replyId, reason: 'other', text: '号码已停机' } });
  expect(await published(replyFailed, replyId)).toMatchObject([{ reason: 'other', attempts: 1 }]);
  expect((await kinds('gone')).state).toBe('new');
  // Another answer is another task.
  expect(await ask('gone')).not.toBe(replyId);
});

test('a call can be vouched for by a second person, as every reply that a person has logged', async () => {
  const replyId = await ask('dated');
  await spoken(replyId);
  await eventually(async () => expect((await kinds('dated')).state).toBe('replied'));
  const vouch = (token?: string) =>
    command(h, { caseId: caseOf('dated'), name: 'confirm-reply', body: { replyId, evidence: 'recording-9' }, token });
  expect(problem(await vouch())).toEqual([409, '/problems/needs-second-person']);
  expect((await vouch(SECOND)).status).toBe(200);
});

test('without a number the task says so, and can be done all the same', async () => {
  expect(await one(await ask('lost'))).toMatchObject({ customer: { phone: null }, externalId: 'call-lost' });
});

test('the list shows what is due first, page by page, as it is described', async () => {
  await ask('twice');
  const all = await open();
  expect(departures(callBackListAnswer, all)).toEqual([]);
  const dues = all.items.map(({ dueAt }) => dueAt);
  expect([dues.length >= 3, dues]).toEqual([true, [...dues].sort()]);
  const first = (await h.get('/v1/call-backs?limit=1')).body as typeof all;
  const second = (await h.get(`/v1/call-backs?limit=1&after=${first.next}`)).body as typeof all;
  expect([...first.items, ...second.items]).toEqual(all.items.slice(0, 2));
  expect(((await h.get('/v1/call-backs?state=given-up')).body as typeof all).items).toHaveLength(1);
});

test('who may not, what is wrong and what is unknown are refused', async () => {
  const [{ replyId }] = (await open()).items as [CallBack];
  const path = `/v1/call-backs/${replyId}`;
  const body = { callId: 'x', spokenAt: now() };
  const refused = [
    await h.get('/v1/call-backs', 'hbk_post'),
    await h.command(`${path}/spoken`, body, 'k-1', 'hbk_read'),
    await h.command(`${path}/spoken`, body, null),
    await h.command(`${path}/spoken`, { spokenAt: now() }, 'k-2'),
    await h.command(`${path}/spoken`, { ...body, spokenAt: receivedAt(30) }, 'k-3'),
    await h.command(`${path}/spoken`, { ...body, spokenAt: receivedAt(-1) }, 'k-4'),
    await h.command(`${path}/give-up`, { reason: ' ' }, 'k-5'),
    await h.command(`/v1/call-backs/${idOf('nobody')}/give-up`, { reason: 'x' }, 'k-6'),
    await h.command(`${path}/not-reached`, {}, `call-${calls}`),
    await h.get('/v1/call-backs?after=nonsense'),
    await h.get('/v1/call-backs/nonsense'),
  ];
  expect(refused.map(problem)).toEqual([
    [403, '/problems/scope-missing'],
    [403, '/problems/scope-missing'],
    [400, '/problems/idempotency-key-missing'],
    [422, '/problems/invalid-body'],
    [422, '/problems/call-before-request'],
    [422, '/problems/call-in-future'],
    [422, '/problems/invalid-body'],
    [404, '/problems/call-back-unknown'],
    [422, '/problems/key-reused'],
    [400, '/problems/invalid-cursor'],
    [404, '/problems/not-found'],
  ]);
  expect(await one(replyId)).toMatchObject({ state: 'open' });
});

test('no number is on any topic that the tracker reads', async () => {
  const records: string[] = [];
  await readToEnd(h.connection, caseChanged.topic, ({ value }) => records.push(String(value)));
  expect(records.length).toBeGreaterThan(0);
  expect(records.filter((record) => record.includes('12345678') || record.includes(TEXT))).toEqual([]);
});

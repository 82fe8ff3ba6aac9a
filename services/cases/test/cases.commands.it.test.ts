import { eventually } from '@hearback/testing';
import { caseAnswer, caseListAnswer, commandAnswer } from '../src/http-shapes';
import { arrival, caseOf, idOf, LABELS } from '../src/domain/test-feedback';
import {
  answered,
  command as send,
  departures,
  detail as shown,
  problem,
  publishedInFull,
  SECOND,
} from './drive-cases';
import { startHarness, type Harness } from './harness';

jest.setTimeout(120_000);
let h: Harness;
const minute = (n: number) => `2026-05-20T01:${String(n).padStart(2, '0')}:00.000Z`;
const names = ['extension', 'reply', 'visit', 'withdraw', 'labels', 'assign'];

beforeAll(async () => {
  h = await startHarness();
  const feedback = { receivedAt: minute(3), occurredAt: minute(3) };
  await h.classified(...names.map((name) => arrival({ name, text: name, feedback })));
  await eventually(async () => {
    const found = await Promise.all(names.map((name) => h.get(`/v1/cases/${caseOf(name)}`)));
    expect(found.map((answer) => answer.status)).toEqual(names.map(() => 200));
  });
});
afterAll(() => h?.stop());

const detail = (caseId: string) => shown(h, caseId);
const command = (caseId: string, name: string, body: object) => send(h, { caseId, name, body });
const bySecond = (caseId: string, name: string, body: object) => send(h, { caseId, name, body, token: SECOND });

test('an assignment names the team, and the next one without a team has none', async () => {
  const id = caseOf('assign');
  const teamOf = async () => {
    const { items } = (await h.get('/v1/cases')).body as { items: { caseId: string; team: string | null }[] };
    return [(await detail(id))['team'], items.find((item) => item.caseId === id)!.team];
  };
  await command(id, 'assign', { assignee: '小李', team: '信用卡中心' });
  const first = await teamOf();
  await command(id, 'assign', { assignee: '小陈' });
  expect([first, await teamOf(), (await detail(id)).timeline[1]]).toMatchObject([
    ['信用卡中心', '信用卡中心'],
    [null, null],
    { kind: 'assigned', data: { assignee: '小李', team: '信用卡中心' } },
  ]);
});

test('more time is asked for by one person and approved by another, once', async () => {
  const id = caseOf('extension');
  const asked = await command(id, 'extend', { promise: 'legal', reason: '案情複雜，需外調' });
  const { extensionId } = answered(asked);
  const approve = (send: typeof command, extension = extensionId) =>
    send(id, 'approve-extension', { extensionId: extension, noticeAt: minute(30) });
  expect([
    asked.body,
    problem(await approve(command)),
    problem(await approve(bySecond, idOf('nothing'))),
    (await approve(bySecond)).body,
    problem(await approve(bySecond)),
  ]).toEqual([
    { caseId: id, version: 2, state: 'new', extensionId },
    [409, '/problems/needs-second-person'],
    [422, '/problems/extension-not-in-case'],
    { caseId: id, version: 3, state: 'new', extensionId },
    [409, '/problems/extension-already-approved'],
  ]);
  expect((await detail(id)).timeline.slice(1)).toMatchObject([
    { kind: 'extension-requested', data: { promise: 'legal', reason: 'other', text: '案情複雜，需外調' } },
    {
      kind: 'extended',
      by: { id: 'api-key:hbk_second' },
      data: { requestedBy: 'api-key:hbk_all', noticeAt: minute(30) },
    },
  ]);
});

test('a reply that one person logged is confirmed by another, once; what a machine saw needs it not', async () => {
  const id = caseOf('reply');
  const reply = { text: '费用已退回，请查收。', by: 'logged', repliedAt: minute(20) };
  const { replyId } = answered(await command(id, 'reply', reply));
  const observed = idOf('observed reply');
  await h.observed({
    replyId: observed,
    feedbackId: idOf('reply'),
    sourceId: 'web-form-default',
    text: '已为您退费，请查收。',
    repliedAt: minute(21),
    observedAt: minute(22),
    by: { id: 'agent:3' },
    automatic: false,
  });
  await eventually(async () => expect((await detail(id)).version).toBe(3));
  const confirm = (send: typeof command, reply = replyId) =>
    send(id, 'confirm-reply', { replyId: reply, evidence: 'call-recording' });
  expect([
    problem(await confirm(command)),
    problem(await confirm(bySecond, observed)),
    problem(await confirm(bySecond, idOf('nothing'))),
    (await confirm(bySecond)).body,
    problem(await confirm(bySecond)),
    (await detail(id)).timeline.at(-1),
  ]).toMatchObject([
    [409, '/problems/needs-second-person'],
    [409, '/problems/reply-not-logged'],
    [422, '/problems/reply-not-in-case'],
    { caseId: id, version: 4, state: 'replied' },
    [409, '/problems/reply-already-confirmed'],
    { kind: 'reply-confirmed', by: { id: 'api-key:hbk_second' }, data: { replyId, evidence: 'call-recording' } },
  ]);
});

test('a visit is for resolved cases, after the resolution, and a dissatisfied customer reopens', async () => {
  const id = caseOf('visit');
  const visit = (outcome: string, visitedAt?: string) =>
    command(id, 'follow-up', { outcome, note: '已电话回访', ...(visitedAt ? { visitedAt } : {}) });
  const early = await visit('satisfied');
  await command(id, 'resolve', {});
  const expected = { caseId: id, visitId: expect.any(String) };
  expect([
    problem(early),
    problem(await visit('satisfied', minute(0))),
    problem(await visit('satisfied', '2999-01-01T00:00:00Z')),
    (await visit('not-reached')).body,
    (await visit('dissatisfied')).body,
    problem(await visit('satisfied')),
    (await detail(id)).timeline.map((entry) => entry.kind),
  ]).toEqual([
    [409, '/problems/not-allowed-in-this-state'],
    [422, '/problems/visit-before-resolution'],
    [422, '/problems/visit-in-future'],
    { ...expected, version: 3, state: 'resolved' },
    { ...expected, version: 4, state: 'reopened' },
    [409, '/problems/not-allowed-in-this-state'],
    ['opened', 'resolved', 'followed-up', 'followed-up'],
  ]);
});

test('a withdrawn case takes no command but to be opened again, and the list finds it', async () => {
  const id = caseOf('withdraw');
  const withdrawn = await command(id, 'withdraw', { reason: 'customer-withdrew', note: '客户来电撤回' });
  const { items } = (await h.get('/v1/cases?state=withdrawn')).body as { items: { caseId: string }[] };
  expect([
    withdrawn.body,
    items.map((item) => item.caseId),
    problem(await command(id, 'withdraw', { reason: 'because' })),
    problem(await command(id, 'resolve', {})),
    problem(await command(id, 'note', { text: '补充' })),
    (await command(id, 'reopen', { reason: 'error' })).body,
  ]).toEqual([
    { caseId: id, version: 2, state: 'withdrawn' },
    [id],
    [422, '/problems/invalid-body'],
    [409, '/problems/not-allowed-in-this-state'],
    [409, '/problems/not-allowed-in-this-state'],
    { caseId: id, version: 3, state: 'reopened' },
  ]);
});

test('labels set by people outlive a revision, and the history keeps what they were before', async () => {
  const id = caseOf('labels');
  const nothing = problem(await command(id, 'reclassify', {}));
  await command(id, 'reclassify', { product: 'loan' });
  await command(id, 'reclassify', { kind: 'enquiry' });
  const labels = { ...LABELS, product: { ...LABELS.product, value: 'wealth' as const } };
  const revision = { kind: 'revision' as const, revision: 2 };
  await h.classified(arrival({ name: 'labels', text: 'labels, in other words', labels, relation: revision }));
  await eventually(async () => expect((await detail(id)).version).toBe(4));
  const { items } = (await h.get('/v1/cases')).body as { items: { caseId: string; labels: object }[] };
  const machine = { product: 'card', cause: 'fees', kind: 'complaint', sentiment: 'negative', urgency: 'normal' };
  const now = await detail(id);
  expect([nothing, now.labels, now['corrected'], items.find((item) => item.caseId === id)!.labels]).toMatchObject([
    [422, '/problems/invalid-body'],
    { ...machine, product: 'loan', kind: 'enquiry' },
    ['kind', 'product'],
    { product: { value: 'loan', confidence: 1, needsReview: false }, cause: { value: 'fees', confidence: 0.8 } },
  ]);
  expect(now.timeline.slice(1, 3).map((entry) => entry.data)).toEqual([
    { by: 'api-key:hbk_all', before: machine, after: { ...machine, product: 'loan' } },
    {
      by: 'api-key:hbk_all',
      before: { ...machine, product: 'loan' },
      after: { ...machine, product: 'loan', kind: 'enquiry' },
    },
  ]);
});

test('answers are what the interface says of itself', async () => {
  const noted = await command(caseOf('assign'), 'note', { text: '补充' });
  expect([
    departures(caseListAnswer, (await h.get('/v1/cases')).body),
    departures(caseAnswer, await detail(caseOf('labels'))),
    departures(commandAnswer, noted.body),
  ]).toEqual([[], [], []]);
});

test('every version of every case is published in order, without gaps, as consumers accept it and without words', async () => {
  expect(JSON.stringify(await publishedInFull(h))).not.toMatch(/退|客户|外調|回访/);
});

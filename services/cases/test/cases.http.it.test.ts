import { deterministicId } from '@hearback/contracts';
import { eventually } from '@hearback/testing';
import { z } from 'zod';
import { caseAnswer, caseListAnswer, feedbackAnswer } from '../src/http-shapes';
import { arrival, caseOf, idOf, LABELS } from '../src/domain/test-feedback';
import { startHarness, type Harness } from './harness';

jest.setTimeout(120_000);
let h: Harness;
const hour = (n: number) => `2026-05-20T0${n}:00:00.000Z`;
const at = (n: number) => ({ receivedAt: hour(n), occurredAt: hour(n) });
const cluster = { kind: 'lookalike' as const, of: idOf('a'), score: 0.93, clusterId: idOf('a') };

beforeAll(async () => {
  h = await startHarness();
  await h.classified(
    arrival({
      name: 'a',
      title: '年费',
      feedback: {
        ...at(1),
        customer: {
          customerKey: 'secret-hash',
          identities: [{ type: 'phone', hash: 'secret-hash', keyVersion: 1 }],
          kind: 'individual',
          displayName: '王小明',
          contactsEncrypted: 'sealed',
          region: '上海',
        },
      },
    }),
    arrival({ name: 'b', text: '年费又来了', relation: cluster, feedback: at(2) }),
    arrival({ name: 'c', text: 'App 闪退', feedback: { ...at(3), channel: 'social' } }),
  );
  await eventually(async () => expect(await ids('/v1/cases')).toHaveLength(3));
});
afterAll(() => h?.stop());

const ids = async (path: string) =>
  ((await h.get(path)).body as { items: { caseId: string }[] }).items.map((item) => item.caseId);
const version = async (name: string) =>
  ((await h.get(`/v1/cases/${caseOf(name)}`)).body as { version: number }).version;
const path = (name: string, command: string) => `/v1/cases/${caseOf(name)}/${command}`;
const problem = ({ status, body }: { status: number; body: unknown }) => [status, (body as { type: string }).type];

test('cases are listed newest first, page by page, without identities', async () => {
  const first = await h.get('/v1/cases?limit=2');
  const { items, next } = first.body as { items: { caseId: string }[]; next: string };
  const second = await h.get(`/v1/cases?limit=2&after=${next}`);
  expect(items.map((item) => item.caseId)).toEqual([caseOf('c'), caseOf('b')]);
  const { because: _, ...shown } = LABELS.product;
  expect(second.body).toEqual({
    items: [
      {
        caseId: caseOf('a'),
        version: 1,
        state: 'new',
        channel: 'web-form',
        openedAt: hour(1),
        title: '年费',
        excerpt: '信用卡年费为什么多扣了一次？',
        labels: {
          product: shown,
          cause: { value: 'fees', confidence: 0.8, needsReview: false },
          kind: { value: 'complaint', confidence: 0.9, needsReview: false },
          sentiment: { value: 'negative', confidence: 0.9, needsReview: false },
          urgency: { value: 'normal', confidence: 0.6, needsReview: true },
        },
        relation: { kind: 'original', of: null, score: 0 },
        assignee: null,
        team: null,
        feedbacks: 1,
        mentions: 0,
        lookalikes: 1,
      },
    ],
    next: null,
  });
});

test('lists narrow by channel and state, and refuse what they do not know', async () => {
  expect([await ids('/v1/cases?channel=social'), await ids('/v1/cases?state=closed')]).toEqual([[caseOf('c')], []]);
  expect(await h.get('/v1/cases?colour=red&limit=0')).toEqual({
    status: 400,
    body: expect.objectContaining({
      type: '/problems/invalid-query',
      errors: expect.arrayContaining([{ field: 'colour', detail: 'is not a known field' }]),
    }),
  });
  expect(problem(await h.get('/v1/cases?after=nonsense'))).toEqual([400, '/problems/invalid-cursor']);
});

test('a case shows its feedbacks, timeline and lookalikes, names masked and contacts absent', async () => {
  const { body } = await h.get(`/v1/cases/${caseOf('a')}`);
  expect(body).toMatchObject({
    caseId: caseOf('a'),
    version: 1,
    feedbacks: [
      {
        feedbackId: idOf('a'),
        text: '信用卡年费为什么多扣了一次？',
        customer: { kind: 'individual', name: '王**', region: '上海', anonymous: false },
        relation: { kind: 'original', of: null, targetMissing: false },
        labels: LABELS,
        revisions: [],
      },
    ],
    timeline: [{ version: 1, kind: 'opened', by: null }],
    links: [{ caseId: caseOf('b'), score: 0.93, excerpt: '年费又来了' }],
  });
  const text = JSON.stringify(body);
  expect([text.includes('secret-hash'), text.includes('sealed'), text.includes('小明')]).toEqual([false, false, false]);
});

test('what there is not is 404 as a problem', async () => {
  expect([
    problem(await h.get(`/v1/feedback/${idOf('nobody')}`)),
    problem(await h.get('/v1/feedback/not-an-id')),
    problem(await h.get(`/v1/cases/${caseOf('nobody')}`)),
    problem(await h.command(path('nobody', 'resolve'), { version: 1 }, 'k')),
    problem(await h.command(path('a', 'explode'), { version: 1 }, 'k')),
  ]).toEqual(
    Array.from({ length: 5 }, (_, index) => [404, index === 3 ? '/problems/case-unknown' : '/problems/not-found']),
  );
});

test.each([
  ['no key', 'get', '', 401],
  ['a key that may only post', 'get', 'hbk_post', 403],
  ['a key that may only read, for a command', 'command', 'hbk_read', 403],
])('%s is refused', async (_name, what, token) => {
  const answer =
    what === 'get'
      ? await h.get('/v1/cases', token)
      : await h.command(path('a', 'resolve'), { version: 1 }, 'k', token);
  expect(answer.status).toBe(token === '' ? 401 : 403);
});

describe('a command', () => {
  test('is carried out once, however often it is sent, and gets the same answer', async () => {
    const send = () => h.command(path('a', 'assign'), { version: 1, assignee: '卡中心' }, 'assign-1');
    const answers = await Promise.all([send(), send(), send()]);
    answers.push(await send());
    const expected = { status: 200, body: { caseId: caseOf('a'), version: 2, state: 'assigned' } };
    expect([answers, await version('a')]).toEqual([[expected, expected, expected, expected], 2]);
  });

  test('with the key of another request is refused, for this case and for another', async () => {
    expect([
      problem(await h.command(path('a', 'assign'), { version: 2, assignee: '信用卡部' }, 'assign-1')),
      problem(await h.command(path('b', 'assign'), { version: 1, assignee: '卡中心' }, 'assign-1')),
    ]).toEqual([
      [422, '/problems/key-reused'],
      [422, '/problems/key-reused'],
    ]);
  });

  test('decided on an older version is told the current one, and may be sent again under its key', async () => {
    const stale = await h.command(path('a', 'note'), { version: 1, text: '已致电' }, 'note-1');
    const again = await h.command(path('a', 'note'), { version: 2, text: '已致电' }, 'note-1');
    expect([stale, again]).toEqual([
      { status: 409, body: expect.objectContaining({ type: '/problems/stale-version', currentVersion: 2 }) },
      {
        status: 200,
        body: {
          caseId: caseOf('a'),
          version: 3,
          state: 'assigned',
          noteId: deterministicId('note', 'api-key:hbk_all', caseOf('a'), 'note-1'),
        },
      },
    ]);
  });

  test('of two that were decided on the same version one is carried out', async () => {
    const both = await Promise.all(
      ['甲', '乙'].map((assignee) =>
        h.command(path('c', 'assign'), { version: 1, assignee }, `race-${assignee.codePointAt(0)}`),
      ),
    );
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });

  test.each<[string, unknown, [number, string]]>([
    ['without a version', { text: 'x', by: 'logged' }, [422, '/problems/invalid-body']],
    ['with an empty text', { version: 3, text: ' ', by: 'logged' }, [422, '/problems/invalid-body']],
    ['with NUL', { version: 3, text: 'a\0b', by: 'logged' }, [422, '/problems/invalid-body']],
    ['with an unknown field', { version: 3, text: 'x', by: 'logged', colour: 1 }, [422, '/problems/invalid-body']],
    ['through the channel', { version: 3, text: 'x', by: 'channel' }, [409, '/problems/source-cannot-reply']],
    [
      'before the feedback',
      { version: 3, text: 'x', by: 'logged', repliedAt: '2026-05-20T00:59:59Z' },
      [422, '/problems/reply-before-feedback'],
    ],
    [
      'in the future',
      { version: 3, text: 'x', by: 'logged', repliedAt: '2999-01-01T00:00:00Z' },
      [422, '/problems/reply-in-future'],
    ],
    [
      'to another case',
      { version: 3, text: 'x', by: 'logged', feedbackId: idOf('c') },
      [422, '/problems/feedback-not-in-case'],
    ],
  ])('to reply %s is refused', async (...[, body, expected]) => {
    expect(problem(await h.command(path('a', 'reply'), body, 'reply-refused'))).toEqual(expected);
  });

  test('needs a key', async () => {
    expect(problem(await h.command(path('a', 'resolve'), { version: 3 }, null))).toEqual([
      400,
      '/problems/idempotency-key-missing',
    ]);
  });

  test('to reply, resolve and reopen moves the case, and the timeline says who, when and what', async () => {
    const repliedAt = '2026-05-20T10:30:00+08:00';
    await h.command(path('a', 'reply'), { version: 3, text: '年费已退回。', by: 'logged', repliedAt }, 'reply-1');
    await h.command(path('a', 'resolve'), { version: 4 }, 'resolve-1');
    const reopened = await h.command(path('a', 'reopen'), { version: 5, reason: '客户不满意' }, 'reopen-1');
    const { timeline } = (await h.get(`/v1/cases/${caseOf('a')}`)).body as {
      timeline: { kind: string; by: unknown; data: object }[];
    };
    expect([reopened.body, timeline.map((entry) => entry.kind), timeline[3]]).toEqual([
      { caseId: caseOf('a'), version: 6, state: 'reopened' },
      ['opened', 'assigned', 'noted', 'replied', 'resolved', 'reopened'],
      {
        version: 4,
        at: expect.any(String),
        kind: 'replied',
        by: { id: 'api-key:hbk_all', name: 'key hbk_all' },
        data: {
          replyId: deterministicId('reply', 'api-key:hbk_all', caseOf('a'), 'reply-1'),
          feedbackId: idOf('a'),
          repliedAt: '2026-05-20T02:30:00.000Z',
          origin: 'logged',
          automatic: false,
          substantive: true,
          by: 'api-key:hbk_all',
          text: '年费已退回。',
        },
      },
    ]);
  });
});

test('a feedback says its end, relation, labels and how often it came', async () => {
  expect(await h.get(`/v1/feedback/${idOf('b')}`)).toEqual({
    status: 200,
    body: {
      feedbackId: idOf('b'),
      state: 'opened',
      caseId: caseOf('b'),
      relation: { kind: 'lookalike', of: idOf('a'), score: 0.93, because: [] },
      labels: LABELS,
      deliveries: 1,
      revision: 1,
    },
  });
});

test('answers are what the interface says of itself', async () => {
  // Strict, so that what is shown and not described fails too.
  const check = (schema: z.ZodObject, body: unknown) =>
    z.strictObject(schema.shape).safeParse(body).error?.issues ?? [];
  expect([
    check(feedbackAnswer, (await h.get(`/v1/feedback/${idOf('b')}`)).body),
    check(caseListAnswer, (await h.get('/v1/cases')).body),
    check(caseAnswer, (await h.get(`/v1/cases/${caseOf('a')}`)).body),
  ]).toEqual([[], [], []]);
});

test('the interface describes itself', async () => {
  const { body } = await h.get('/openapi.json');
  expect(Object.keys((body as { paths: object }).paths)).toEqual(
    expect.arrayContaining([
      '/v1/feedback/{feedbackId}',
      '/v1/cases',
      '/v1/cases/{caseId}',
      '/v1/cases/{caseId}/reply',
    ]),
  );
});

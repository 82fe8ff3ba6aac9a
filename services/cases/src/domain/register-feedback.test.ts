import type { Arrival, PendingReply } from './case';
import { registerFeedback, type Known } from './register-feedback';
import { arrival, caseOf, endOf, idOf, knownAfter, LABELS, NOON, NOTHING, RECEIVED } from './test-feedback';

const WAIT_MS = 60_000;
const later = (ms: number) => new Date(NOON.getTime() + ms);
const register = (arrivals: Arrival[], known: Known = NOTHING, now = NOON) =>
  registerFeedback({ arrivals, known, now, waitMs: WAIT_MS });
const after = (arrivals: Arrival[], known: Known = NOTHING, now = NOON) =>
  knownAfter(known, register(arrivals, known, now));
const changes = (decided: ReturnType<typeof register>) =>
  decided.history.map(({ event }) => [event.caseId, event.caseVersion, event.change.kind, event.state]);

const a = arrival({ name: 'a' });
const resubmission = (name: string, of: string) =>
  arrival({ name, relation: { kind: 'resubmission', of: idOf(of), score: 0.9 } });
const repost = (name: string, of: string) =>
  arrival({ name, text: '', relation: { kind: 'repost', of: idOf(of), score: 1 } });

test('an original opens a case that says when the bank had it', () => {
  const decided = register([a]);
  expect({ changes: changes(decided), first: decided.history[0]!.event }).toEqual({
    changes: [[caseOf('a'), 1, 'opened', 'new']],
    first: {
      caseId: caseOf('a'),
      caseVersion: 1,
      changedAt: NOON.toISOString(),
      state: 'new',
      channel: 'web-form',
      labels: { product: 'card', cause: 'fees', kind: 'complaint', sentiment: 'negative', urgency: 'normal' },
      change: {
        kind: 'opened',
        feedback: {
          feedbackId: idOf('a'),
          receivedAt: RECEIVED,
          channel: 'web-form',
          sourceId: 'web-form-default',
          customerKey: 'customer-of-a',
        },
      },
    },
  });
});

test('a lookalike opens a case of its own in the cluster of the first', () => {
  const lookalike = arrival({
    name: 'b',
    relation: { kind: 'lookalike', of: idOf('a'), score: 0.95, clusterId: idOf('a') },
  });
  const known = after([a, lookalike]);
  expect({ end: endOf(known, 'b'), clusters: known.cases.map((record) => record.clusterId) }).toEqual({
    end: { state: 'opened', caseId: caseOf('b') },
    clusters: [idOf('a'), idOf('a')],
  });
});

test.each<[string, Arrival, object]>([
  ['a resubmission joins', resubmission('b', 'a'), { state: 'joined', caseId: caseOf('a') }],
  ['a repost is a mention', repost('b', 'a'), { state: 'mention', caseId: caseOf('a') }],
  [
    'a rating without words is recorded',
    arrival({ name: 'b', text: ' ', feedback: { rating: { stars: 1 } } }),
    { state: 'recorded', caseId: null },
  ],
  [
    'a title alone is to be answered',
    arrival({ name: 'b', text: '', title: '闪退' }),
    { state: 'opened', caseId: caseOf('b') },
  ],
  [
    'a redelivery that came first opens',
    arrival({ name: 'b', relation: { kind: 'redelivery', of: idOf('b') } }),
    { state: 'opened', caseId: caseOf('b') },
  ],
])('%s, in the same batch and in a later one', (_name, second, end) => {
  expect([endOf(after([a, second]), 'b'), endOf(after([second], after([a])), 'b')]).toEqual([end, end]);
});

test('a customer who says it again under another identity keeps one promise: both are known by the first key', () => {
  const joined = register([a, resubmission('b', 'a')]).history[1]!.event.change;
  expect(joined).toEqual(
    expect.objectContaining({ feedback: expect.objectContaining({ customerKey: 'customer-of-a' }) }),
  );
});

test('what joins a case that joined another ends in the first case', () => {
  const known = after([a, resubmission('b', 'a'), resubmission('c', 'b'), repost('d', 'c')]);
  const [record] = known.cases;
  expect({ end: endOf(known, 'd'), feedbacks: record!.feedbacks, mentions: record!.mentions }).toEqual({
    end: { state: 'mention', caseId: caseOf('a') },
    feedbacks: 3,
    mentions: 1,
  });
});

test('a feedback that says a bare rating again opens a case', () => {
  const rating = arrival({ name: 'a', text: '', feedback: { rating: { stars: 1 } } });
  expect(endOf(after([rating, resubmission('b', 'a')]), 'b')).toEqual({ state: 'opened', caseId: caseOf('b') });
});

describe('another delivery', () => {
  test('of the same content is counted and changes nothing else, whatever the deduplicator called it', () => {
    const known = after([a]);
    const again = register([arrival({ name: 'a', delivery: 'again' })], known);
    expect({ history: again.history, deliveries: again.changedFeedbacks.map((f) => f.deliveries) }).toEqual({
      history: [],
      deliveries: [2],
    });
  });

  test('with another content is the next revision, even when the deduplicator has lost count', () => {
    const forgotten = arrival({ name: 'a', text: '年费退了吗？' });
    const decided = register([forgotten], after([a]));
    expect({
      changes: decided.history.map(({ event }) => event.change),
      revisions: decided.revisions.map(({ revision, outdated }) => ({ revision, outdated })),
    }).toEqual({
      changes: [
        { kind: 'feedback-revised', feedbackId: idOf('a'), revision: 2, substantive: true, receivedAt: RECEIVED },
      ],
      revisions: [{ revision: 2, outdated: false }],
    });
  });

  test.each<[string, Partial<Arrival['relation']>, Partial<Arrival['feedback']>]>([
    ['called outdated', { kind: 'revision', revision: 2, outdated: true }, {}],
    ['older by its source', { kind: 'revision', revision: 2 }, { sourceUpdatedAt: '2026-05-18T00:00:00.000Z' }],
  ])('that is %s is kept as history and changes nothing', (_name, relation, feedback) => {
    const dated = arrival({ name: 'a', feedback: { sourceUpdatedAt: '2026-05-19T00:00:00.000Z' } });
    const decided = register([arrival({ name: 'a', text: '旧的说法', relation, feedback })], after([dated]));
    expect({ history: decided.history, revised: decided.revised, kept: decided.revisions.length }).toEqual({
      history: [],
      revised: [],
      kept: 1,
    });
  });

  test('of a content that was in force before is a redelivery', () => {
    const second = arrival({ name: 'a', text: '年费退了吗？', relation: { kind: 'revision', revision: 2 } });
    const known = after([second], after([a]));
    const decided = register([arrival({ name: 'a', delivery: 'again' })], {
      ...known,
      contents: [...known.contents, { feedbackId: idOf('a'), contentHash: a.feedback.contentHash, revision: 1 }],
    });
    expect({ history: decided.history, revisions: decided.revisions }).toEqual({ history: [], revisions: [] });
  });

  test('that arrives before the first content leaves the newer content in force', () => {
    const second = arrival({ name: 'a', text: '年费退了吗？', relation: { kind: 'revision', revision: 2 } });
    const decided = register([a], after([second]));
    expect({ history: decided.history, revisions: decided.revisions.map((r) => [r.revision, r.outdated]) }).toEqual({
      history: [],
      revisions: [[1, true]],
    });
  });

  test('that adds words to a bare rating opens a case, timed from the words', () => {
    const rating = arrival({ name: 'a', text: '', feedback: { rating: { stars: 1 } } });
    const receivedAt = '2026-05-20T03:59:59.000Z';
    const words = arrival({
      name: 'a',
      text: '打不开',
      relation: { kind: 'revision', revision: 2 },
      feedback: { receivedAt },
    });
    const [opened] = register([words], after([rating])).history;
    expect(opened!.event.change).toEqual(
      expect.objectContaining({ kind: 'opened', feedback: expect.objectContaining({ receivedAt }) }),
    );
  });

  test('with new labels gives them to the case that it opened', () => {
    const labels = { ...LABELS, product: { ...LABELS.product, value: 'loan' as const } };
    const second = arrival({ name: 'a', text: '房贷', labels, relation: { kind: 'revision', revision: 2 } });
    expect(after([second], after([a])).cases.map((record) => record.labels.product)).toEqual(['loan']);
  });
});

describe('a feedback whose target has not arrived', () => {
  const b = resubmission('b', 'a');

  test('waits, and completes when the target arrives', () => {
    const waiting = after([b]);
    const arrived = register([a], waiting, later(1_000));
    expect([endOf(waiting, 'b'), endOf(knownAfter(waiting, arrived), 'b'), changes(arrived)]).toEqual([
      { state: 'waiting', caseId: null },
      { state: 'joined', caseId: caseOf('a') },
      [
        [caseOf('a'), 1, 'opened', 'new'],
        [caseOf('a'), 2, 'feedback-joined', 'new'],
      ],
    ]);
  });

  test('completes when the target comes later in the same batch, and so does what waits for it', () => {
    const known = after([resubmission('c', 'b'), b, a]);
    expect([endOf(known, 'b'), endOf(known, 'c')]).toEqual([
      { state: 'joined', caseId: caseOf('a') },
      { state: 'joined', caseId: caseOf('a') },
    ]);
  });

  test('opens a case of its own after the wait, and the link is made when the target comes after all', () => {
    const waiting = after([b]);
    const tooSoon = register([], waiting, later(WAIT_MS - 1));
    const opened = knownAfter(waiting, register([], waiting, later(WAIT_MS)));
    const linked = register([a], opened, later(WAIT_MS + 1));
    expect([
      tooSoon.history,
      endOf(opened, 'b'),
      linked.history.map(({ event }) => [event.caseId, event.change]),
    ]).toEqual([
      [],
      { state: 'opened', caseId: caseOf('b') },
      [
        [caseOf('a'), expect.objectContaining({ kind: 'opened' })],
        [caseOf('b'), { kind: 'linked', feedbackId: idOf('b'), of: idOf('a'), relation: 'resubmission' }],
      ],
    ]);
    const settled = knownAfter(opened, linked);
    expect(register([], settled, later(WAIT_MS + 2)).history).toEqual([]);
  });
});

describe('a reply made outside', () => {
  const reply: PendingReply = {
    replyId: idOf('reply'),
    feedbackId: idOf('a'),
    origin: 'observed',
    repliedAt: '2026-05-20T03:59:30.000Z',
    automatic: false,
    substantive: true,
    by: 'agent-7',
    traceparent: null,
  };

  test('that came before its feedback is entered when the case opens, with its true time', () => {
    const decided = register([a], { ...NOTHING, replies: [reply] });
    expect([decided.history[1]!.event.state, decided.history[1]!.event.change, decided.settledReplies]).toEqual([
      'replied',
      {
        kind: 'replied',
        replyId: idOf('reply'),
        feedbackId: idOf('a'),
        customerKey: 'customer-of-a',
        repliedAt: reply.repliedAt,
        origin: 'observed',
        automatic: false,
        substantive: true,
        by: 'agent-7',
      },
      [{ replyId: idOf('reply'), caseId: caseOf('a') }],
    ]);
  });

  test.each([
    ['automatic', { automatic: true }],
    ['an acknowledgement only', { substantive: false }],
  ])('that is %s is shown and leaves the case unanswered', (_name, shape) => {
    const decided = register([a], { ...NOTHING, replies: [{ ...reply, ...shape }] });
    expect(changes(decided).map((change) => change.slice(2))).toEqual([
      ['opened', 'new'],
      ['replied', 'new'],
    ]);
  });

  test('waits as long as its feedback waits', () => {
    const b = resubmission('b', 'a');
    expect(register([b], { ...NOTHING, replies: [{ ...reply, feedbackId: idOf('b') }] }).settledReplies).toEqual([]);
  });
});

test('a customer who speaks again after the answer reopens the case', () => {
  const known = after([a]);
  const answered = { ...known, cases: known.cases.map((record) => ({ ...record, state: 'replied' as const })) };
  expect(
    changes(register([resubmission('b', 'a'), repost('c', 'a')], answered)).map((change) => change.slice(1)),
  ).toEqual([
    [2, 'feedback-joined', 'reopened'],
    [3, 'mention-added', 'reopened'],
  ]);
});

test('deciding changes nothing of what it was given, and decides the same again', () => {
  const known = after([a, resubmission('b', 'z')]);
  const before = JSON.stringify(known);
  const batch = [resubmission('c', 'a'), arrival({ name: 'a', text: '改' }), repost('d', 'c')];
  const [first, second] = [register(batch, known), register(batch, known)];
  expect([JSON.stringify(known), JSON.stringify(first)]).toEqual([before, JSON.stringify(second)]);
});

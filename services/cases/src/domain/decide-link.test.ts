import { caseChanged, CASE_STATES, type CaseChange } from '@hearback/contracts';
import type { KnownCase } from './case';
import { nextState } from './case-state';
import { NO_CONTEXT, type PastChange } from './command';
import { decide } from './decide';
import { caseOf, idOf, NOON, NOTHING, arrival, knownAfter } from './test-feedback';
import { registerFeedback, type Known } from './register-feedback';

const at = (minute: number) => `2026-05-20T01:${String(minute).padStart(2, '0')}:00.000Z`;
const received = (minute: number) => ({ feedback: { receivedAt: at(minute) } });

/** What is known of these arrivals, a minute apart, and the whole history of each case. */
function told(...arrivals: ReturnType<typeof arrival>[]) {
  const history = new Map<string, PastChange[]>();
  const known = arrivals.reduce<Known>((before, one, minute) => {
    const decided = registerFeedback({ arrivals: [one], known: before, now: new Date(at(minute)), waitMs: 60_000 });
    for (const { event, by, text } of decided.history)
      history.set(event.caseId, [
        ...(history.get(event.caseId) ?? []),
        { change: event.change, changedAt: event.changedAt, by, text },
      ]);
    return knownAfter(before, decided);
  }, NOTHING);
  return { known, history };
}

const { known, history } = told(
  arrival({ name: 'a', ...received(0) }),
  arrival({ name: 'b', text: '补卡费也收错了', ...received(1) }),
  arrival({ name: 'b', text: '补卡费和利息都收错了', relation: { kind: 'revision', revision: 2 }, ...received(2) }),
  arrival({ name: 'c', text: '网点排队两小时', ...received(3) }),
  arrival({ name: 'd', text: '又排了两小时', relation: { kind: 'resubmission', of: idOf('c') }, ...received(4) }),
  arrival({ name: 'm', text: '转', relation: { kind: 'repost', of: idOf('c'), score: 1 }, ...received(5) }),
);
const recordOf = (name: string) => known.cases.find(({ caseId }) => caseId === caseOf(name))!;
const feedbackOf = (name: string) => known.feedbacks.find(({ feedbackId }) => feedbackId === idOf(name))!;

const reply = (name: string, minute: number): PastChange & { change: CaseChange & { kind: 'replied' } } => ({
  change: {
    kind: 'replied',
    replyId: idOf(`reply to ${name}`),
    feedbackId: idOf(name),
    customerKey: `customer-of-${name}`,
    repliedAt: at(minute),
    origin: 'logged',
    automatic: false,
    substantive: true,
    by: 'user:7',
  },
  changedAt: at(minute),
  by: { id: 'user:7', name: '小李' },
  text: null,
});

interface Asked {
  more?: readonly PastChange[];
  into?: Partial<KnownCase>;
  home?: Partial<KnownCase>;
}

/** Links a feedback to the case of `a`. */
const link = (name: string, { more = [], into = {}, home = {} }: Asked = {}) => {
  const feedback = feedbackOf(name);
  const at = known.cases.find(({ caseId }) => caseId === feedback.caseId)!;
  const coming = { feedback, home: { ...at, ...home }, history: [...history.get(at.caseId)!, ...more] };
  return decide({
    record: { ...recordOf('a'), ...into },
    command: { kind: 'link', reason: '同一件事' },
    version: 1,
    who: { id: 'user:9', name: '王主管' },
    now: NOON,
    idempotencyKey: 'key-1',
    context: { ...NO_CONTEXT, coming },
    traceparent: null,
  });
};
const changesOf = (result: ReturnType<typeof decide>) =>
  result.ok
    ? [result.entry, ...result.takenIn!.history].map(({ event: { caseId, caseVersion, change, changedAt, state } }) => [
        caseId === caseOf('a') ? 'here' : 'there',
        caseVersion,
        change.kind,
        changedAt,
        state,
      ])
    : result;

test('it belongs to this case from the beginning, with what was revised and answered at its own time', () => {
  const [toB, vouched] = [
    reply('b', 30),
    {
      change: { kind: 'reply-confirmed', replyId: idOf('reply to b'), by: 'user:9', evidence: 'call' },
      changedAt: at(40),
    },
  ];
  const result = link('b', {
    more: [toB, { ...vouched, by: null, text: 'call' } as PastChange],
    home: { state: 'replied' },
  });
  expect(changesOf(result)).toEqual([
    ['here', 2, 'feedback-joined', NOON.toISOString(), 'new'],
    ['here', 3, 'feedback-revised', at(2), 'new'],
    ['here', 4, 'replied', at(30), 'new'],
    ['here', 5, 'reply-confirmed', at(40), 'new'],
    ['there', 3, 'feedback-unlinked', NOON.toISOString(), 'withdrawn'],
  ]);
  expect(result).toMatchObject({
    next: { version: 5, feedbacks: 2, state: 'new' },
    made: { fromCaseId: caseOf('b') },
    entry: {
      event: {
        change: {
          feedback: { feedbackId: idOf('b'), receivedAt: at(1), customerKey: 'customer-of-b' },
          linked: { fromCaseId: caseOf('b'), by: 'user:9', reason: 'other' },
        },
      },
      by: { id: 'user:9' },
      text: '同一件事',
    },
    takenIn: {
      feedback: { state: 'joined', caseId: caseOf('a'), speaker: 'customer-of-b', linked: { from: caseOf('b') } },
      home: { state: 'withdrawn', feedbacks: 0, version: 3 },
      replyIds: [toB.change.replyId],
    },
    example: { said: 'same-matter', feedbackId: idOf('b'), otherId: idOf('a') },
  });
});

test('one that nobody has answered makes the case need a person again, one that was answered does not', () => {
  const states = [
    link('b', { into: { state: 'replied' } }),
    link('b', { into: { state: 'replied' }, more: [reply('b', 9)] }),
  ];
  expect(states.map((result) => result.ok && result.next.state)).toEqual(['reopened', 'replied']);
});

test('one of several leaves its case as unlinking does, a mention stays a mention', () => {
  const [joined, mention] = [link('d'), link('m')];
  expect([joined, mention]).toMatchObject([
    { takenIn: { home: { state: 'new', feedbacks: 1, mentions: 1 }, feedback: { state: 'joined' } } },
    { next: { mentions: 1 }, takenIn: { home: { feedbacks: 2, mentions: 0 }, feedback: { state: 'mention' } } },
  ]);
  const answered = link('d', { more: [reply('d', 20)], home: { state: 'replied' } });
  expect(answered.ok && answered.takenIn!.home.state).toBe('reopened');
});

test.each([
  ['one that opened a case with others', () => link('c'), 'case-has-others'],
  ['one of a withdrawn case', () => link('b', { home: { state: 'withdrawn' } }), 'feedback-is-withdrawn'],
  ['one that is here', () => link('a'), 'feedback-in-case-already'],
  ['one into a resolved case', () => link('b', { into: { state: 'resolved' } }), 'not-allowed-in-this-state'],
  ['one into a case that is empty', () => link('b', { into: { feedbacks: 0 } }), 'not-allowed-in-this-state'],
])('%s is refused', (_what, asked, error) => {
  expect(asked()).toEqual({ ok: false, error });
});

test.each(CASE_STATES)('a case that is %s and left empty is withdrawn, or refuses', (state) => {
  const result = link('b', { home: { state } });
  expect(result.ok ? result.takenIn!.home.state : null).toBe(nextState(state, 'emptied'));
});

test('linked, taken out and linked again: what went along comes back once', () => {
  const toB = reply('b', 30);
  const left = {
    kind: 'feedback-unlinked',
    feedbackId: idOf('b'),
    toCaseId: idOf('x'),
    by: 'u',
    reason: 'other',
  } as const;
  const back = { ...history.get(caseOf('b'))![0]!.change, kind: 'feedback-joined' } as CaseChange;
  const past = (change: CaseChange): PastChange => ({ change, changedAt: at(50), by: null, text: null });
  const result = link('b', { more: [toB, past(left), past(back), toB] });
  expect(result.ok && result.takenIn!.history.map(({ event }) => event.change.kind)).toEqual([
    'replied',
    'feedback-unlinked',
  ]);
});

test('every event is one that consumers accept', () => {
  const result = link('b', { more: [reply('b', 30)] });
  const events = result.ok ? [result.entry, ...result.takenIn!.history].map(({ event }) => event) : [];
  expect(events.map((event) => caseChanged.schema.parse(event))).toEqual(events);
});

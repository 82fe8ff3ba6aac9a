import { caseChanged, CASE_STATES, deterministicId, type CaseChange } from '@hearback/contracts';
import type { KnownCase, KnownFeedback } from './case';
import { nextState } from './case-state';
import { NO_CONTEXT, type DecideInput, type PastChange } from './command';
import { decide } from './decide';
import { caseOf, idOf, NOON, NOTHING, arrival, knownAfter } from './test-feedback';
import { registerFeedback, type Known } from './register-feedback';

const at = (minute: number) => `2026-05-20T01:${String(minute).padStart(2, '0')}:00.000Z`;
const register = (known: Known, arrivals: ReturnType<typeof arrival>[], minute: number) => {
  const decided = registerFeedback({ arrivals, known, now: new Date(at(minute)), waitMs: 60_000 });
  history.push(
    ...decided.history.map(({ event, by, text }) => ({ change: event.change, changedAt: event.changedAt, by, text })),
  );
  return knownAfter(known, decided);
};
const history: PastChange[] = [];
const received = (minute: number) => ({ feedback: { receivedAt: at(minute) } });
const b = { name: 'b', relation: { kind: 'resubmission' as const, of: idOf('a'), score: 0.9 }, ...received(1) };
const known = [
  [arrival({ name: 'a', ...received(0) })],
  [arrival(b)],
  [arrival({ name: 'm', text: '转', relation: { kind: 'repost', of: idOf('a'), score: 1 }, ...received(2) })],
  [arrival({ ...b, text: '补充：还扣了利息', relation: { kind: 'revision', revision: 2 }, ...received(3) })],
].reduce((before, batch, minute) => register(before, batch, minute), NOTHING);
const record = known.cases[0]!;
const feedbackOf = (name: string): KnownFeedback => known.feedbacks.find((f) => f.feedbackId === idOf(name))!;

const reply = (name: string, minute: number): PastChange & { change: CaseChange & { kind: 'replied' } } => ({
  change: {
    kind: 'replied',
    replyId: idOf(`reply to ${name} at ${minute}`),
    feedbackId: idOf(name),
    customerKey: 'customer-of-a',
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
const confirmed = ({ change: { replyId } }: ReturnType<typeof reply>): PastChange => ({
  change: { kind: 'reply-confirmed', replyId, by: 'user:9', evidence: 'call-recording' },
  changedAt: at(40),
  by: { id: 'user:9', name: '王主管' },
  text: 'call-recording',
});

const unlink = (name: string, more: readonly PastChange[] = [], shape: Partial<KnownCase> = {}) => {
  const input: DecideInput = {
    record: { ...record, ...shape },
    command: { kind: 'unlink', reason: '不是同一件事' },
    version: record.version,
    who: { id: 'user:9', name: '王主管' },
    now: NOON,
    idempotencyKey: 'key-1',
    context: { ...NO_CONTEXT, leaving: { feedback: feedbackOf(name), history: [...history, ...more] } },
    traceparent: null,
  };
  return decide(input);
};
const own = (name: string) => deterministicId('case', idOf(name), caseOf('a'));
const told = (result: ReturnType<typeof decide>) =>
  result.ok ? result.splitOff!.history.map(({ event }) => [event.change.kind, event.state, event.changedAt]) : result;

test('the old case says what left and where to, its words stay inside, and it has one feedback less', () => {
  expect(unlink('b')).toMatchObject({
    next: { version: record.version + 1, state: 'new', feedbacks: 1, mentions: 1 },
    entry: {
      event: {
        change: {
          kind: 'feedback-unlinked',
          feedbackId: idOf('b'),
          toCaseId: own('b'),
          by: 'user:9',
          reason: 'other',
        },
      },
      text: '不是同一件事',
    },
    made: { newCaseId: own('b') },
  });
});

test('what was said, revised, answered and confirmed goes along at its own time and to its own person', () => {
  const [toA, toB] = [reply('a', 30), reply('b', 35)];
  const result = unlink('b', [toA, confirmed(toA), toB, confirmed(toB)], { state: 'replied' });
  expect(told(result)).toEqual([
    ['opened', 'new', at(1)],
    ['feedback-revised', 'new', at(3)],
    ['replied', 'replied', at(35)],
    ['reply-confirmed', 'replied', at(40)],
  ]);
  expect(result).toMatchObject({
    next: { state: 'replied' },
    splitOff: {
      record: { caseId: own('b'), version: 4, state: 'replied', openedBy: idOf('b'), openedAt: at(1), feedbacks: 1 },
      feedback: { state: 'opened', caseId: own('b'), speaker: 'customer-of-b', unlinked: { from: caseOf('a') } },
      replyIds: [toB.change.replyId],
      history: [
        { event: { change: { feedback: { receivedAt: at(1), customerKey: 'customer-of-b' } } }, by: null },
        {},
        { event: { change: { ...toB.change, customerKey: 'customer-of-b' } }, by: { id: 'user:7', name: '小李' } },
        { event: { change: { replyId: toB.change.replyId, by: 'user:9' } } },
      ],
    },
  });
});

test('a case whose only answer leaves is not answered any more', () => {
  const others = [reply('m', 20), reply('b', 35)];
  const left: PastChange = {
    change: { kind: 'feedback-unlinked', feedbackId: idOf('m'), toCaseId: own('m'), by: 'user:9', reason: 'other' },
    changedAt: at(50),
    by: null,
    text: null,
  };
  expect(
    [unlink('b', [...others, left], { state: 'replied' }), unlink('b', others, { state: 'replied' })].map(
      (result) => result.ok && result.next.state,
    ),
  ).toEqual(['reopened', 'replied']);
});

test('a mention may leave, and then has a promise of its own', () => {
  const result = unlink('m');
  expect([told(result), result.ok && result.next.mentions]).toEqual([[['opened', 'new', at(2)]], 0]);
});

test('the one that opened the case cannot leave it, nor one of another case', () => {
  const elsewhere = { ...feedbackOf('b'), caseId: caseOf('x') };
  const asked = (feedback: KnownFeedback | null) =>
    decide({
      record,
      command: { kind: 'unlink', reason: 'mistake' },
      version: record.version,
      who: { id: 'user:9', name: '王主管' },
      now: NOON,
      idempotencyKey: 'key-1',
      context: { ...NO_CONTEXT, leaving: feedback && { feedback, history } },
      traceparent: null,
    });
  expect([asked(feedbackOf('a')), asked(elsewhere), asked(null)]).toEqual([
    { ok: false, error: 'feedback-opened-case' },
    { ok: false, error: 'feedback-not-in-case' },
    { ok: false, error: 'feedback-not-in-case' },
  ]);
});

test.each(CASE_STATES)('of a case that is %s a feedback leaves as the table of states says', (state) => {
  const result = unlink('b', [], { state });
  const after = nextState(state, 'unlink');
  const expected = state === 'replied' ? 'reopened' : after;
  expect(result.ok ? result.next.state : result.error).toBe(expected ?? 'not-allowed-in-this-state');
});

test('the same command makes the same case, and every event is one that consumers accept', () => {
  const result = unlink('b', [reply('b', 35)]);
  const events = result.ok ? [result.entry, ...result.splitOff!.history].map((entry) => entry.event) : [];
  expect([unlink('b', [reply('b', 35)]), events.map((event) => caseChanged.schema.parse(event))]).toEqual([
    result,
    events,
  ]);
});

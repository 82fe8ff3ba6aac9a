import {
  calledAt,
  calledIn,
  callDue,
  holderOf,
  requestedReplies,
  saidIn,
  standingOf,
  withHeld,
  type CallBack,
  type CallBackEntry,
} from './call-backs';

const NOW = Date.parse('2026-05-20T04:00:30.000Z');
const task = (replyId: string, dueAt: string) => ({ replyId, dueAt }) as CallBack;
const entry = (data: Record<string, unknown>): CallBackEntry => ({
  at: '2026-05-20T04:00:00.000Z',
  kind: 'not-reached',
  by: { name: 'Li' },
  data,
});

test.each([
  ['2026-05-20T04:00:29.999Z', 'overdue'],
  ['2026-05-20T04:00:30.000Z', 'soon'],
  ['2026-05-20T08:00:30.000Z', 'soon'],
  ['2026-05-20T08:00:30.001Z', 'later'],
])('what is due at %s is %s', (dueAt, due) => {
  expect(callDue(dueAt, NOW)).toBe(due);
});

test('tasks stand by due time, and one that is in hand stays when a colleague closes it', () => {
  const [a, b] = [task('a', '2026-05-20T05:00:00Z'), task('b', '2026-05-20T06:00:00Z')];
  const c = task('c', '2026-05-20T13:00:00+08:00');
  expect(withHeld([b, c], [a]).map(({ replyId }) => replyId)).toEqual(['a', 'c', 'b']);
});

test('of a task in hand that is still open the newer answer is shown', () => {
  const before = { ...task('a', '2026-05-20T05:00:00Z'), attempts: 0 };
  expect(withHeld([{ ...before, attempts: 1 }], [before])).toEqual([{ ...before, attempts: 1 }]);
});

test.each([
  ['this very minute is now', '2026-05-20T04:00Z', '2026-05-20T03:00:00.000Z', '2026-05-20T04:00:30.000Z'],
  ['an earlier minute is its beginning', '2026-05-20T03:30Z', '2026-05-20T03:00:00.000Z', '2026-05-20T03:30:00.000Z'],
  [
    'the minute of the task is not before it',
    '2026-05-20T03:30Z',
    '2026-05-20T03:30:20.000Z',
    '2026-05-20T03:30:20.000Z',
  ],
  ['a minute before the task stays one', '2026-05-20T03:29Z', '2026-05-20T03:30:20.000Z', '2026-05-20T03:29:00.000Z'],
])('%s', (_name, ...[typed, requestedAt, at]) => {
  expect(calledAt(typed, requestedAt, NOW)).toBe(at);
});

test('an entry says why in its own words, and when the call was', () => {
  expect([saidIn(entry({ note: '无人接听' })), saidIn(entry({ reason: '号码停机' })), saidIn(entry({}))]).toEqual([
    '无人接听',
    '号码停机',
    null,
  ]);
  expect(calledIn(entry({ spokenAt: '2026-05-20T03:00:00Z' }))).toBe('2026-05-20T03:00:00Z');
  expect(calledIn(entry({}))).toBe('2026-05-20T04:00:00.000Z');
});

const asked = (replyId: string) => ({
  version: 2,
  at: '2026-05-20T01:00:00Z',
  kind: 'reply-requested',
  by: { name: 'Li' },
  data: { replyId, feedbackId: 'f', text: '年费已退回' },
});
const failed = {
  version: 3,
  at: '2026-05-20T02:00:00Z',
  kind: 'reply-failed',
  data: { replyId: 'r', reason: 'other' },
};
const replied = {
  version: 4,
  at: '2026-05-20T03:00:05Z',
  kind: 'replied',
  data: { replyId: 'r', repliedAt: '2026-05-20T03:00:00Z' },
};

test.each([
  ['waits', [asked('r')], { state: 'waiting', settledAt: null, reason: null }],
  [
    'is delivered at the time of the call',
    [asked('r'), replied],
    { state: 'delivered', settledAt: replied.data.repliedAt },
  ],
  ['has failed for its reason', [asked('r'), failed], { state: 'failed', settledAt: failed.at, reason: 'other' }],
  [
    'has failed in the words of a person, where there are some',
    [asked('r'), { ...failed, data: { ...failed.data, text: '号码停机' } }],
    { state: 'failed', reason: '号码停机' },
  ],
  ['is delivered after all', [asked('r'), failed, replied], { state: 'delivered', reason: null }],
])('a reply that was given to the channel %s', (_name, timeline, end) => {
  expect(requestedReplies(timeline)).toMatchObject([{ replyId: 'r', text: '年费已退回', ...end }]);
});

test('the newest request stands first, and an end belongs to its own', () => {
  const replies = requestedReplies([asked('r'), replied, asked('s')]);
  expect(replies.map(({ replyId, state }) => [replyId, state])).toEqual([
    ['s', 'waiting'],
    ['r', 'delivered'],
  ]);
});

test.each([
  ['waiting', null, 'waiting'],
  ['waiting', 'open', 'task'],
  ['waiting', 'spoken', 'delivered'],
  ['waiting', 'given-up', 'failed'],
  ['waiting', 'unheard-of', 'waiting'],
  ['delivered', 'open', 'delivered'],
  ['failed', null, 'failed'],
] as const)('a reply that is %s with a task %s is %s for the reader', (state, taskState, standing) => {
  expect(standingOf({ state }, taskState === null ? null : { state: taskState })).toBe(standing);
});

test.each([
  [undefined, 'nobody'],
  [null, 'nobody'],
  [{ id: 'user:u1', name: 'Li' }, 'self'],
  [{ id: 'user:u2', name: 'Li' }, 'other'],
  [{ id: 'api-key:u1', name: 'Li' }, 'other'],
  [{ name: 'u1' }, 'other'],
])('a call-back that %j has claimed is in the hands of %s for the one who signed in', (by, holder) => {
  const claim = by && { by, at: '2026-05-20T03:50:00Z', until: '2026-05-20T04:20:00Z' };
  expect(holderOf({ ...(claim !== undefined && { claim }) }, 'u1')).toBe(holder);
});

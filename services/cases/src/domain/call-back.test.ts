import { decideCallBack, type CallBack, type CallOutcome } from './call-back';
import { caseOf, idOf, NOON } from './test-feedback';

const TASK: CallBack = {
  replyId: idOf('reply'),
  caseId: caseOf('a'),
  feedbackId: idOf('a'),
  sourceId: 'hotline',
  state: 'open',
  requestedAt: '2026-05-20T03:00:00.000Z',
  attempts: 2,
  claim: null,
};
const NAMES = { replyId: TASK.replyId, caseId: TASK.caseId, feedbackId: TASK.feedbackId, sourceId: 'hotline' };
const decided = (outcome: CallOutcome, over: Partial<CallBack> = {}) =>
  decideCallBack({ ...TASK, ...over }, outcome, { byId: 'user:li', now: NOON });
const claimOf = (id: string, until: string) => ({
  by: { id, name: id },
  at: TASK.requestedAt,
  until: `2026-05-20T${until}:00.000Z`,
});
const SPOKEN: CallOutcome = { kind: 'spoken', callId: 'call-7', spokenAt: '2026-05-20T11:30:00+08:00' };

test('words with the customer are a delivered reply, at the time of the call', () => {
  expect(decided(SPOKEN)).toEqual({
    ok: true,
    state: 'spoken',
    attempts: 3,
    delivered: { ...NAMES, externalReplyId: 'call-7', deliveredAt: '2026-05-20T03:30:00.000Z', attempts: 3 },
  });
});

test('who was not reached is called again', () => {
  expect(decided({ kind: 'not-reached' })).toEqual({ ok: true, state: 'open', attempts: 3 });
});

test.each([
  ['number-unknown', 'number-unknown'],
  ['客户号码已停机', 'other'],
])('giving up for %s is a failed reply, and says %s outside', (reason, said) => {
  expect(decided({ kind: 'give-up', reason })).toEqual({
    ok: true,
    state: 'given-up',
    attempts: 2,
    failed: { ...NAMES, reason: said, failedAt: NOON.toISOString(), attempts: 2 },
  });
});

test.each([
  ['a task that is done', SPOKEN, { state: 'spoken' }, 'call-back-closed'],
  ['a task that was given up', { kind: 'not-reached' }, { state: 'given-up' }, 'call-back-closed'],
  ['a call before the task', { ...SPOKEN, spokenAt: '2026-05-20T02:59:59.999Z' }, {}, 'call-before-request'],
  ['a call to come', { ...SPOKEN, spokenAt: '2026-05-20T04:05:00.001Z' }, {}, 'call-in-future'],
  ['an attempt to come', { kind: 'not-reached', triedAt: '2026-05-20T05:00:00.000Z' }, {}, 'call-in-future'],
] as [string, CallOutcome, Partial<CallBack>, string][])('%s is refused', (_name, ...[outcome, over, error]) => {
  expect(decided(outcome, over)).toEqual({ ok: false, error });
});

test.each([
  ['nobody has claimed', null],
  ['the agent has claimed', claimOf('user:li', '04:30')],
  ['another had claimed, until now', claimOf('user:wang', '04:00')],
])('a call that %s is written down', (_name, claim) => {
  expect(decided(SPOKEN, { claim })).toMatchObject({ ok: true, state: 'spoken' });
});

test.each([SPOKEN, { kind: 'not-reached' }, { kind: 'give-up', reason: 'x' }] as CallOutcome[])(
  'of a call that another has claimed nobody else says anything: %j',
  (outcome) => {
    const claim = claimOf('user:wang', '04:01');
    expect(decided(outcome, { claim })).toEqual({ ok: false, error: 'call-back-claimed', claim });
    // Done is done, whoever had it.
    expect(decided(outcome, { claim, state: 'spoken' })).toEqual({ ok: false, error: 'call-back-closed' });
  },
);

import type { KnownCase } from './case';
import { NO_CONTEXT, type AnsweredFeedback, type Command, type DecideInput } from './command';
import { decide } from './decide';
import { valuesOf } from './ledger';
import { caseOf, idOf, LABELS, NOON, RECEIVED } from './test-feedback';

const record: KnownCase = {
  caseId: caseOf('a'),
  version: 3,
  state: 'new',
  channel: 'social',
  openedBy: idOf('a'),
  openedAt: RECEIVED,
  labels: valuesOf(LABELS),
  clusterId: idOf('a'),
  assignee: null,
  feedbacks: 1,
  mentions: 0,
};
const answered: AnsweredFeedback = { feedbackId: idOf('a'), speaker: 'customer-of-a', receivedAt: RECEIVED };
const who = { id: 'user:7', name: '小李' };
const decided = (command: Command, shape: Partial<DecideInput> = {}) =>
  decide({
    record,
    command,
    version: 3,
    who,
    now: NOON,
    idempotencyKey: 'key-1',
    context: { ...NO_CONTEXT, answered },
    traceparent: null,
    ...shape,
  });
const reply = (shape: Partial<Command & { kind: 'reply' }> = {}): Command => ({
  kind: 'reply',
  text: '年费已退回您的账户。',
  by: 'logged',
  ...shape,
});

test('a reply through the channel goes out and leaves the state as it is, until it is delivered', () => {
  const way = { channel: 'social', sourceId: 'weibo', externalId: '77' } as const;
  const result = decided(reply({ by: 'channel' }), { context: { ...NO_CONTEXT, answered: { ...answered, way } } });
  const replyId = result.ok ? result.made.replyId : undefined;
  expect(result).toMatchObject({
    ok: true,
    next: { state: 'new', version: 4 },
    entry: {
      event: { change: { kind: 'reply-requested', replyId, feedbackId: idOf('a'), by: 'user:7' } },
      text: '年费已退回您的账户。',
    },
    outgoing: {
      ...way,
      replyId,
      caseId: record.caseId,
      feedbackId: idOf('a'),
      text: '年费已退回您的账户。',
      requestedAt: NOON.toISOString(),
      by: 'user:7',
    },
  });
});

test('a command gives the case its next version, and history says who and when', () => {
  expect(decided({ kind: 'assign', assignee: '卡中心' })).toEqual({
    ok: true,
    next: { ...record, version: 4, state: 'assigned', assignee: '卡中心', team: null },
    entry: {
      event: {
        caseId: record.caseId,
        caseVersion: 4,
        changedAt: NOON.toISOString(),
        state: 'assigned',
        channel: 'social',
        labels: record.labels,
        change: { kind: 'assigned', assignee: '卡中心', by: 'user:7' },
      },
      by: who,
      text: null,
      traceparent: null,
    },
    made: {},
    splitOff: null,
    takenIn: null,
    example: null,
  });
});

test.each<[string, Command, Partial<DecideInput>, string]>([
  ['decided on an older version', { kind: 'resolve' }, { version: 2 }, 'stale-version'],
  ['to reopen what is open', { kind: 'reopen', reason: 'error' }, {}, 'not-allowed-in-this-state'],
  ['to reply through the channel', reply({ by: 'channel' }), {}, 'source-cannot-reply'],
  ['to answer what is not in the case', reply(), { context: NO_CONTEXT }, 'feedback-not-in-case'],
  ['to answer before it was said', reply({ repliedAt: '2026-05-20T03:58:59.999Z' }), {}, 'reply-before-feedback'],
  ['to answer in the future', reply({ repliedAt: '2026-05-20T04:05:00.001Z' }), {}, 'reply-in-future'],
])('a command %s is refused', (...[, command, shape, error]) => {
  expect(decided(command, shape)).toEqual({ ok: false, error });
});

test.each([
  ['at the moment it was said', RECEIVED],
  ['five minutes ahead', '2026-05-20T04:05:00.000Z'],
  ['with an offset', '2026-05-20T12:00:00+08:00'],
])('a reply logged %s counts from its own time, in UTC', (_name, repliedAt) => {
  const result = decided(reply({ repliedAt }));
  expect(result).toMatchObject({
    ok: true,
    entry: { event: { state: 'replied', change: { kind: 'replied', repliedAt: new Date(repliedAt).toISOString() } } },
  });
});

test('a reply logged without a time is made now, to the person the promise knows', () => {
  expect(decided(reply())).toMatchObject({
    next: { state: 'replied' },
    entry: {
      event: {
        change: {
          feedbackId: idOf('a'),
          customerKey: 'customer-of-a',
          repliedAt: NOON.toISOString(),
          origin: 'logged',
          automatic: false,
          substantive: true,
          by: 'user:7',
        },
      },
    },
  });
});

test('an acknowledgement is written down and answers nothing', () => {
  expect(decided(reply({ text: '您的反饋已收到，謝謝。' }))).toMatchObject({
    next: { state: 'new', version: 4 },
    entry: { event: { change: { substantive: false } } },
  });
});

test('the same command makes the same reply, another key another one', () => {
  const made = (idempotencyKey: string) => decided(reply(), { idempotencyKey });
  expect([made('key-1'), made('key-1') === made('key-2')]).toEqual([decided(reply()), false]);
});

test.each([
  ['customer-dissatisfied', 'customer-dissatisfied'],
  ['客户说没有解决', 'other'],
])('a reason to reopen is published as a code: %s', (reason, code) => {
  expect(decided({ kind: 'reopen', reason }, { record: { ...record, state: 'resolved' } })).toMatchObject({
    next: { state: 'reopened' },
    entry: { event: { change: { kind: 'reopened', reason: code } }, text: reason },
  });
});

test('the words of a note stay out of the event', () => {
  const result = decided({ kind: 'note', text: '已致电客户' });
  expect(result).toMatchObject({ next: { state: 'new' }, entry: { text: '已致电客户' } });
  expect(JSON.stringify(result.ok && result.entry.event)).not.toContain('致电');
});

import { CASE_STATES, type CaseState } from '@hearback/contracts';
import type { KnownCase } from './case';
import { nextState } from './case-state';
import { NO_CONTEXT, type Command, type CommandContext, type DecideInput } from './command';
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
const context: CommandContext = {
  ...NO_CONTEXT,
  answered: { feedbackId: idOf('a'), speaker: 'customer-of-a', receivedAt: RECEIVED },
  reply: { loggedBy: 'user:7', origin: 'logged', confirmed: false },
  extension: { promise: 'legal', reason: 'complex-case', requestedBy: 'user:7', approved: false },
  resolvedAt: '2026-05-20T03:59:30.000Z',
};
const chief = { id: 'user:9', name: '王主管' };
const decided = (command: Command, shape: Partial<DecideInput> = {}) =>
  decide({
    record,
    command,
    version: 3,
    who: chief,
    now: NOON,
    idempotencyKey: 'key-1',
    context,
    traceparent: null,
    ...shape,
  });

const COMMANDS: Record<Exclude<Command['kind'], 'unlink' | 'link'>, Command> = {
  assign: { kind: 'assign', assignee: '小李', team: '卡中心' },
  note: { kind: 'note', text: '已致电客户' },
  reply: { kind: 'reply', text: '年费已退回您的账户。', by: 'logged' },
  'confirm-reply': { kind: 'confirm-reply', replyId: idOf('reply'), evidence: '通话录音 4711' },
  resolve: { kind: 'resolve' },
  reopen: { kind: 'reopen', reason: 'error' },
  withdraw: { kind: 'withdraw', reason: 'customer-withdrew', note: '客戶來電撤回' },
  extend: { kind: 'extend', promise: 'legal', reason: 'complex-case' },
  'approve-extension': { kind: 'approve-extension', extensionId: idOf('extension') },
  'follow-up': { kind: 'follow-up', outcome: 'satisfied' },
  reclassify: { kind: 'reclassify', labels: { product: 'loan' } },
};
const every = CASE_STATES.flatMap((state) => Object.values(COMMANDS).map((command) => [command.kind, state] as const));

test.each(every)('%s of a case that is %s does what the table of states says', (kind, state) => {
  const result = decided(COMMANDS[kind as keyof typeof COMMANDS], { record: { ...record, state } });
  const expected = nextState(state as CaseState, kind);
  expect(result).toMatchObject(
    expected === null
      ? { ok: false, error: 'not-allowed-in-this-state' }
      : { ok: true, next: { state: expected, version: 4 }, entry: { event: { caseVersion: 4, state: expected } } },
  );
});

test.each(Object.values(COMMANDS))('$kind decided on an older or newer version is refused, in any state', (command) => {
  const stale = { ok: false, error: 'stale-version' };
  expect([
    decided(command, { version: 2 }),
    decided(command, { version: 4 }),
    decided(command, { version: 2, record: { ...record, state: 'withdrawn' } }),
  ]).toEqual([stale, stale, stale]);
});

const open = { record };
const resolved = { record: { ...record, state: 'resolved' as const } };
const knowing = (shape: Partial<CommandContext>) => ({ context: { ...context, ...shape } });
const byTheFirst = { who: { id: 'user:7', name: '小李' } };

test.each<[string, Command, Partial<DecideInput>, string]>([
  ['to approve one’s own extension', COMMANDS['approve-extension'], byTheFirst, 'needs-second-person'],
  [
    'to approve what nobody asked for',
    COMMANDS['approve-extension'],
    knowing({ extension: null }),
    'extension-not-in-case',
  ],
  [
    'to approve twice, by the first or another',
    COMMANDS['approve-extension'],
    knowing({ extension: { ...context.extension!, approved: true } }),
    'extension-already-approved',
  ],
  [
    'to approve with a notice in the future',
    { kind: 'approve-extension', extensionId: idOf('extension'), noticeAt: '2026-05-20T04:05:00.001Z' },
    open,
    'notice-in-future',
  ],
  ['to confirm one’s own reply', COMMANDS['confirm-reply'], byTheFirst, 'needs-second-person'],
  ['to confirm a reply of another case', COMMANDS['confirm-reply'], knowing({ reply: null }), 'reply-not-in-case'],
  [
    'to confirm what a machine saw',
    COMMANDS['confirm-reply'],
    knowing({ reply: { ...context.reply!, origin: 'observed' } }),
    'reply-not-logged',
  ],
  [
    'to confirm twice',
    COMMANDS['confirm-reply'],
    knowing({ reply: { ...context.reply!, confirmed: true } }),
    'reply-already-confirmed',
  ],
  [
    'to visit before the resolution',
    { kind: 'follow-up', outcome: 'satisfied', visitedAt: '2026-05-20T03:59:29.999Z' },
    resolved,
    'visit-before-resolution',
  ],
  [
    'to visit in the future',
    { kind: 'follow-up', outcome: 'satisfied', visitedAt: '2026-05-20T04:05:00.001Z' },
    resolved,
    'visit-in-future',
  ],
])('a command %s is refused', (...[, command, shape, error]) => {
  expect(decided(command, shape)).toEqual({ ok: false, error });
});

const changeOf = (command: Command, shape: Partial<DecideInput> = {}) => {
  const result = decided(command, shape);
  return result.ok ? [result.entry.event.change, result.entry.text] : result.error;
};

test('each command says what it did in its own kind of change; words other than codes stay inside', () => {
  const extended = { ...COMMANDS['approve-extension'], noticeAt: '2026-05-20T11:00:00+08:00' } as Command;
  expect([
    changeOf(COMMANDS.assign),
    changeOf(COMMANDS.withdraw),
    changeOf(COMMANDS['confirm-reply']),
    changeOf(COMMANDS.extend),
    changeOf(extended),
    changeOf({ kind: 'extend', promise: 'resolution', reason: '需要向外地分行調單' }),
  ]).toEqual([
    [{ kind: 'assigned', assignee: '小李', team: '卡中心', by: 'user:9' }, null],
    [{ kind: 'withdrawn', by: 'user:9', reason: 'customer-withdrew' }, '客戶來電撤回'],
    [{ kind: 'reply-confirmed', replyId: idOf('reply'), by: 'user:9', evidence: 'other' }, '通话录音 4711'],
    [
      {
        kind: 'extension-requested',
        extensionId: expect.any(String),
        promise: 'legal',
        reason: 'complex-case',
        by: 'user:9',
      },
      'complex-case',
    ],
    [
      {
        kind: 'extended',
        extensionId: idOf('extension'),
        promise: 'legal',
        reason: 'complex-case',
        requestedBy: 'user:7',
        by: 'user:9',
        noticeAt: '2026-05-20T03:00:00.000Z',
      },
      null,
    ],
    [expect.objectContaining({ kind: 'extension-requested', reason: 'other' }), '需要向外地分行調單'],
  ]);
});

test.each([
  ['satisfied', 'resolved'],
  ['not-reached', 'resolved'],
  ['dissatisfied', 'reopened'],
] as const)('after a visit that found the customer %s the case is %s, in one change', (outcome, state) => {
  expect(decided({ kind: 'follow-up', outcome, note: '已回访' }, resolved)).toMatchObject({
    next: { state, version: 4 },
    entry: {
      event: { state, change: { kind: 'followed-up', outcome, visitedAt: NOON.toISOString(), by: 'user:9' } },
      text: '已回访',
    },
    made: { visitId: expect.any(String) },
  });
});

test('a label set by a person stands beside the change, and one set earlier stays set', () => {
  const first = decided(COMMANDS.reclassify);
  const second = decided(
    { kind: 'reclassify', labels: { kind: 'enquiry' } },
    { record: { ...(first.ok ? first.next : record), version: 3 } },
  );
  expect([first, second]).toMatchObject([
    { next: { corrected: { product: 'loan' }, labels: { ...record.labels, product: 'loan' } } },
    {
      next: { corrected: { product: 'loan', kind: 'enquiry' } },
      entry: {
        event: { change: { kind: 'reclassified', by: 'user:9' }, labels: { product: 'loan', kind: 'enquiry' } },
      },
    },
  ]);
});

test('another assignment without a team leaves none behind', () => {
  expect(decided({ kind: 'assign', assignee: '小陈' }, { record: { ...record, team: '卡中心' } })).toMatchObject({
    next: { assignee: '小陈', team: null },
  });
});

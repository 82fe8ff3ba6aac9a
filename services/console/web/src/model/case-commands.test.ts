import { commandsIn, confirmableReplies, mayLeave, pendingExtensions } from './case-commands';

const AT = '2026-03-02T04:00:00.000Z';
const entry = (version: number, kind: string, data: Record<string, unknown>) => ({
  version,
  at: AT,
  kind,
  data,
  by: 'u1',
});

test.each([
  ['withdrawn', ['reopen']],
  ['closed', ['reply', 'note', 'reclassify', 'reopen']],
  ['resolved', ['reply', 'note', 'follow-up', 'reclassify', 'reopen']],
  ['new', ['reply', 'note', 'assign', 'resolve', 'withdraw', 'extend', 'reclassify']],
])('a case that is %s is offered %j', (state, commands) => {
  expect(commandsIn(state)).toEqual(commands);
});

test('a state of a newer register is offered everything, because the register refuses by itself', () => {
  expect(commandsIn('telepathic')).toHaveLength(9);
});

test('an extension waits until it is approved', () => {
  const asked = [
    entry(2, 'extension-requested', { extensionId: 'e1', promise: 'legal', reason: 'other', text: '待第三方答复' }),
    entry(3, 'extension-requested', { extensionId: 'e2', promise: 'resolution', reason: 'complex-case' }),
    entry(4, 'extended', { extensionId: 'e1', promise: 'legal' }),
  ];
  expect(pendingExtensions(asked)).toEqual([
    { extensionId: 'e2', promise: 'resolution', reason: null, requestedBy: 'u1', at: AT },
  ]);
  expect(pendingExtensions(asked.slice(0, 1))[0]?.reason).toBe('待第三方答复');
});

test('only a logged reply of substance that nobody has vouched for waits for a second person', () => {
  const replied = (replyId: string, more: object) => ({
    replyId,
    origin: 'logged',
    substantive: true,
    repliedAt: AT,
    ...more,
  });
  const timeline = [
    entry(2, 'replied', replied('r1', { text: '年费已退回' })),
    entry(3, 'replied', replied('r2', { origin: 'observed' })),
    entry(4, 'replied', replied('r3', { substantive: false })),
    entry(5, 'replied', replied('r4', {})),
    entry(6, 'reply-confirmed', { replyId: 'r4' }),
  ];
  expect(confirmableReplies(timeline)).toEqual([
    { replyId: 'r1', text: '年费已退回', repliedAt: AT, loggedAt: AT, loggedBy: 'u1' },
  ]);
});

test('what opened the case cannot leave it', () => {
  expect([{ state: 'opened' }, { state: 'joined' }, { state: 'mention' }, {}].map(mayLeave)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

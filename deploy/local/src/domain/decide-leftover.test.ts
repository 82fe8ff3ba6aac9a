import { decideLeftover } from './decide-leftover';

test.each([
  ['nothing recorded', { startedWith: null, running: false }, 'start'],
  ['recorded and gone', { startedWith: 'port 1', running: false }, 'start'],
  ['running on the same settings', { startedWith: 'port 1', running: true }, 'take-over'],
  ['running on other settings', { startedWith: 'port 2', running: true }, 'stop-then-start'],
] as const)('a server that is %s', (_case, leftover, decision) => {
  expect(decideLeftover(leftover, 'port 1')).toBe(decision);
});

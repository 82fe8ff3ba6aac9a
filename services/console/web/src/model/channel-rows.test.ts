import { CHANNELS } from '@hearback/contracts';
import { CHANNEL_SERVICES, channelRows, rhythmOf, rowOf } from './channel-rows';
import type { SourceHealth, SourceView } from './channel-shapes';

const source = (sourceId: string, state: SourceView['state'] = 'active'): SourceView => ({
  sourceId,
  channel: 'web-form',
  name: sourceId,
  timeZone: 'Asia/Shanghai',
  state,
  signed: false,
  secrets: [],
  hasCredentials: false,
  settings: {},
  mapping: {},
  isDefault: false,
  rate: { itemsPerSecond: 1, burst: 2 },
  changedAt: '2026-03-01T00:00:00.000Z',
  changedBy: 'admin',
});
const health = (sourceId: string, says: Partial<SourceHealth>): SourceHealth => ({
  sourceId,
  health: 'ok',
  lastAt: null,
  last24Hours: { pushed: 0, polled: 0 },
  gaps: null,
  poll: null,
  ...says,
});
const poll = (state: 'ok' | 'waiting' | 'unreachable' | 'failed') => ({ state, everySeconds: 60, nextAt: '' });

test('what needs a person comes first, then what is refused most, then by name', () => {
  const rows = channelRows(
    ['d-ok', 'c-ok', 'b-ok', 'a-learning', 'z-quiet', 'y-failing'].map((id) => source(id)),
    [
      health('d-ok', {}),
      health('c-ok', {}),
      health('b-ok', {}),
      health('a-learning', { health: 'learning' }),
      health('z-quiet', { health: 'quiet' }),
      health('y-failing', { poll: poll('failed') }),
    ],
    [{ sourceId: 'd-ok', open: 3, oldestAt: '' }],
  );
  expect(rows.map((row) => row.source.sourceId)).toEqual([
    'y-failing',
    'z-quiet',
    'a-learning',
    'd-ok',
    'b-ok',
    'c-ok',
  ]);
});

test.each([
  ['a paused source is paused, though its poller failed', 'paused', { poll: poll('failed') }, 'paused'],
  ['a vendor that cannot be reached', 'active', { poll: poll('unreachable') }, 'failing'],
  ['a vendor that asks to wait is in order', 'active', { poll: poll('waiting') }, 'ok'],
  ['active again, and its service has not heard', 'active', { health: 'paused' }, 'learning'],
  ['nothing said', 'active', null, 'unknown'],
] as const)('%s', (...[, state, says, condition]) => {
  expect(rowOf(source('s', state), says && health('s', says), null).condition).toBe(condition);
});

test('the rhythm says since when it is quiet, what it usually brings, or nothing yet', () => {
  const quiet = { health: 'quiet' as const, since: 't', expected: 9.5, observed: 0 };
  expect(rhythmOf(health('s', quiet))).toEqual({ is: 'quiet', since: 't', expected: 9.5, observed: 0 });
  expect(rhythmOf(health('s', { expected: 12, observed: 11 }))).toEqual({ is: 'usual', expected: 12 });
  expect(rhythmOf(health('s', { health: 'learning' }))).toBeNull();
});

test('every channel has its service', () => {
  expect(Object.keys(CHANNEL_SERVICES).sort()).toEqual([...CHANNELS].sort());
});

import fc from 'fast-check';
import { afterTurn, askNow, everySecondsOf, type PollSchedule } from './poll-schedule';

const T = 1_000_000;
const moment = { nowMs: T, everySeconds: 60, random: 1 };
const fresh = askNow(T);

test.each([
  ['more is waiting', { kind: 'page', more: true }, { state: 'ok', nextAtMs: T }],
  ['nothing more is waiting', { kind: 'page', more: false }, { state: 'ok', nextAtMs: T + 60_000 }],
  ['the vendor asks to wait', { kind: 'wait', seconds: 7, why: '429' }, { state: 'waiting', nextAtMs: T + 7_000 }],
  ['it asks to wait no time', { kind: 'wait', seconds: 0, why: '429' }, { state: 'waiting', nextAtMs: T + 1_000 }],
  ['it asks for years', { kind: 'wait', seconds: 1e9, why: '429' }, { state: 'waiting', nextAtMs: T + 86_400_000 }],
  ['what it asks is no number', { kind: 'wait', seconds: NaN, why: '429' }, { state: 'waiting', nextAtMs: T + 60_000 }],
  ['a token is wrong', { kind: 'failed', why: '401' }, { state: 'failed', nextAtMs: T + 600_000 }],
  ['there is no answer', { kind: 'unreachable', why: 'x' }, { state: 'unreachable', nextAtMs: T + 1_000 }],
] as const)('when %s', (_name, turn, expected) => expect(afterTurn(fresh, turn, moment)).toMatchObject(expected));

test('a vendor that stays away is asked less and less often, at least every five minutes', () => {
  let schedule: PollSchedule = fresh;
  const waits: number[] = [];
  for (let i = 0; i < 12; i++) {
    schedule = afterTurn(schedule, { kind: 'unreachable', why: 'x' }, moment);
    waits.push((schedule.nextAtMs - T) / 1_000);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
  expect(afterTurn(schedule, { kind: 'page', more: false }, moment).failures).toBe(0);
});

test('chance halves a wait at most', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
      const at = (chance: number) =>
        afterTurn({ ...fresh, failures }, { kind: 'unreachable', why: 'x' }, { ...moment, random: chance }).nextAtMs -
        T;
      return at(random) <= at(1) && at(random) >= at(1) / 2 && at(1) <= 300_000;
    }),
  );
});

test.each([
  [undefined, 60],
  ['5', 5],
  ['0.01', 1],
  ['1e9', 86_400],
  ['soon', 60],
  ['-1', 60],
])('the setting %j makes it every %i s', (setting, seconds) => expect(everySecondsOf(setting, 60)).toBe(seconds));

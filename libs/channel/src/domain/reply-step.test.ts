import type { ReplyAttempted, ReplyRequested } from '@hearback/contracts';
import { attemptSupersedes, mayBeAheadOfSource, replyStep, resendAfterMs, waitUntilMs } from './reply-step';

const T = Date.parse('2026-03-02T12:00:00.000Z');
const ID = '2d0f5c1e-8a55-5c1f-9c53-0c9b1f6f1e01';
const request: ReplyRequested = {
  replyId: ID,
  caseId: ID,
  feedbackId: ID,
  channel: 'social',
  sourceId: 's',
  text: 't',
  requestedAt: new Date(T).toISOString(),
  by: 'user:7',
};
const attempt = (state: ReplyAttempted['state'], attempts = 0, at = T): ReplyAttempted => {
  return { replyId: ID, service: 'channel-social', state, attempts, at: new Date(at).toISOString(), request };
};
const MINUTE = 60_000;

test.each([
  ['a reply that was never tried is sent', 'queued', true, 0, { kind: 'send' }],
  ['so it is where the vendor knows no repetitions', 'queued', false, 0, { kind: 'send' }],
  ['a call that was cut off is made again where it shows once', 'sending', true, 1, { kind: 'send' }],
  ['elsewhere it waits for an outcome', 'sending', false, 1, { kind: 'look-again', atMs: T + 5 * MINUTE }],
  ['for five minutes', 'sending', false, 5 * MINUTE, { kind: 'give-up', reason: 'unknown' }],
  ['after four hours a person must answer', 'queued', true, 240 * MINUTE, { kind: 'give-up', reason: 'too-late' }],
  ['who is told when it may have gone out', 'sending', true, 240 * MINUTE, { kind: 'give-up', reason: 'unknown' }],
] as const)('%s', (...[, state, idempotent, afterMs, expected]) =>
  expect(replyStep(attempt(state, 1), { idempotent }, T + afterMs)).toEqual(expected),
);

test.each([
  ['within the time that the vendor knows it, it is made again', 'sending', 59, { kind: 'send' }],
  ['later never, because it would show twice', 'sending', 60, { kind: 'give-up', reason: 'unknown' }],
  ['a reply of which no call is open may be sent at any time', 'queued', 60, { kind: 'send' }],
] as const)('of a call that was cut off: %s', (...[, state, minutes, expected]) =>
  expect(replyStep(attempt(state, 1), { idempotent: true, knownForMs: 60 * MINUTE }, T + minutes * MINUTE)).toEqual(
    expected,
  ),
);

test.each([
  ['an attempt', attempt('sending', 1), attempt('queued', 0), true],
  ['its end', attempt('done', 1), attempt('sending', 1), true],
  ['the request once more, during an attempt', attempt('queued', 0), attempt('sending', 1), false],
  ['the request once more, after the end', attempt('queued', 0), attempt('done', 1), false],
  ['an attempt after the end', attempt('sending', 2), attempt('done', 1), false],
])('%s counts or not: %#', (...[, next, before, expected]) => expect(attemptSupersedes(next, before)).toBe(expected));

test('attempts get rarer, up to every five minutes', () => {
  expect([1, 2, 3, 8, 9, 30].map((attempts) => resendAfterMs(attempts, 1) / 1_000)).toEqual([2, 4, 8, 256, 300, 300]);
  expect(resendAfterMs(1, 0)).toBe(1_000);
});

test.each([
  ['as long as it says', 60, T + 70_000],
  ['not less than between any two attempts', 0, T + 12_000],
  ['the same when it says no number', NaN, T + 12_000],
  ['until a person must answer when it says a day', 86_400, T + 240 * MINUTE],
  ['or for ever', Infinity, T + 240 * MINUTE],
])('a receiver that asks to wait is waited for %s', (_what, seconds, expected) => {
  const nowMs = T + 10_000;
  expect(waitUntilMs(attempt('sending', 1), { nowMs, againMs: T + 12_000, seconds })).toBe(expected);
});

test.each([
  ['one that was just asked for', 0, true],
  ['one that a clock ahead of ours dates', -60_000, true],
  ['one that has waited', 9_999, true],
  ['one that has waited long enough', 10_000, false],
])('a source that cannot carry a reply is waited for by %s', (_what, afterMs, expected) =>
  expect(mayBeAheadOfSource(request, T + afterMs)).toBe(expected),
);

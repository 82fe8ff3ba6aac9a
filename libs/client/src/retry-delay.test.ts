import { isPassing, retryAfterMs, retryDelay } from './retry-delay';

const policy = { firstDelayMs: 200, longestDelayMs: 10_000 };

test.each([
  [1, 0, 0, 0],
  [1, 0, 0.999, 199],
  [2, 0, 0.5, 200],
  [3, 0, 0.5, 400],
  [7, 0, 0.5, 5_000],
  [60, 0, 0.999, 9_990],
  [5_000, 0, 0.5, 5_000],
])('after %i failures, Retry-After %i ms and chance %d the wait is %i ms', (...row) => {
  const [attempts, retryAfter, chance, expected] = row;
  expect(retryDelay({ attempts, retryAfterMs: retryAfter }, policy, chance)).toBe(expected);
});

test('what the service asks for is the least, and chance comes on top, so that senders do not come back together', () => {
  expect([0, 0.5, 0.99].map((chance) => retryDelay({ attempts: 1, retryAfterMs: 30_000 }, policy, chance))).toEqual([
    30_000, 30_100, 30_198,
  ]);
});

test.each([
  [null, 0],
  ['', 0],
  ['2', 2_000],
  [' 120 ', 120_000],
  ['Wed, 21 Oct 2026 07:28:30 GMT', 30_000],
  ['Wed, 21 Oct 2026 07:27:00 GMT', 0],
  ['-5', 0],
  ['1.5', 0],
  ['soon', 0],
])('Retry-After %p is %i ms', (header, expected) => {
  expect(retryAfterMs(header, new Date('2026-10-21T07:28:00Z'))).toBe(expected);
});

test('only what may be another answer later is tried again', () => {
  const statuses = [200, 202, 301, 400, 401, 403, 404, 405, 408, 409, 413, 415, 422, 425, 429, 500, 501, 502, 503, 504];
  expect(statuses.filter(isPassing)).toEqual([408, 425, 429, 502, 503, 504]);
});

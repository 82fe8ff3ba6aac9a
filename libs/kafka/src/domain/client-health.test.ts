import { clientHealth } from './client-health';

const now = 1_000_000;

test.each([
  ['progress a moment ago', { progressAt: now - 5_000, answersSince: null }, 'alive'],
  ['silence while the cluster is away', { progressAt: now - 600_000, answersSince: null }, 'waiting'],
  ['silence just after the cluster came back', { progressAt: now - 600_000, answersSince: now - 10_000 }, 'waiting'],
  ['silence although the cluster answers', { progressAt: now - 60_000, answersSince: now - 30_000 }, 'dead'],
])('%s', (_, signs, verdict) => {
  expect(clientHealth(signs, now, 60_000)).toBe(verdict);
});

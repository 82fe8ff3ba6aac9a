import { afterAttempt, waitSeconds, type Failures } from './sign-in-throttle';

const noon = new Date('2026-03-02T12:00:00Z');
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1_000);
const failed = (count: number): Failures => ({ count, lastAt: noon.getTime() });

test.each([
  [0, 0],
  [9, 0],
  [10, 1],
  [11, 2],
  [13, 8],
  [16, 60],
  [100, 60],
])('after %i bad attempts the next one waits %i s', (count, seconds) => {
  expect(waitSeconds(failed(count), noon)).toBe(seconds);
});

test('the wait passes, and a quarter of an hour of peace clears the slate', () => {
  expect([waitSeconds(failed(13), later(3)), waitSeconds(failed(13), later(8))]).toEqual([5, 0]);
  expect(waitSeconds(failed(100), later(900))).toBe(0);
  expect(afterAttempt(failed(100), later(900))).toEqual({ count: 1, lastAt: later(900).getTime() });
});

test('attempts add up', () => {
  expect(afterAttempt(afterAttempt(undefined, noon), later(1))).toEqual({ count: 2, lastAt: later(1).getTime() });
  expect(waitSeconds(undefined, noon)).toBe(0);
});

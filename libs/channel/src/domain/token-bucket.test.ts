import { fullBucket, takeTokens } from './token-bucket';

const rate = { itemsPerSecond: 10, burst: 20 };

test('a burst passes, then the rate', () => {
  const bucket = fullBucket(rate, 0);
  expect([0, 0, 50, 100].map((nowMs) => takeTokens(bucket, rate, { items: 10, nowMs }))).toEqual([0, 0, 1, 1]);
  expect(takeTokens(bucket, rate, { items: 10, nowMs: 1_000 })).toBe(0);
});

test('more than a full bucket passes once it is full, and the next caller pays', () => {
  const bucket = fullBucket(rate, 0);
  expect(takeTokens(bucket, rate, { items: 120, nowMs: 0 })).toBe(0);
  expect(takeTokens(bucket, rate, { items: 1, nowMs: 0 })).toBe(11);
  expect(takeTokens(bucket, rate, { items: 1, nowMs: 10_100 })).toBe(0);
});

test('asking takes nothing', () => {
  const bucket = fullBucket(rate, 0);
  expect(takeTokens(bucket, rate, { items: 0, nowMs: 0 })).toBe(0);
  expect(takeTokens(bucket, rate, { items: 20, nowMs: 0 })).toBe(0);
  expect(takeTokens(bucket, rate, { items: 0, nowMs: 0 })).toBe(1);
});

test('a clock that goes back gives nothing and takes nothing', () => {
  const bucket = fullBucket(rate, 10_000);
  expect(takeTokens(bucket, rate, { items: 20, nowMs: 5_000 })).toBe(0);
  expect(takeTokens(bucket, rate, { items: 1, nowMs: 5_000 })).toBe(1);
});

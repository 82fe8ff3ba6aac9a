import { rateBuckets } from './rate-buckets';

const rate = { itemsPerSecond: 1, burst: 2 };
const nowMs = 1_000;

test('each name has a bucket of its own', () => {
  const buckets = rateBuckets(10);
  expect(['a', 'a', 'a', 'b'].map((name) => buckets.take(name, rate, { items: 1, nowMs }))).toEqual([0, 0, 1, 0]);
});

test('keys and sources that came and went leave nothing behind, and who asks on keeps the bucket', () => {
  const buckets = rateBuckets(3);
  buckets.take('steady', rate, { items: 2, nowMs });
  for (let gone = 0; gone < 1_000; gone++) {
    buckets.take(`gone ${gone}`, rate, { items: 1, nowMs });
    expect(buckets.take('steady', rate, { items: 1, nowMs })).toBe(1);
  }
  expect(buckets.size()).toBe(3);
  expect(buckets.take('gone 0', rate, { items: 2, nowMs })).toBe(0);
});

import { median, percentile } from './statistics';

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2],
  [[7], 7],
])('the median of %p is %p', (values, expected) => expect(median(values)).toBe(expected));

test('percentiles are values that were measured', () => {
  const values = Array.from({ length: 100 }, (_, i) => i + 1);
  expect([0.5, 0.99, 1].map((p) => percentile(values, p))).toEqual([50, 99, 100]);
  expect(percentile([], 0.5)).toBeNaN();
});

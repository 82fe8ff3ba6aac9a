import fc from 'fast-check';
import { cutBatch } from './cut-batch';

const sizes = (...bytes: number[]) => bytes.map((n) => ({ bytes: n }));

test.each([
  [sizes(), 0],
  [sizes(10, 10, 10), 3],
  [sizes(60, 60, 10), 1],
  [sizes(500, 10), 1],
  [sizes(1, 1, 1, 1, 1, 1), 4],
])('of %j it takes %i', (waiting, taken) => {
  expect(cutBatch(waiting, { batchRecords: 4, batchBytes: 100 })).toBe(taken);
});

test('whatever waits, a request is within its limits unless one record alone exceeds them, and none is left over', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 })), (bytes) => {
      const waiting = sizes(...bytes);
      while (waiting.length > 0) {
        const batch = waiting.splice(0, cutBatch(waiting, { batchRecords: 5, batchBytes: 200 }));
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(5);
        const total = batch.reduce((sum, one) => sum + one.bytes, 0);
        expect(total <= 200 || batch.length === 1).toBe(true);
      }
    }),
  );
});

import fc from 'fast-check';
import { DurablePrefix } from './durable-prefix';

test('the prefix never covers a message that is not done, and in the end covers all', () => {
  const orders = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 });
  fc.assert(
    fc.property(orders, (order) => {
      const prefix = new DurablePrefix();
      const done = new Set<number>();
      for (const index of order) {
        prefix.mark(index);
        done.add(index);
        for (let n = 0; n < prefix.length; n++) expect(done.has(n)).toBe(true);
        expect(done.has(prefix.length)).toBe(false);
      }
      expect(prefix.length).toBe(8);
    }),
  );
});

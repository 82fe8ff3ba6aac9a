import fc from 'fast-check';
import { figureOf, NO_COUNTS, totalOf } from './figure-of';

test.each([
  [{ met: 0, missed: 0, running: 4 }, null, null],
  [{ met: 3, missed: 0, withdrawn: 2 }, 1, '100 %'],
  [{ met: 9_999, missed: 1 }, 0.9999, '99.99 %'],
  [{ met: 999_999, missed: 1, running: 7 }, 0.999999, '99.99 %'],
  [{ met: 2, missed: 1, confirmed: 1 }, 2 / 3, '66.66 %'],
  [{ met: 1, missed: 19 }, 0.05, '5.00 %'],
  [{ met: 0, missed: 2 }, 0, '0.00 %'],
])('%o is %p, for people %p', (some, rate, rateText) => {
  const counts = { ...NO_COUNTS, ...some };
  expect(figureOf(counts)).toEqual({ ...counts, rate, rateText });
});

test('no count of misses is ever rounded away, and the text never says more than the rate', () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.integer({ min: 1, max: 1e9 }), (met, missed) => {
      const { rate, rateText } = figureOf({ ...NO_COUNTS, met, missed });
      expect(rateText).not.toContain('100');
      expect(rate).toBeLessThan(1);
      expect(Number.parseFloat(rateText!) / 100).toBeLessThanOrEqual(rate! + 1e-12);
    }),
  );
});

test('the total of all rows counts promises, not rates', () => {
  const rows = [
    { met: 1, confirmed: 1, missed: 0, running: 2, withdrawn: 0 },
    { met: 1, confirmed: 0, missed: 3, running: 0, withdrawn: 5 },
  ];
  expect(totalOf(rows)).toEqual({ met: 2, confirmed: 1, missed: 3, running: 2, withdrawn: 5 });
  expect(totalOf([])).toEqual(NO_COUNTS);
});

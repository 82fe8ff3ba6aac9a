import { figureOf, totalOf } from './response-rate';

test.each([
  [{ met: 0, missed: 0, running: 4 }, null, null],
  [{ met: 3, missed: 0, running: 0 }, 1, '100 %'],
  [{ met: 9_999, missed: 1, running: 0 }, 0.9999, '99.99 %'],
  [{ met: 999_999, missed: 1, running: 7 }, 0.999999, '99.99 %'],
  [{ met: 2, missed: 1, running: 0 }, 2 / 3, '66.66 %'],
  [{ met: 1, missed: 19, running: 0 }, 0.05, '5.00 %'],
  [{ met: 0, missed: 2, running: 0 }, 0, '0.00 %'],
])('%o is %p, for people %p', (counts, rate, rateText) => {
  expect(figureOf(counts)).toEqual({ ...counts, rate, rateText });
});

test('the total of all channels counts promises, not rates', () => {
  const channels = [
    { met: 1, missed: 0, running: 2 },
    { met: 1, missed: 3, running: 0 },
  ];
  expect(totalOf(channels)).toEqual({ met: 2, missed: 3, running: 2 });
});

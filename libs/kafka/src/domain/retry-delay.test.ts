import { retryDelayMs } from './retry-delay';

const settings = { failureDelaysMs: [1_000, 3_000, 8_000, 15_000], outageFirstMs: 250, outageCapMs: 10_000 };
const middle = 0.5;

test('an outage is tried again without end, ever more slowly up to the cap', () => {
  const delays = [1, 2, 3, 6, 7, 1_000].map((times) => retryDelayMs({ outage: true, times }, settings, middle));
  expect(delays).toEqual([250, 500, 1_000, 8_000, 10_000, 10_000]);
});

test('any other throw is tried four times again, then the message is parked', () => {
  const delays = [1, 2, 3, 4, 5].map((times) => retryDelayMs({ outage: false, times }, settings, middle));
  expect(delays).toEqual([875, 2_625, 7_000, 13_125, null]);
});

test('five throws fall within about 30 s, whatever chance says', () => {
  const total = (chance: number) =>
    [1, 2, 3, 4].reduce((sum, times) => sum + retryDelayMs({ outage: false, times }, settings, chance)!, 0);
  expect(total(0)).toBeGreaterThan(20_000);
  expect(total(0.999)).toBeLessThan(30_000);
});

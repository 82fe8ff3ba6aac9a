import { workingSecondsOf } from './figure-working-time';
import { inForce } from './test-case';

const clock = (fulfilledAt: string | null) => ({
  state: fulfilledAt === null ? ('running' as const) : ('met' as const),
  // A Friday, 17:30 in Shanghai, before a common weekend.
  startedAt: new Date('2026-03-13T09:30:00Z'),
  fulfilledAt: fulfilledAt === null ? null : new Date(fulfilledAt),
});
const count = workingSecondsOf(inForce('bank-promise'));

test('only the time in which the bank works is counted', () => {
  const overTheWeekend = count(clock('2026-03-16T02:00:00.900Z'))!;
  expect(overTheWeekend).toBeLessThan(4 * 3_600);
  expect(overTheWeekend).toBeGreaterThan(0);
  expect(Number.isInteger(overTheWeekend)).toBe(true);
  expect(count(clock('2026-03-17T02:00:00Z'))! - overTheWeekend).toBeGreaterThan(6 * 3_600);
});

test('nothing is counted for a promise that is not met, or without a calendar', () => {
  expect(count(clock(null))).toBeNull();
  expect(workingSecondsOf({ policies: [], calendars: [] })(clock('2026-03-16T02:00:00Z'))).toBeNull();
});

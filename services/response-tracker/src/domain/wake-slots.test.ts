import { SLOT_MS, wakeSlots } from './wake-slots';

const now = new Date(1_000_000);
const after = (ms: number) => new Date(now.getTime() + ms);

test('clocks that fall due together share one wake-up, never too early', () => {
  const slots = wakeSlots([after(1), after(249), after(250), after(251)], now, 60_000);
  expect(slots.map((slot) => slot * SLOT_MS - now.getTime())).toEqual([250, 500]);
});

test('what is overdue wakes now, what lies beyond the horizon is left to a later sweep', () => {
  const slots = wakeSlots([after(-5_000), after(60_000), after(60_001)], now, 60_000);
  expect(slots.map((slot) => slot * SLOT_MS - now.getTime())).toEqual([0, 60_000]);
});

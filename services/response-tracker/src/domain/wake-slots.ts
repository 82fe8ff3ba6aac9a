/** Wake-ups are gathered into slots, so that their number depends on the time ahead and never on how many clocks run. */
export const SLOT_MS = 250;

/**
 * The slots in which something falls due, ascending and without repetition: the first moment of each is at or after
 * the time it stands for, so that a wake-up never comes too early.
 * @param horizonMs how far ahead to look; what lies beyond it a later sweep will find
 */
export function wakeSlots(wakeTimes: readonly Date[], now: Date, horizonMs: number): number[] {
  const slots = new Set<number>();
  for (const wakeAt of wakeTimes) {
    const ahead = wakeAt.getTime() - now.getTime();
    if (ahead <= horizonMs) slots.add(Math.ceil(Math.max(wakeAt.getTime(), now.getTime()) / SLOT_MS));
  }
  return [...slots].sort((a, b) => a - b);
}

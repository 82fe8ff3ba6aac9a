import type { Clock } from './clock';
import type { Advanced } from './due-events';
import type { WantedClock } from './wanted-clocks';

/**
 * Brings the clocks of a case to what its facts ask for, only by adding events.
 * @returns only clocks with new events
 */
export function reconcileClocks(
  { known, wanted }: { known: readonly Clock[]; wanted: readonly WantedClock[] },
  now: Date,
): Advanced[] {
  void [known, wanted, now];
  return [];
}

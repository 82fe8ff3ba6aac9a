import { backoffMs } from './backoff';

export interface RetrySettings {
  failureDelaysMs: readonly number[];
  outageFirstMs: number;
  outageCapMs: number;
}

/**
 * How long to wait after the n-th throw (`times` from 1), in ms, or null when the message is to be parked: an outage is
 * tried again without end, any other throw as often as there are delays. `chance` in [0, 1) spreads the wait.
 */
export function retryDelayMs(
  thrown: { outage: boolean; times: number },
  settings: RetrySettings,
  chance: number,
): number | null {
  if (thrown.outage) {
    const { outageFirstMs: firstMs, outageCapMs: capMs } = settings;
    return backoffMs(thrown.times - 1, { firstMs, capMs, chance });
  }
  const delay = settings.failureDelaysMs[thrown.times - 1];
  return delay === undefined ? null : backoffMs(0, { firstMs: delay, capMs: delay, chance: chance / 2 });
}

/** Exponential backoff in ms, doubled on each attempt (0, 1, …) up to `capMs`; `chance` in [0, 1) spreads it by ±25 %. */
export function backoffMs(attempt: number, options: { firstMs: number; capMs: number; chance: number }): number {
  const full = Math.min(options.firstMs * 2 ** Math.min(attempt, 20), options.capMs);
  return Math.round(full * (0.75 + options.chance / 2));
}

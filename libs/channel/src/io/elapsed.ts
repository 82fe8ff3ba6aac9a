import { setTimeout } from 'node:timers/promises';

/** Resolves after so many milliseconds. */
export function elapsed(ms: number): Promise<void> {
  return setTimeout(ms);
}

/** As elapsed, or sooner when the signal says so. */
export async function untilElapsed(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}

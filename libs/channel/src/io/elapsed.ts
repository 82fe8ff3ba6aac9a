import { setTimeout } from 'node:timers/promises';

/** Resolves after so many milliseconds. */
export function elapsed(ms: number): Promise<void> {
  return setTimeout(ms);
}

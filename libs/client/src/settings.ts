/** A timer that is set for longer ends at once. */
export const LONGEST_TIMER_MS = 2_147_483_647;

/**
 * The defaults with what was given in their place. A setting that is given as undefined, as one that was read from an
 * environment may be, is not given: it would else never end a wait, or never begin a batch.
 * @throws RangeError for what is no number, below its least, or beyond what a timer can wait
 */
export function settingsOf<S extends object>(
  defaults: S,
  given: Partial<S> | undefined,
  least: { [K in keyof S]: 0 | 1 },
): S {
  const chosen = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  const settings: S = { ...defaults, ...(Object.fromEntries(chosen) as Partial<S>) };
  for (const [name, smallest] of Object.entries<number>(least)) {
    const value = (settings as Record<string, unknown>)[name];
    if (typeof value !== 'number' || !(value >= smallest) || (value > LONGEST_TIMER_MS && name !== 'deadlineMs'))
      throw new RangeError(`${name} is ${String(value)}; it must be a number from ${smallest} to ${LONGEST_TIMER_MS}`);
  }
  return settings;
}

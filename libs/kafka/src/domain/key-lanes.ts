/** Splits items into lanes by key, each in order; an item without key (null) has a lane of its own. */
export function keyLanes<T>(items: readonly T[], keyOf: (item: T) => string | null): T[][] {
  const lanes = new Map<string, T[]>();
  const all: T[][] = [];
  for (const item of items) {
    const key = keyOf(item);
    const lane = key === null ? undefined : lanes.get(key);
    if (lane) {
      lane.push(item);
      continue;
    }
    const fresh = [item];
    all.push(fresh);
    if (key !== null) lanes.set(key, fresh);
  }
  return all;
}

/** Lets at most `limit` pieces of work run at a time, in the order in which they asked. */
export function limiter(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

/** Judges whether so much of a partition parks that the fault must be ours: a bad deploy would otherwise park it all. */
export interface ParkGuard {
  /** Why the consumer must stop, or null. Call once for each message in order, before it is parked. */
  see(parked: boolean): string | null;
}

/** Stops after more than `inARow` parked in a row, or when more than half of the last `window` messages parked. */
export function parkGuard(limits: { inARow: number; window: number }): ParkGuard {
  const recent: boolean[] = [];
  let next = 0;
  let parkedRecently = 0;
  let row = 0;
  return {
    see: (parked) => {
      row = parked ? row + 1 : 0;
      if (recent[next]) parkedRecently--;
      if (parked) parkedRecently++;
      recent[next] = parked;
      next = (next + 1) % limits.window;
      if (row > limits.inARow) return `${row} messages in a row would be parked`;
      if (recent.length < limits.window || parkedRecently * 2 <= limits.window) return null;
      return `${parkedRecently} of the last ${limits.window} messages would be parked`;
    },
  };
}

/** Chance that is the same in every run (mulberry32, public domain). */
export interface Random {
  /** 0 to 1. */
  next(): number;
  between(low: number, high: number): number;
  chance(share: number): boolean;
  /** One of the keys, by their shares. */
  pick<K extends string>(shares: Readonly<Record<K, number>>): K;
}

export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    chance: (share) => next() < share,
    pick: (shares) => {
      const entries = Object.entries(shares) as [never, number][];
      let left = next() * entries.reduce((sum, [, share]) => sum + share, 0);
      for (const [key, share] of entries) if ((left -= share) < 0) return key;
      return entries.at(-1)![0];
    },
  };
}

const GRAM = 4;

/** Pairs of texts that share more than a share of the shorter one's character n-grams, signs and spaces left out. */
export function mostAlike(texts: readonly string[], share: number): [number, number][] {
  const holders = new Map<string, number[]>();
  const sizes: number[] = [];
  const pairs: [number, number][] = [];
  texts.forEach((text, index) => {
    const grams = gramsOf(text);
    sizes.push(grams.size);
    const common = new Map<number, number>();
    for (const gram of grams) {
      const held = holders.get(gram) ?? [];
      for (const other of held) common.set(other, (common.get(other) ?? 0) + 1);
      held.push(index);
      holders.set(gram, held);
    }
    for (const [other, count] of common)
      if (count > share * Math.min(grams.size, sizes[other]!)) pairs.push([other, index]);
  });
  return pairs;
}

function gramsOf(text: string): Set<string> {
  const units = [
    ...text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s\p{P}]/gu, ''),
  ];
  if (units.length < GRAM) return new Set([units.join('')]);
  return new Set(Array.from({ length: units.length - GRAM + 1 }, (_, i) => units.slice(i, i + GRAM).join('')));
}

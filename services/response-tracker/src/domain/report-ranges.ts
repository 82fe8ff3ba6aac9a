/** Numbers as stretches, `1–4, 7`; null when there are more stretches than `most`. */
export function rangesInWords(numbers: readonly number[], most: number): string | null {
  const stretches: [from: number, to: number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = stretches.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else stretches.push([number, number]);
  }
  if (stretches.length > most) return null;
  return stretches.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

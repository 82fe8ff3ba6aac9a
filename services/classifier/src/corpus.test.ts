import { CAUSES, KINDS, PRODUCTS, SENTIMENTS, URGENCIES } from '@hearback/contracts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const CORPUS = join(__dirname, '../corpus');
const VALUES: Record<string, readonly string[]> = {
  product: PRODUCTS,
  cause: CAUSES,
  kind: KINDS,
  sentiment: SENTIMENTS,
  urgency: URGENCIES,
};
const KEYS = { p: 'product', c: 'cause', k: 'kind', e: 'sentiment', u: 'urgency' };

const linesOf = (file: string) =>
  readFileSync(join(CORPUS, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => ({ place: `${file}:${index + 1}`, row: JSON.parse(line) as Record<string, string> }));

const texts = readdirSync(CORPUS)
  .filter((file) => /^part-.*\.jsonl$/.test(file))
  .flatMap(linesOf);
const pairs = linesOf('contrast-pairs.jsonl');

test('there are at least 5,000 texts, about a third in traditional script and a tenth in English', () => {
  const share = (language: string) => texts.filter(({ row }) => row['l'] === language).length / texts.length;
  expect(texts.length).toBeGreaterThanOrEqual(5_000);
  expect([share('Hant') > 0.28, share('en') > 0.09]).toEqual([true, true]);
});

test('every text has the keys of the guidelines, with labels that exist', () => {
  const wrong = texts.filter(
    ({ row }) =>
      Object.keys(row).sort().join('') !== 'ceklpstu' ||
      Object.entries(KEYS).some(([key, axis]) => !VALUES[axis]!.includes(row[key]!)),
  );
  expect(wrong.map(({ place }) => place)).toEqual([]);
});

test('there are at least 300 contrast pairs, each with two texts and two labels of its axis', () => {
  const wrong = pairs.filter(({ row: { axis, a, b, aLabel, bLabel } }) => {
    const values = VALUES[axis!] ?? [];
    return a === b || aLabel === bLabel || !values.includes(aLabel!) || !values.includes(bLabel!);
  });
  expect([pairs.length >= 300, wrong.map(({ place }) => place)]).toEqual([true, []]);
});

test('no two texts share more than half of their character 4-grams', () => {
  expect(mostAlike(texts.map(({ row }) => row['t']!)).map(([a, b]) => `${texts[a]!.place} ${texts[b]!.place}`)).toEqual(
    [],
  );
}, 60_000);

/** Pairs of texts that share more than half of the shorter one's character 4-grams, signs and spaces left out. */
function mostAlike(all: readonly string[]): [number, number][] {
  const holders = new Map<string, number[]>();
  const grams = all.map(gramsOf);
  return grams.flatMap((own, index) => {
    const common = new Map<number, number>();
    for (const gram of own) {
      const held = holders.get(gram) ?? [];
      for (const other of held) common.set(other, (common.get(other) ?? 0) + 1);
      holders.set(gram, [...held, index]);
    }
    return [...common]
      .filter(([other, count]) => count > Math.min(own.size, grams[other]!.size) / 2)
      .map(([other]): [number, number] => [other, index]);
  });
}

function gramsOf(text: string): Set<string> {
  const units = [
    ...text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s\p{P}]/gu, ''),
  ];
  if (units.length < 4) return new Set([units.join('')]);
  return new Set(Array.from({ length: units.length - 3 }, (_, at) => units.slice(at, at + 4).join('')));
}

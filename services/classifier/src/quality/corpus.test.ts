import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hearbackExample } from '../train/sources/hearback';
import { readContrastPairs } from './contrast-rows';
import { mostAlike } from './most-alike';
import { CORPUS } from './repository-texts';

const files = readdirSync(CORPUS).filter((name) => name.endsWith('.jsonl'));
const rows = files.flatMap((name) =>
  readFileSync(join(CORPUS, name), 'utf8')
    .split('\n')
    .map((line, i) => ({ place: `${name}:${i + 1}`, line }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ place, line }) => ({ place, row: JSON.parse(line) as Record<string, string> })),
);

const texts = rows.filter(({ place }) => place.startsWith('part-'));

test('the corpus has at least 5,000 texts, about a third in traditional script, and English', () => {
  const share = (script: string) => texts.filter(({ row }) => row.l === script).length / texts.length;
  expect(texts.length).toBeGreaterThanOrEqual(5_000);
  expect(share('Hant')).toBeGreaterThan(0.25);
  expect(share('en')).toBeGreaterThan(0.08);
});

test('every text has exactly the keys of the guidelines, with labels that exist', () => {
  const wrong = rows.filter(({ place, row }) => {
    try {
      const { labels } = hearbackExample(row);
      const keys = place.startsWith('pairs-') ? 'ceklpstuw' : 'ceklpstu';
      return Object.keys(row).sort().join('') !== keys || Object.keys(labels).length !== 5;
    } catch {
      return true;
    }
  });
  expect(wrong.map(({ place }) => place)).toEqual([]);
});

test('no two texts share more than half of their character 4-grams', () => {
  const alike = mostAlike(
    texts.map(({ row }) => row.t!),
    0.5,
  );
  expect(alike.map(([a, b]) => `${texts[a]!.place} ${texts[b]!.place}`)).toEqual([]);
}, 60_000);

test('no text of the pairs that measure is a text that teaches', () => {
  const taught = new Set(rows.map(({ row }) => row.t));
  expect(readContrastPairs().filter(({ a, b }) => taught.has(a) || taught.has(b))).toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hearbackExample } from '../train/sources/hearback';
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

test('the corpus has at least 5,000 texts, about a third in traditional script and a tenth in English', () => {
  const share = (script: string) => rows.filter(({ row }) => row.l === script).length / rows.length;
  expect(rows.length).toBeGreaterThanOrEqual(5_000);
  expect(share('Hant')).toBeGreaterThan(0.25);
  expect(share('en')).toBeGreaterThan(0.08);
});

test('every text has exactly the keys of the guidelines, with labels that exist', () => {
  const wrong = rows.filter(({ row }) => {
    try {
      const { labels } = hearbackExample(row);
      return Object.keys(row).sort().join('') !== 'ceklpstu' || Object.keys(labels).length !== 5;
    } catch {
      return true;
    }
  });
  expect(wrong.map(({ place }) => place)).toEqual([]);
});

test('no two texts share more than half of their character 4-grams', () => {
  const pairs = mostAlike(
    rows.map(({ row }) => row.t!),
    0.5,
  );
  expect(pairs.map(([a, b]) => `${rows[a]!.place} ${rows[b]!.place}`)).toEqual([]);
}, 60_000);

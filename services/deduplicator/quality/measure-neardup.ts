// Prints what the rules find among edited texts (recall) and among texts that different people wrote (links that a reader
// would have to judge). Run by hand: npx jest -c services/deduplicator/quality/jest.config.js, with NEARDUP_DATA naming a
// folder that holds neardup_zh.json.gz and neardup_en.json.gz. The data are no part of this repository.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { fingerprint, type Fingerprint } from '../src/domain/fingerprint';
import { RELATION_RULES } from '../src/domain/relation-rules';
import { alike, sameMatter } from '../src/domain/similarity';

interface NeardupData {
  corpus: string[];
  edits: { i: number; v: Record<string, string> }[];
}

const DATA = process.env.NEARDUP_DATA ?? '';
const STRANGERS = { rules: RELATION_RULES, least: RELATION_RULES.leastLength };

function load(language: string): NeardupData | null {
  const file = join(DATA, `neardup_${language}.json.gz`);
  return existsSync(file) ? (JSON.parse(gunzipSync(readFileSync(file)).toString()) as NeardupData) : null;
}

const meet = (a: Fingerprint, b: Fingerprint) => a.bands.some((band, at) => b.bands[at] === band);

function recall({ corpus, edits }: NeardupData) {
  const rows: Record<string, { texts: number; customer: number; stranger: number; exact: number }> = {};
  const byLength: typeof rows = {};
  for (const { i, v } of edits) {
    const base = fingerprint(corpus[i]!);
    const tier = RELATION_RULES.lookalike[base.zh ? 'zh' : 'other'].find(({ below }) => base.length < below)!;
    for (const [kind, text] of Object.entries(v)) {
      const edited = fingerprint(text);
      const found = {
        exact: base.exact === edited.exact,
        customer: sameMatter(base, edited, RELATION_RULES) !== null,
        stranger: meet(base, edited) && alike(base, edited, STRANGERS) !== null,
      };
      for (const row of [
        (rows[kind] ??= zero()),
        (rows['ALL'] ??= zero()),
        (byLength[`base < ${tier.below}`] ??= zero()),
      ]) {
        row.texts++;
        for (const name of ['exact', 'customer', 'stranger'] as const) if (found[name]) row[name]++;
      }
    }
  }
  return { rows, byLength };
}

const zero = () => ({ texts: 0, customer: 0, stranger: 0, exact: 0 });

/** Pairs of distinct texts of the corpus that strangers' rules link, through the bands as in production. */
function linkedPairs({ corpus }: NeardupData) {
  const prints = corpus.map(fingerprint);
  const buckets = new Map<string, number[]>();
  const pairs = new Map<string, [number, number]>();
  prints.forEach((print, at) => {
    for (const band of print.bands) {
      const bucket = buckets.get(band) ?? [];
      for (const other of bucket)
        if (prints[other]!.exact !== print.exact && alike(prints[other]!, print, STRANGERS))
          pairs.set(`${other} ${at}`, [other, at]);
      bucket.push(at);
      buckets.set(band, bucket);
    }
  });
  return { prints, pairs: [...pairs.values()] };
}

function percent(rows: ReturnType<typeof recall>['rows']) {
  const share = (part: number, all: number) => `${((part / all) * 100).toFixed(1)} %`;
  return Object.fromEntries(
    Object.entries(rows).map(([name, r]) => [
      name,
      {
        texts: r.texts,
        'same words': share(r.exact, r.texts),
        'same customer': share(r.customer, r.texts),
        stranger: share(r.stranger, r.texts),
      },
    ]),
  );
}

test.each(['zh', 'en'])(
  '%s',
  (language) => {
    const data = load(language);
    if (!data) return console.log(`no neardup_${language}.json.gz in NEARDUP_DATA`);
    const { rows, byLength } = recall(data);
    const { pairs } = linkedPairs(data);
    const distinctTexts = new Set(pairs.flat()).size;
    console.log(`${language}: ${data.corpus.length} texts, ${data.edits.length} edited`);
    console.table(percent(rows));
    console.table(percent(byLength));
    console.log(`distinct texts of strangers linked: ${pairs.length} pairs, ${distinctTexts} texts`);
    if (process.env.SHOW_PAIRS)
      for (const [a, b] of pairs.slice(0, 40))
        console.log(`- ${data.corpus[a]!.slice(0, 160)}\n  ${data.corpus[b]!.slice(0, 160)}`);
  },
  600_000,
);

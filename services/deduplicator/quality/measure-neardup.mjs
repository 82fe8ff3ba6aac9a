// Prints what the rules find among edited texts (recall), and among texts that different people wrote (links for a reader to
// judge). By hand, after a build: NEARDUP_DATA=<folder> node services/deduplicator/quality/measure-neardup.mjs [--pairs]
// The folder holds neardup_zh.json.gz and neardup_en.json.gz: {corpus: [text], edits: [{i, v: {kind of edit: text}}]}.
// The data are no part of this repository, and nothing is built or tested with them.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const built = createRequire(
  join(fileURLToPath(new URL('../../../dist/services/deduplicator/', import.meta.url)), 'x.js'),
);
const { fingerprint } = built('./domain/fingerprint.js');
const { RELATION_RULES } = built('./domain/relation-rules.js');
const { alike, sameMatter } = built('./domain/similarity.js');

const strangers = (a, b) => alike(a, b, { rules: RELATION_RULES, least: RELATION_RULES.leastLength }) !== null;
const meet = (a, b) => a.bands.some((band, at) => b.bands[at] === band);

for (const language of ['zh', 'en']) measure(language);

function measure(language) {
  const file = join(process.env.NEARDUP_DATA ?? '', `neardup_${language}.json.gz`);
  if (!existsSync(file)) return console.log(`no ${file}`);
  const data = JSON.parse(gunzipSync(readFileSync(file)).toString());
  console.log(`\n${language}: ${data.corpus.length} texts, ${data.edits.length} of them edited; found in per cent`);
  console.table(recall(data));
  const pairs = linkedPairs(data.corpus);
  console.log(`distinct texts of strangers linked: ${pairs.length} pairs of ${new Set(pairs.flat()).size} texts`);
  if (!process.argv.includes('--pairs')) return;
  for (const [a, b] of pairs) console.log(`- ${data.corpus[a].slice(0, 160)}\n  ${data.corpus[b].slice(0, 160)}`);
}

function recall({ corpus, edits }) {
  const rows = {};
  for (const { i, v } of edits) {
    const base = fingerprint(corpus[i]);
    const tier = RELATION_RULES.lookalike[base.zh ? 'zh' : 'other'].find(({ below }) => base.length < below);
    for (const [kind, text] of Object.entries(v)) {
      const edited = fingerprint(text);
      for (const name of [kind, `(shorter than ${tier.below})`, '(all)'])
        count((rows[name] ??= [0, 0, 0, 0]), base, edited);
    }
  }
  return Object.fromEntries(
    Object.entries(rows)
      .sort()
      .map(([name, row]) => [name, shares(row)]),
  );
}

function count(row, base, edited) {
  row[0]++;
  if (base.exact === edited.exact) row[1]++;
  if (sameMatter(base, edited, RELATION_RULES)) row[2]++;
  if (meet(base, edited) && strangers(base, edited)) row[3]++;
}

function shares([texts, exact, customer, stranger]) {
  const share = (part) => Number(((part / texts) * 100).toFixed(1));
  return { texts, 'same words': share(exact), 'same customer': share(customer), stranger: share(stranger) };
}

/** Pairs of distinct texts that the rule for strangers links, found through the bands as in production. */
function linkedPairs(corpus) {
  const prints = corpus.map((text) => fingerprint(text));
  const buckets = new Map();
  const pairs = new Map();
  prints.forEach((print, at) => {
    for (const band of print.bands) {
      const bucket = buckets.get(band) ?? [];
      for (const other of bucket)
        if (prints[other].exact !== print.exact && strangers(prints[other], print))
          pairs.set(`${other} ${at}`, [other, at]);
      bucket.push(at);
      buckets.set(band, bucket);
    }
  });
  return [...pairs.values()];
}

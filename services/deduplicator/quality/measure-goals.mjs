// Prints the goals of the relations beside what the rules reach on real text, with 95 % intervals, as one table.
//   node services/deduplicator/quality/measure-goals.mjs             the table
//   … --record                                                       keeps it as quality/recorded.json
//   … --check                                                        exit code 1 when a figure is worse than the recorded one by more than chance
//   … --links                                                        also prints links between strangers that nobody has judged
//   … --million                                                      measures the cost with a million known texts, some ten minutes;
//                                                                    otherwise it is printed as it was recorded, and said when that is stale
// After a build. QUALITY_DATA=<folder> (default: shared/data beside the checkout). The texts are no part of this
// repository and nothing is built or trained with them; without them only the cost is printed.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { difference, wilson } from './intervals.mjs';
import { measureMillion, printMillion, recordedMillion, recordMillion } from './measure-million.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const built = createRequire(join(here('../../../dist/services/deduplicator/'), 'x.js'));
const { fingerprint } = built('./domain/fingerprint.js');
const { RELATION_RULES: rules } = built('./domain/relation-rules.js');
const { alike, contradiction, overlap, sameMatter } = built('./domain/similarity.js');
const { fold } = built('@hearback/text');

const DATA = process.env.QUALITY_DATA ?? here('../../../../shared/data');
const RECORDED = here('./recorded.json');
const judged = JSON.parse(readFileSync(here('./judged-links.json'), 'utf8'));
const GOAL = {
  more: { words: 'at least', holds: (measured, goal) => measured >= goal },
  less: { words: 'at most', holds: (measured, goal) => measured <= goal },
};
const asked = (option) => process.argv.includes(option);
if (!existsSync(join(DATA, 'neardup_zh.json.gz'))) {
  console.log(`no texts in ${DATA}: no relations were measured`);
  await cost();
  process.exit(0);
}

const meet = (a, b) => a.bands.some((key) => b.bands.includes(key));
const shown = (a, b) => meet(a, b) && alike(a, b, { rules, least: rules.leastLength }) !== null;
const read = (file) =>
  file.endsWith('.gz') ? gunzipSync(readFileSync(join(DATA, file))) : readFileSync(join(DATA, file));
const rowsOf = (file) => parse(read(file), { columns: true, relax_quotes: true, relax_column_count: true });
const textsOf = (file) => rowsOf(file).map(({ text }) => text);

const figures = [...edits('zh'), ...edits('en'), ...strangers(), ...templates(), ...questions()];
print(figures);
if (asked('--record')) writeFileSync(RECORDED, `${JSON.stringify({ figures }, null, 2)}\n`);
if (asked('--check')) check(figures);
await cost();

/** What a text costs when a million are known: of invented texts, so that it needs no others. */
async function cost() {
  const measured = asked('--million') ? { run: await measureMillion(), stale: [] } : recordedMillion();
  if (!measured) return console.log('the cost with a million known texts was never recorded; --million measures it');
  printMillion(measured.run, measured.stale);
  if (asked('--million') && asked('--record')) recordMillion(measured.run);
}

/** Edited copies of a text: found from the same customer, and from a stranger. */
function edits(language) {
  const { corpus, edits: all } = JSON.parse(read(`neardup_${language}.json.gz`).toString());
  const [short, middle] = language === 'zh' ? [20, 40] : [80, 160];
  const rows = new Map();
  const count = (name, found) => {
    const row = rows.get(name) ?? { found: 0, of: 0 };
    rows.set(name, { found: row.found + Number(found), of: row.of + 1 });
  };
  for (const { i, v } of all) {
    const base = fingerprint(corpus[i]);
    const length = fold(corpus[i]).length;
    const size = length < short ? `under ${short}` : length < middle ? `${short}-${middle - 1}` : `${middle}+`;
    for (const text of Object.values(v)) {
      const edited = fingerprint(text);
      const same = sameMatter(base, edited, rules) !== null;
      count(`${language}, same customer, ${size} characters`, same);
      count(`${language}, another customer, ${size} characters`, shown(base, edited));
    }
  }
  const goals = {
    'zh, another customer, 20-39 characters': 95,
    'zh, another customer, 40+ characters': 99,
    'zh, same customer, under 20 characters': 90,
  };
  return [...rows].sort().map(([name, { found, of }]) => ({
    name: `edited copies found: ${name}`,
    found,
    of,
    goal: goals[name] ?? null,
    better: 'more',
  }));
}

/**
 * Distinct Chinese texts of 20 and more characters by different people. A link counts as false unless a person has read
 * the two and found one a copy of the other (judged-links.json: hashes of the folded texts, not the texts).
 */
function strangers() {
  const files = ['zh_bank_icbc_app_reviews_unlabelled.csv.gz', 'zh_bank_bdci529.csv', 'zh_tw_icook_app_reviews.csv.gz'];
  const prints = distinct(files.flatMap(textsOf)).filter(({ print }) => print.zh);
  const long = prints.filter(({ folded }) => folded.length >= 20).length;
  const links = linksAmong(prints).filter(([a, b]) => Math.max(a.folded.length, b.folded.length) >= 20);
  const unjudged = links.filter(([a, b]) => judged[pairId(a, b)] === undefined);
  if (asked('--links')) for (const [a, b] of unjudged) console.log(`${pairId(a, b)}\n  ${a.text}\n  ${b.text}`);
  const wrong = links.filter(([a, b]) => judged[pairId(a, b)] !== 'copy').length;
  return [
    {
      name: 'strangers linked that are no copies, texts of 20+ characters',
      found: wrong,
      of: long,
      goal: 0.02,
      better: 'less',
    },
    {
      name: 'strangers linked in all (copies and not), texts of 20+ characters',
      found: links.length,
      of: long,
      goal: null,
      better: 'less',
    },
  ];
}

/** Complaint letters that are nearly the same and name other amounts, banks or persons. */
function templates() {
  const prints = distinct(textsOf('en_product_cfpb.csv.gz'));
  const pairs = nearPairs(prints).filter(([a, b]) => contradiction(a.print, b.print));
  const one = pairs.filter(([a, b]) => sameMatter(a.print, b.print, rules)).length;
  const campaign = pairs.filter(([a, b]) => shown(a.print, b.print)).length;
  return [
    {
      name: 'templates with other amount, bank or person: one matter',
      found: one,
      of: pairs.length,
      goal: 0,
      better: 'less',
    },
    {
      name: 'templates with other amount, bank or person: shown as a campaign',
      found: campaign,
      of: pairs.length,
      goal: 90,
      better: 'more',
    },
  ];
}

/** Pairs of questions that mean different things. */
function questions() {
  return [
    ['LCQMC', 'zh_pairs_lcqmc_dev.csv.gz', 1],
    ['BQ', 'zh_pairs_bq_dev.csv.gz', 0.1],
  ].map(([name, file, goal]) => {
    const pairs = rowsOf(file).filter(({ label }) => label === '0');
    const found = pairs.filter(({ sentence1, sentence2 }) =>
      shown(fingerprint(sentence1), fingerprint(sentence2)),
    ).length;
    return { name: `different questions linked: ${name}`, found, of: pairs.length, goal, better: 'less' };
  });
}

function distinct(texts) {
  const seen = new Map();
  for (const text of texts) {
    const folded = fold(text);
    const print = fingerprint(text, folded);
    if (print.exact !== '' && !seen.has(print.exact)) seen.set(print.exact, { text, folded, print });
  }
  return [...seen.values()];
}

/** All pairs that the rule for strangers links, found through the keys as in production. */
function linksAmong(prints) {
  const buckets = new Map();
  const pairs = new Map();
  prints.forEach((one, at) => {
    for (const key of one.print.bands) {
      const bucket = buckets.get(key) ?? [];
      for (const other of bucket)
        if (shown(prints[other].print, one.print)) pairs.set(`${other} ${at}`, [prints[other], one]);
      bucket.push(at);
      buckets.set(key, bucket);
    }
  });
  return [...pairs.values()];
}

/** All pairs with Jaccard 0.6 or containment 0.85, whatever the rules: through rare shingles, not through the index. */
function nearPairs(prints) {
  const holders = new Map();
  prints.forEach(({ print }, at) => {
    for (const hash of print.sketch) holders.set(hash, [...(holders.get(hash) ?? []), at]);
  });
  const pairs = [];
  prints.forEach(({ print }, at) => {
    const rare = [...print.sketch].map((hash) => holders.get(hash)).filter(({ length }) => length <= 60);
    const shared = new Map();
    for (const other of rare.flat()) shared.set(other, (shared.get(other) ?? 0) + 1);
    for (const [other, count] of shared)
      if (other < at && count >= 4 && isNear(prints[other].print, print)) pairs.push([prints[other], prints[at]]);
  });
  return pairs;
}

function isNear(a, b) {
  const { jaccard, containment } = overlap(a, b);
  return jaccard >= 0.6 || (containment >= 0.85 && Math.min(a.length, b.length) * 2 >= Math.max(a.length, b.length));
}

function pairId(a, b) {
  const both = [a.print.exact, b.print.exact].sort().join(' ');
  return createHash('sha256').update(both).digest('hex').slice(0, 24);
}

function print(all) {
  const percent = (share) => Number((share * 100).toFixed(2));
  const row = ({ found, of, goal, better }) => {
    const [low, high] = wilson(found, of).map(percent);
    const measured = { found, of, 'per cent': percent(found / of), '95 %': `${low} to ${high}` };
    return goal === null
      ? measured
      : { ...measured, goal: `${GOAL[better].words} ${goal}`, reached: reached(found / of) };
    function reached(share) {
      return GOAL[better].holds(percent(share), goal) ? 'yes' : 'NO';
    }
  };
  const table = Object.fromEntries(all.map((figure) => [figure.name, row(figure)]));
  console.table(table);
}

/** Worse by more than chance: the 95 % interval of the difference lies wholly on the wrong side of nought. */
function check(all) {
  const recorded = new Map(JSON.parse(readFileSync(RECORDED, 'utf8')).figures.map((figure) => [figure.name, figure]));
  const worse = all.filter((figure) => {
    const before = recorded.get(figure.name);
    if (!before) return false;
    const [low, high] = difference(before, figure);
    return figure.better === 'more' ? high < 0 : low > 0;
  });
  const missing = [...recorded.keys()].filter((name) => !all.some((figure) => figure.name === name));
  for (const { name } of worse) console.log(`worse than recorded, beyond chance: ${name}`);
  for (const name of missing) console.log(`recorded, but not measured any more: ${name}`);
  if (worse.length + missing.length > 0) process.exitCode = 1;
  else console.log('nothing is worse than recorded');
}

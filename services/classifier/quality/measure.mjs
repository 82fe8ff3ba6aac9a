// Measures the rules on labelled texts outside the repository and prints a table; `--fit` also looks for the temperature of
// each axis that makes its confidence most truthful. Build first: npx nx build classifier. Usage: node measure.mjs <folder>
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const built = join(import.meta.dirname, '../../../dist/services/classifier/domain/classify.js');
const { classify } = require(built);
const { detectLanguage, detectScript } = require('@hearback/text');

const folder =
  process.argv.find((a, i) => i > 1 && !a.startsWith('--')) ?? join(import.meta.dirname, '../../../../shared/data');
if (!existsSync(folder)) {
  console.log('no labelled texts found: name their folder as the argument');
  process.exit(0);
}

const labelsOf = (text, more = {}) =>
  classify({ text, language: detectLanguage(text), script: detectScript(text), ...more });
const results = [];
const collected = { product: [], cause: [], kind: [], sentiment: [], urgency: [] };

measureAnnotatedSample();
measureForum();
measureEnglishReviews();
measureIntents();
measureReviewKinds();
measureProducts();
console.table(results);
measureSpeed();
fitOrReport();

function rows(file) {
  const bytes = readFileSync(join(folder, file));
  return parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, {
    columns: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
}

function report(set, axis, pairs) {
  // Every set weighs the same, however many texts it has.
  if (axis in collected) collected[axis].push(...pairs.map((p) => ({ ...p, share: 1 / pairs.length })));
  const values = [...new Set(pairs.map((p) => p.expected))];
  const f1 = values.map((v) => {
    const hit = pairs.filter((p) => p.expected === v && p.got === v).length;
    const precision = hit / Math.max(1, pairs.filter((p) => p.got === v).length);
    const recall = hit / pairs.filter((p) => p.expected === v).length;
    return hit === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  });
  const right = pairs.filter((p) => p.expected === p.got);
  const sure = pairs.filter((p) => !p.needsReview);
  results.push({
    set,
    axis,
    n: pairs.length,
    accuracy: percent(right.length / pairs.length),
    macroF1: percent(f1.reduce((a, b) => a + b, 0) / f1.length),
    needsReview: percent(1 - sure.length / pairs.length),
    'accuracy without them': percent(sure.filter((p) => p.expected === p.got).length / Math.max(1, sure.length)),
  });
  if (process.argv.includes(`--errors=${axis}`))
    for (const p of pairs.filter((x) => x.expected !== x.got).slice(0, 400))
      console.log(`${p.expected} -> ${p.got} ${p.confidence} | ${p.text?.slice(0, 110).replaceAll('\n', ' ')}`);
}

function percent(x) {
  return Math.round(x * 1000) / 10;
}

function pair(expected, label, text) {
  return { expected, got: label.value, confidence: label.confidence, needsReview: label.needsReview, label, text };
}

function measureAnnotatedSample() {
  const cause = {
    system_failure: 'system-failure',
    process_efficiency: 'process-efficiency',
    service_attitude: 'staff-attitude',
    fees: 'fees',
    account_security: 'account-security',
    '': 'none',
  };
  const all = rows('zh_bank_icbc_annotated_sample.csv').map((r) => ({
    ...r,
    labels: labelsOf(r.text, { channel: 'app-rating' }),
  }));
  report(
    'zh app reviews',
    'kind',
    all.map((r) => pair(r.kind, r.labels.kind, r.text)),
  );
  report(
    'zh app reviews',
    'sentiment',
    all.map((r) => pair(r.sentiment, r.labels.sentiment, r.text)),
  );
  const two = all.filter((r) => r.sentiment !== 'neutral');
  report(
    'zh app reviews',
    'sentiment, 2 classes',
    two.map((r) => ({ ...pair(r.sentiment, twoClass(r.labels)), text: r.text })),
  );
  report(
    'zh app reviews',
    'cause',
    all.map((r) => pair(cause[r.issue], merged(r.labels.cause), r.text)),
  );
  const urgent = (v) => (v === 'critical' || v === 'high' ? 'urgent' : 'not');
  report(
    'zh app reviews',
    'urgency, urgent or not',
    all.map((r) => ({
      ...pair(r.urgency === 'high' ? 'urgent' : 'not', { ...r.labels.urgency, value: urgent(r.labels.urgency.value) }),
      text: r.text,
    })),
  );
}

// The annotators had one empty issue where the taxonomy tells `none` and `other` apart.
function merged(cause) {
  return cause.value === 'other' ? { ...cause, value: 'none' } : cause;
}

// For tests without a neutral class: neutral counts as the side that kind leans to, else positive.
function twoClass(labels) {
  const s = labels.sentiment;
  if (s.value !== 'neutral') return s;
  return { ...s, value: ['complaint', 'enquiry'].includes(labels.kind.value) ? 'negative' : 'positive' };
}

function measureForum() {
  const all = rows('zh_bank_bdci529.csv').filter((r) => r.sentiment !== 'neutral');
  report(
    'zh bank forum',
    'sentiment, 2 classes',
    all.map((r) => pair(r.sentiment, twoClass(labelsOf(r.text)), r.text)),
  );
  const product = {
    credit_card: 'card',
    loan: 'loan',
    deposit: 'deposit',
    wealth: 'wealth',
    insurance: 'insurance',
    ebank: 'e-banking',
  };
  const named = rows('zh_bank_bdci529.csv').filter((r) => product[r.product]);
  report(
    'zh bank forum',
    'product',
    named.map((r) => pair(product[r.product], labelsOf(r.text).product, r.text)),
  );
}

function measureEnglishReviews() {
  const all = rows('en_sent_ethiopian_bank_apps.csv.gz');
  const two = all.filter((r) => r.sentiment !== 'neutral');
  report(
    'en app reviews',
    'sentiment, 2 classes',
    two.map((r) => pair(r.sentiment, twoClass(labelsOf(r.text, { channel: 'app-rating' })), r.text)),
  );
  report(
    'en app reviews',
    'sentiment',
    all.map((r) =>
      pair(
        r.sentiment === 'neutral' ? 'neutral' : r.sentiment,
        labelsOf(r.text, { channel: 'app-rating' }).sentiment,
        r.text,
      ),
    ),
  );
}

function measureIntents() {
  const mapping = JSON.parse(readFileSync(join(folder, 'mapping_banking77.json'), 'utf8'));
  const all = rows('en_intent_banking77_train.csv').map((r) => ({ ...r, labels: labelsOf(r.text) }));
  const flagged = (r) => ['critical', 'high'].includes(r.labels.urgency.value);
  const meant = all.filter((r) => mapping.fund_safety.includes(r.category));
  const found = meant.filter(flagged);
  results.push({
    set: 'banking77',
    axis: 'urgency: fund safety found as critical or high',
    n: meant.length,
    recall: percent(found.length / meant.length),
    precision: percent(found.length / all.filter(flagged).length),
  });
  for (const intent of mapping.fund_safety) {
    const own = meant.filter((r) => r.category === intent);
    results.push({
      set: 'banking77',
      axis: `  ${intent}`,
      n: own.length,
      recall: percent(own.filter(flagged).length / own.length),
    });
  }
  if (process.argv.includes('--errors=fund'))
    for (const r of meant.filter((x) => !flagged(x))) console.log(`${r.category} | ${r.text}`);
  const causes = {
    account_security: 'account-security',
    fees: 'fees',
    system_failure: 'system-failure',
    process_efficiency: 'process-efficiency',
    product_info: 'product-information',
  };
  const causeOf = new Map(
    Object.entries(mapping.issue).flatMap(([issue, intents]) => intents.map((i) => [i, causes[issue]])),
  );
  const withCause = all.filter((r) => causeOf.has(r.category) && causeOf.get(r.category) !== 'product-information');
  report(
    'banking77',
    'cause',
    withCause.map((r) => pair(causeOf.get(r.category), r.labels.cause, r.text)),
  );
}

function measureReviewKinds() {
  const kinds = { 'bug report': 'complaint', 'feature request': 'suggestion' };
  const all = rows('en_kind_app_reviews4.csv.gz').filter((r) => kinds[String(r.label).toLowerCase().replace('_', ' ')]);
  if (all.length > 0)
    report(
      'en reviews, any app',
      'kind',
      all.map((r) =>
        pair(kinds[r.label.toLowerCase().replace('_', ' ')], labelsOf(r.text, { channel: 'app-rating' }).kind, r.text),
      ),
    );
}

function measureProducts() {
  const map = { credit_card: 'card', loan: 'loan', deposit: 'deposit', transfer_ebank: 'payment' };
  const all = rows('en_product_cfpb.csv.gz').filter((r) => map[r.product]);
  report(
    'en narratives',
    'product',
    all.map((r) => pair(map[r.product], labelsOf(r.text).product, r.text)),
  );
}

function measureSpeed() {
  const texts = rows('zh_bank_icbc_annotated_sample.csv').map((r) => r.text);
  for (const t of texts) labelsOf(t);
  const started = process.hrtime.bigint();
  for (let i = 0; i < 20; i += 1) for (const t of texts) labelsOf(t, { channel: 'app-rating' });
  const us = Number(process.hrtime.bigint() - started) / 1_000 / 20 / texts.length;
  console.log(`${us.toFixed(0)} us per text (mean length ${Math.round(texts.join('').length / texts.length)})`);
}

// confidence = 1 / (1 + sum exp(-gap/T)): approximated from the reported confidence by rescaling its log-odds.
function fitOrReport() {
  for (const [axis, pairs] of Object.entries(collected)) {
    if (pairs.length === 0) continue;
    const loss = (factor) =>
      pairs.reduce((sum, p) => {
        const odds = Math.max(-20, Math.min(20, Math.log(p.confidence / Math.max(1e-6, 1 - p.confidence)) * factor));
        const sure = 1 / (1 + Math.exp(-odds));
        return sum - p.share * Math.log(Math.max(1e-6, p.expected === p.got ? sure : 1 - sure));
      }, 0) / pairs.reduce((sum, p) => sum + p.share, 0);
    const factors = Array.from({ length: 60 }, (_, i) => 0.05 * (i + 1));
    const best = factors.reduce((a, b) => (loss(b) < loss(a) ? b : a));
    console.log(
      `${axis}: log loss ${loss(1).toFixed(3)}; multiply its temperature by ${(1 / best).toFixed(2)} for ${loss(best).toFixed(3)} (n ${pairs.length})`,
    );
  }
}

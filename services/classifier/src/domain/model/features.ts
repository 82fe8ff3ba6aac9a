import { CHANNELS } from '@hearback/contracts';
import { CONTEXTS } from '../clause-context';
import type { FoldedText } from '../fold-text';
import { hasHan } from '../fold-text';
import type { RuleJudgement } from '../rule-judgement';
import { AXES, AXIS_VALUES } from '../rules';
import type { Statement } from '../statement';
import { BUCKETS, createGrams, hashGrams, WHOLE, type Grams } from './gram-hasher';
import { FIRST_OUTPUT, OUTPUTS } from './outputs';

/** What the model sees of a feedback. Lives until the next call: the lists are reused. */
export interface Features {
  grams: Grams;
  /** Grams from here on stand in the title. */
  titleFrom: number;
  /** Each bucket once, with its damped count over the length of all counts. */
  buckets: Int32Array;
  values: Float64Array;
  length: number;
  /** Facts of the text, then the points of the rules for each output. */
  dense: Float64Array;
}

const CHANNELS_AT = 13;
/** One for each channel: what an app's users complain of is not what callers complain of. */
const FACTS_OF_LANGUAGE = CHANNELS_AT + CHANNELS.length;
/** Where the rules' points for the first output stand. */
export const RULE_POINTS_FROM = 2 * FACTS_OF_LANGUAGE;
/** Where the points that rest on words of each context but the plain one stand. */
const CONTEXT_POINTS_FROM = RULE_POINTS_FROM + OUTPUTS;
export const DENSE = CONTEXT_POINTS_FROM + (CONTEXTS.length - 1) * OUTPUTS;
/** Points of the rules run to about eight; the model likes numbers near one. */
const POINT = 0.25;
const MOST_POINTS = 12;
const SHORT = 8;

const CONCEDED = CONTEXTS.indexOf('conceded');

const counts = new Uint16Array(BUCKETS);
const features: Features = {
  grams: createGrams(),
  titleFrom: 0,
  buckets: new Int32Array(8_192),
  values: new Float64Array(8_192),
  length: 0,
  dense: new Float64Array(DENSE),
};
/** By eighths of a token: what is said twice does not count twice. */
const DAMPED = Float64Array.from({ length: 2_048 }, (_, eighths) =>
  eighths < WHOLE ? eighths / WHOLE : 1 + Math.log(eighths / WHOLE),
);

export interface ReadFeedback {
  text: FoldedText;
  title: FoldedText | undefined;
  /** How each unit of the folded text is meant, as an index into CONTEXTS. */
  contexts: Uint8Array;
  statement: Statement;
  rules: RuleJudgement;
}

export function featuresOf({ text, title, contexts, statement, rules }: ReadFeedback): Features {
  const { grams, dense } = features;
  grams.length = 0;
  hashGrams(text.folded, grams, contexts);
  features.titleFrom = grams.length;
  if (title) hashGrams(title.folded, grams);
  countBuckets();
  dense.fill(0);
  const from = hasHan(text.folded) ? 0 : FACTS_OF_LANGUAGE;
  addFacts(text.folded, statement, from);
  addMeaning(statement, contexts, from + 10);
  addChannel(statement, from);
  addPoints(rules);
  addContextPoints(statement);
  return features;
}

function countBuckets(): void {
  const { grams } = features;
  if (features.buckets.length < grams.length) {
    features.buckets = new Int32Array(2 * grams.length);
    features.values = new Float64Array(2 * grams.length);
  }
  const { buckets, values } = features;
  let length = 0;
  for (let i = 0; i < grams.length; i += 1) {
    const bucket = grams.bucket[i]!;
    if (counts[bucket] === 0) buckets[length++] = bucket;
    counts[bucket] = Math.min(DAMPED.length - 1, counts[bucket]! + grams.eighths[i]!);
  }
  let squares = 0;
  for (let i = 0; i < length; i += 1) {
    const value = DAMPED[counts[buckets[i]!]!]!;
    counts[buckets[i]!] = 0;
    values[i] = value;
    squares += value * value;
  }
  const norm = squares === 0 ? 0 : 1 / Math.sqrt(squares);
  for (let i = 0; i < length; i += 1) values[i]! *= norm;
  features.length = length;
}

// Each language has its own weights for them: what a short text or a question mark means differs.
function addFacts(folded: string, statement: Statement, from: number): void {
  const { dense } = features;
  dense[from] = 1;
  dense[from + 1] = Math.min(2, Math.log1p(folded.length) / 4);
  dense[from + 2] = folded.length < SHORT ? 1 : 0;
  dense[from + 3] = statement.resolved ? 1 : 0;
  dense[from + 4] = statement.defused ? 1 : 0;
  dense[from + 5] = statement.hypothetical ? 1 : 0;
  dense[from + 6] = folded.includes('?') ? 1 : 0;
  dense[from + 7] = folded.endsWith('?') ? 1 : 0;
  dense[from + 8] = folded.includes('!') ? 1 : 0;
  dense[from + 9] = statement.evidence.some(({ axis }) => axis === 'sentiment') ? 0 : 1;
}

function addMeaning({ withdrawn, staged }: Statement, contexts: Uint8Array, at: number): void {
  const { dense } = features;
  dense[at] = withdrawn ? 1 : 0;
  dense[at + 1] = staged ? 1 : 0;
  dense[at + 2] = contexts.includes(CONCEDED) ? 1 : 0;
}

function addChannel({ channel }: Statement, from: number): void {
  if (channel) features.dense[from + CHANNELS_AT + CHANNELS.indexOf(channel)] = 1;
}

function addPoints(rules: RuleJudgement): void {
  const { dense } = features;
  for (const axis of AXES) {
    const scores: Record<string, { points: number }> = rules[axis];
    let at = RULE_POINTS_FROM + FIRST_OUTPUT[axis];
    for (const value of AXIS_VALUES[axis]) dense[at++] = Math.min(MOST_POINTS, scores[value]!.points) * POINT;
  }
}

function addContextPoints({ evidence }: Statement): void {
  const { dense } = features;
  for (const { axis, value, weight, context } of evidence) {
    if (context === 0) continue;
    const values: readonly string[] = AXIS_VALUES[axis];
    const at = CONTEXT_POINTS_FROM + (context - 1) * OUTPUTS + FIRST_OUTPUT[axis] + values.indexOf(value);
    dense[at] = Math.min(MOST_POINTS * POINT, dense[at]! + weight * POINT);
  }
}

import { CAUSES, KINDS, PRODUCTS, SENTIMENTS, URGENCIES } from '@hearback/contracts';
import cause from '../rules/cause.json';
import kind from '../rules/kind.json';
import language from '../rules/language.json';
import product from '../rules/product.json';
import ratedWords from '../rules/rated-words.json';
import sentiment from '../rules/sentiment.json';
import tuning from '../rules/tuning.json';
import urgency from '../rules/urgency.json';
import version from '../rules/version.json';
import { indexPatterns } from './pattern-index';
import { indexTerms } from './term-index';

export const AXES = ['product', 'cause', 'kind', 'sentiment', 'urgency'] as const;
export type Axis = (typeof AXES)[number];
export const AXIS_VALUES = {
  product: PRODUCTS,
  cause: CAUSES,
  kind: KINDS,
  sentiment: SENTIMENTS,
  urgency: URGENCIES,
} as const;
export type ValueOf<A extends Axis> = (typeof AXIS_VALUES)[A][number];

/** Words that change what other words mean. */
export type Modifier = keyof typeof language;

/** What a matched word or pattern says: a value of an axis with a weight, or a modifier. */
export type Meaning =
  | { axis: Axis; value: string; rule: string; weight: number; deniable: boolean }
  | { axis: 'modifier'; value: Modifier; rule: string; weight: 0; deniable: false };

interface RuleGroup {
  rule: string;
  weight: number;
  /** False for words that a negation before them does not turn round. */
  deniable?: boolean;
  words: string[];
  patterns?: string[];
}
type AxisRules = Record<string, RuleGroup[]>;

const DATA: readonly (readonly [Axis, AxisRules])[] = [
  ['product', product],
  ['cause', cause],
  ['kind', kind],
  ['sentiment', sentiment],
  // English words by the feeling that people rated them with (VADER, MIT; rated-words.LICENSE).
  ['sentiment', ratedWords],
  ['urgency', urgency],
];

/** The version of the rule data; it changes whenever a rule or a weight does (version.test.ts). */
export const RULES_VERSION: string = version.version;

/** What each axis says when nothing is said: points before any evidence. */
export const TUNING = tuning;

const words = new Map<string, Meaning[]>();
const patterns: { source: string; meaning: Meaning }[] = [];
for (const [axis, rules] of DATA) {
  for (const [value, groups] of Object.entries(rules)) {
    for (const { rule, weight, deniable = true, ...group } of groups) {
      const meaning: Meaning = { axis, value, rule, weight, deniable };
      for (const word of group.words) words.set(word, [...(words.get(word) ?? []), meaning]);
      for (const source of group.patterns ?? []) patterns.push({ source, meaning });
    }
  }
}
for (const [value, list] of Object.entries(language) as [Modifier, string[]][]) {
  for (const word of list)
    words.set(word, [...(words.get(word) ?? []), { axis: 'modifier', value, rule: value, weight: 0, deniable: false }]);
}

const terms = [...words.keys()];

/** Every word of the rules, ready to be searched; `MEANINGS[term]` says what it means. */
export const TERMS = indexTerms(terms);
export const MEANINGS: readonly (readonly Meaning[])[] = terms.map((term) => words.get(term)!);
/** Patterns have bounded gaps only, so that their cost stays linear in the text. */
export const PATTERNS = indexPatterns(patterns.map(({ source }) => source));
export const PATTERN_MEANINGS: readonly Meaning[] = patterns.map(({ meaning }) => meaning);

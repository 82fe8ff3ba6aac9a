import { simplifyCharacters } from '@hearback/text';
import { BANKS, PRODUCTS } from './known-names';

/** What a text is about, beside its words: amounts of money, tails of cards and accounts, banks, products. Each sorted. */
export type ConflictMarks = readonly [amounts: string[], tails: string[], banks: string[], products: string[]];

const NUMBER = String.raw`\d[\d,]*(?:\.\d+)?`;
const CHINESE_NUMBER = '[零一二两三四五六七八九十百千]+';
const SCALE = '万|千|百|k\\b|million';
const AMOUNTS = [
  new RegExp(String.raw`(?:[¥$€£]|rmb|cny|hkd|twd|usd|人民币)\s*(?<n>${NUMBER})\s*(?<s>${SCALE})?`, 'g'),
  new RegExp(
    String.raw`(?<n>${NUMBER}|${CHINESE_NUMBER})\s*(?<s>${SCALE})?[多余]?\s*(?:元|圆|块|美金|美元|港币|dollars?\b|yuan\b|rmb\b|usd\b|bucks\b|pounds?\b|euros?\b)`,
    'g',
  ),
];
const TAILS =
  /(?:尾号|末四位|后四位|ending\s+(?:in|with)|ends\s+in|last\s+(?:4|four)(?:\s+digits)?(?:\s+(?:is|are))?|[*x]{3,})[\s:是为]*(?<n>\d{4})(?!\d)/g;

/** The marks of a text, from its own spelling (folding would glue digits together). */
export function conflictMarks(text: string): ConflictMarks {
  const plain = simplifyCharacters(text.normalize('NFKC').toLowerCase());
  const amounts = AMOUNTS.flatMap((pattern) => [...plain.matchAll(pattern)].map(({ groups }) => amountOf(groups!)));
  const tails = [...plain.matchAll(TAILS)].map(({ groups }) => groups!.n!);
  return [distinct(amounts), distinct(tails), named(plain, BANKS), named(plain, PRODUCTS)];
}

/**
 * Two texts conflict when both say something of one kind and have nothing of it in common: 5,000 against 300, card 1234
 * against card 9876. A text that does not say contradicts nothing.
 */
export function conflict(one: ConflictMarks, other: ConflictMarks): boolean {
  return one.some((marks, kind) => {
    const others = other[kind]!;
    return marks.length > 0 && others.length > 0 && !marks.some((mark) => others.includes(mark));
  });
}

const SCALES: Record<string, number> = { 万: 10_000, 千: 1_000, 百: 100, k: 1_000, million: 1_000_000 };

function amountOf({ n, s }: Record<string, string | undefined>): string {
  const value = /^\d/.test(n!) ? Number(n!.replaceAll(',', '')) : chineseNumber(n!);
  return String(Math.round(value * (s ? SCALES[s]! : 1) * 100) / 100);
}

const DIGITS = '零一二三四五六七八九';
const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1_000 };

/** 三千五百 is 3500, 两百 is 200, 十五 is 15; digits one after the other (三五) keep the last. */
function chineseNumber(text: string): number {
  let total = 0;
  let digit = 0;
  for (const character of text.replaceAll('两', '二')) {
    const unit = UNITS[character];
    if (unit === undefined) digit = DIGITS.indexOf(character);
    else {
      total += (digit || 1) * unit;
      digit = 0;
    }
  }
  return total + digit;
}

function named(plain: string, things: typeof BANKS): string[] {
  let rest = plain;
  const found: string[] = [];
  for (const [id, pattern] of compiled(things)) {
    if (!pattern.test(rest)) continue;
    found.push(id);
    rest = rest.replace(pattern, ' ');
  }
  return found.sort();
}

const patterns = new Map<typeof BANKS, (readonly [string, RegExp])[]>();

function compiled(things: typeof BANKS) {
  let list = patterns.get(things);
  if (!list) patterns.set(things, (list = things.map(([id, names]) => [id, new RegExp(names)] as const)));
  return list;
}

function distinct(values: string[]): string[] {
  return [...new Set(values)].sort();
}

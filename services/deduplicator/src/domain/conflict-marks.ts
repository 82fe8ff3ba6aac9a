import { simplifyCharacters } from '@hearback/text';
import { BANKS, PRODUCTS } from './known-names';

/** What a text is about, beside its words, one list for each kind. Each sorted. */
export const MARK_KINDS = ['amount', 'account', 'bank', 'product', 'person', 'date'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];
export type ConflictMarks = readonly (readonly string[])[];

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

// A surname with a title, a name that is introduced, a number of staff. Surnames that are also prepositions are left out.
const SURNAMES =
  '王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范廖石贾韦夏付方白邹孟熊秦邱侯江尹薛闫段雷龙史陶贺顾毛郝龚邵万钱严覃武戴莫孔汤';
const PERSONS = [
  new RegExp(`(?<n>[${SURNAMES}])(?:先生|女士|小姐|经理|主任|行长|主管|专员)`, 'g'),
  new RegExp(`(?:我叫|我的名字是|姓名(?:是|为)?|柜员|客户经理|员工)[:\\s]*(?<n>[${SURNAMES}]\\p{Script=Han})`, 'gu'),
  /(?:工号|员工号|staff (?:id|number)|employee (?:id|number)|agent (?:id|number))\s*(?:是|为|is|:|#)?\s*(?<n>[a-z]?\d{3,10})/g,
  /\b(?:mr|mrs|ms|dr)\.?\s+(?!x+\b)(?<n>[a-z]{2,})/g,
  /\bmy name is\s+(?!x+\b)(?<n>[a-z]{2,})/g,
];
const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const DATES = [
  /(?<![\d.])(?:\d{4}\s*[-/.年]\s*)?(?<m>1[0-2]|0?[1-9])\s*月\s*(?<d>[12]\d|3[01]|0?[1-9])\s*[日号]/g,
  /(?<!\d)\d{4}[-/](?<m>1[0-2]|0?[1-9])[-/](?<d>[12]\d|3[01]|0?[1-9])(?!\d)/g,
  new RegExp(`\\b(?<m>${MONTHS})[a-z]*\\.? (?<d>[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\\b`, 'g'),
];

/** The marks of a text, from its own spelling (folding would glue digits together). */
export function conflictMarks(text: string): ConflictMarks {
  const plain = simplifyCharacters(text.normalize('NFKC').toLowerCase());
  const amounts = AMOUNTS.flatMap((pattern) => [...plain.matchAll(pattern)].map(({ groups }) => amountOf(groups!)));
  const tails = [...plain.matchAll(TAILS)].map(({ groups }) => groups!.n!);
  const persons = PERSONS.flatMap((pattern) => [...plain.matchAll(pattern)].map(({ groups }) => personOf(groups!.n!)));
  const dates = DATES.flatMap((pattern) => [...plain.matchAll(pattern)].map(({ groups }) => dateOf(groups!)));
  return [
    distinct(amounts),
    distinct(tails),
    named(plain, BANKS),
    named(plain, PRODUCTS),
    distinct(persons),
    distinct(dates),
  ];
}

/**
 * Two texts conflict when both say something of one kind and have nothing of it in common: 5,000 against 300, card 1234
 * against card 9876. A text that does not say contradicts nothing. Answers the first kind they differ in.
 */
export function conflict(one: ConflictMarks, other: ConflictMarks): MarkKind | null {
  const differs = (marks: readonly string[], others: readonly string[]) =>
    marks.length > 0 && others.length > 0 && !marks.some((mark) => others.includes(mark));
  return MARK_KINDS.find((_, kind) => differs(one[kind]!, other[kind]!)) ?? null;
}

// 王经理 and 王丽经理 may well be one person, so a Chinese name counts by its surname.
function personOf(name: string): string {
  return /^\p{Script=Han}/u.test(name) ? name[0]! : name;
}

function dateOf({ m, d }: Record<string, string | undefined>): string {
  const month = /^\d/.test(m!) ? Number(m) : MONTHS.split('|').indexOf(m!) + 1;
  return `${month}-${Number(d)}`;
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

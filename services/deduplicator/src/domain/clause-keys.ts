import { hash } from 'node:crypto';
import { fold } from '@hearback/text';

/** Most clauses of one text in the index. */
export const CLAUSES = 3;
/** Shorter ones are said by everybody: 谢谢, 请处理. */
const LEAST_CHINESE = 5;
const LEAST_OTHER = 16;
/** Beyond it the clauses of a text are a fair sample already. */
const SEARCHED = 4_000;

/**
 * Keys of the longest clauses of a text, at most three. A text that was cut, quoted, or wrapped into a greeting and a
 * signature shares few of all its pieces with the whole, and would be missed by MinHash; its clauses stay as they were.
 */
export function clauseKeys(text: string): number[] {
  const clauses = text
    .slice(0, SEARCHED)
    .split(/[\p{P}\p{S}\n]+|(?<=\p{Script=Han})\s+|\s+(?=\p{Script=Han})/u)
    .filter(({ length }) => length >= LEAST_CHINESE)
    .sort((a, b) => b.length - a.length)
    .slice(0, CLAUSES)
    .map((clause) => fold(clause))
    .filter((folded) => folded.length >= (/\p{Script=Han}/u.test(folded) ? LEAST_CHINESE : LEAST_OTHER));
  return [...new Set(clauses)].map((folded) => hash('sha1', folded, 'buffer').readUInt32BE(0));
}

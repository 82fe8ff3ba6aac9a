import { hash } from 'node:crypto';
import { fold, shingles } from '@hearback/text';
import { clauseKeys } from './clause-keys';
import { conflictMarks, type ConflictMarks } from './conflict-marks';
import { bandsOf } from './min-hash';

/** Shingles kept of one text: all of them up to this many, beyond that the lowest hashes, a fair sample of the text. */
export const SKETCH_SIZE = 400;

/** What is kept of a text for comparing; it cannot be turned back into the text. */
export interface Fingerprint {
  /** Hash of the folded text; empty when nothing is left of it. */
  exact: string;
  /** Characters of the folded text, repetition counted once: 闪退闪退闪退 says no more than 闪退. */
  length: number;
  /** Chinese rather than alphabetic: the two have thresholds of their own. */
  zh: boolean;
  /** Shingle hashes, ascending. */
  sketch: Uint32Array;
  /** The sketch is a sample, not the whole. */
  cut: boolean;
  marks: ConflictMarks;
  /** Keys under which texts like this one meet: MinHash bands, then its longest clauses; none without words. */
  bands: Uint32Array;
}

/** `folded` spares folding the text again. */
export function fingerprint(text: string, folded = fold(text)): Fingerprint {
  const all = shingles(folded);
  const sketch = all.subarray(0, SKETCH_SIZE);
  const zh = isChinese(folded);
  return {
    exact: exactHash(folded),
    length: Math.min(folded.length, all.length + (zh ? 1 : 4)),
    zh,
    sketch,
    cut: all.length > SKETCH_SIZE,
    marks: conflictMarks(text),
    bands: Uint32Array.from([...bandsOf(sketch), ...clauseKeys(text)]),
  };
}

/** Equal for texts that fold to the same words; 96 bits. */
export function exactHash(folded: string): string {
  return folded === '' ? '' : hash('sha256', folded, 'base64url').slice(0, 16);
}

function isChinese(folded: string): boolean {
  return (folded.match(/\p{Script=Han}/gu)?.length ?? 0) * 3 > folded.length;
}

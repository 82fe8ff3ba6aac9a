import { createHash } from 'node:crypto';
import { foldText } from '../domain/fold-text';
import type { Example } from './example';

/** The share of every source that is never trained on. */
const SHARE = 0.15;

/** Whether a text is set apart for measuring. It depends on its letters alone, so it is the same in every run and for every model; a pair goes by its name. */
export function isHeldOut(text: string): boolean {
  const digest = createHash('sha1')
    .update(`hearback-eval|${foldText(text).folded.slice(0, 120)}`)
    .digest();
  return digest.readUInt32BE(0) / 2 ** 32 < SHARE;
}

export function isSetApart({ text, pair }: Pick<Example, 'text' | 'pair'>): boolean {
  return isHeldOut(pair ?? text);
}

import { timingSafeEqual } from 'node:crypto';

/** Whether two signatures are equal, in a time that tells nothing about where they differ. */
export function sameSignature(given: string | string[] | undefined, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

import { createHash } from 'node:crypto';
import { foldReply } from './is-substantive';

/** Replies with the same words, whatever their punctuation and script, have the same key. Null where nothing is left. */
export function wordsKey(reply: string): string | null {
  const folded = foldReply(reply);
  return folded === '' ? null : createHash('sha256').update(folded).digest('base64url');
}

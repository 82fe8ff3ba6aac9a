import { SKETCH_SIZE, type Fingerprint } from '../domain/fingerprint';
import type { TextQuery } from '../domain/text-query';

/** The part of the query that travels as JSON: what the script reads as `query`. Sketches travel beside it as bytes. */
export function queryJson(query: TextQuery, expiry: { expires: number; bucketExpires: number }): string {
  return JSON.stringify({
    id: query.feedbackId,
    hash: query.contentHash,
    position: query.position,
    replay: query.replay,
    at: query.at,
    updatedAt: query.updatedAt,
    stars: query.stars,
    words: query.words,
    identities: query.identities,
    sharedFrom: query.sharedFrom,
    ownWords: query.ownWords,
    quotes: query.quotes,
    text: withoutSketch(query.text),
    ...(query.quoted ? { quoted: withoutSketch(query.quoted) } : {}),
    ...expiry,
  });
}

function withoutSketch({ exact, length, zh, cut, marks, bands }: Fingerprint) {
  return { exact, length, zh, cut, marks, bands };
}

/** Big-endian, so that ascending hashes are ascending bytes; at most 1,600 bytes. */
export function sketchBytes(print: Fingerprint | undefined): Buffer {
  if (!print) return NONE;
  const bytes = Buffer.allocUnsafe(Math.min(print.sketch.length, SKETCH_SIZE) * 4);
  print.sketch.forEach((hash, index) => bytes.writeUInt32BE(hash, index * 4));
  return bytes;
}

const NONE = Buffer.alloc(0);

import type { Fingerprint } from '../domain/fingerprint';
import type { TextQuery } from '../domain/text-query';

/** A text to decide, or one whose published relation is put back as it is. */
export interface WindowCall {
  query: TextQuery;
  /** When it leaves the window, ms since the epoch. */
  expires: number;
  /** The relation as JSON. */
  published?: string;
}

/** What the script reads as its queries. Bands and sketches travel beside them as bytes. */
export function queriesJson(calls: readonly WindowCall[]): string {
  return JSON.stringify(calls.map(queryOf));
}

function queryOf({ query, expires, published }: WindowCall) {
  return {
    id: query.feedbackId,
    // 128 of its bits: they are kept with every feedback.
    hash: query.contentHash.slice(0, 32),
    position: query.position,
    replay: query.replay,
    at: query.at,
    updatedAt: query.updatedAt,
    stars: query.stars,
    words: query.words,
    identities: query.identities,
    // Beside the text's own, when people merged some.
    sameAs: query.sameAs.length === query.identities.length ? undefined : query.sameAs,
    sharedFrom: query.sharedFrom,
    inReplyTo: query.inReplyTo,
    ownWords: query.ownWords,
    quotes: query.quotes,
    text: withoutBytes(query.text),
    quoted: query.quoted && withoutBytes(query.quoted),
    // As text: Redis would print the number anew for every command.
    expires: String(Math.floor(expires)),
    published,
  };
}

function withoutBytes({ exact, length, zh, cut, marks, bands, sketch }: Fingerprint) {
  return { exact, length, zh, cut, marks, bands: bands.length, size: sketch.length };
}

/** Bands and sketch of each text, then of its quoted words; big-endian, so that ascending hashes are ascending bytes. */
export function queriesBytes(calls: readonly WindowCall[]): Buffer {
  const parts = calls.flatMap(({ query: { text, quoted } }) => [
    text.bands,
    text.sketch,
    ...(quoted ? [quoted.bands, quoted.sketch] : []),
  ]);
  const bytes = Buffer.allocUnsafe(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) for (const value of part) at = bytes.writeUInt32BE(value, at);
  return bytes;
}

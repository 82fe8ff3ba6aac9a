/** Characters of a shingle: Chinese, Japanese and Korean carry as much in two as an alphabet in five. */
const IDEOGRAPHIC_LENGTH = 2;
const ALPHABETIC_LENGTH = 5;

/**
 * The overlapping pieces of a folded text as 32-bit hashes, ascending and each once. Runs of one kind of writing are cut
 * on their own; a run shorter than a shingle is one. Empty for empty text.
 */
export function shingles(folded: string): Uint32Array {
  const hashes = new Uint32Array(folded.length);
  let count = 0;
  for (let start = 0; start < folded.length;) {
    const ideographic = isIdeographic(folded.charCodeAt(start));
    let end = start + 1;
    while (end < folded.length && isIdeographic(folded.charCodeAt(end)) === ideographic) end++;
    const length = ideographic ? IDEOGRAPHIC_LENGTH : ALPHABETIC_LENGTH;
    const last = Math.max(start, end - length);
    for (let at = start; at <= last; at++) hashes[count++] = hashOf(folded, at, Math.min(at + length, end));
    start = end;
  }
  return distinct(hashes.subarray(0, count).sort());
}

// Kana, Han, Hangul, and the surrogates that rarer Han characters are written with.
function isIdeographic(code: number): boolean {
  return (code >= 0x3040 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xd840 && code <= 0xdfff);
}

/** Moves each hash to the front once; the array is the caller's own. */
function distinct(ascending: Uint32Array): Uint32Array {
  let count = 0;
  for (let index = 0; index < ascending.length; index++) {
    const hash = ascending[index]!;
    if (count === 0 || ascending[count - 1] !== hash) ascending[count++] = hash;
  }
  return ascending.subarray(0, count);
}

// FNV-1a over UTF-16 code units, then murmur3's finaliser, so that neighbouring pieces land far apart.
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

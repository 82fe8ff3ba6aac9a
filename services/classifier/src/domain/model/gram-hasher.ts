import { isHan } from '../fold-text';

/** Where the n-grams of one feedback stand and into which bucket each falls; reused from text to text. */
export interface Grams {
  length: number;
  bucket: Int32Array;
  /** How much it counts, in eighths of a whole token. */
  eighths: Int32Array;
  /** Offsets into the folded text, `end` exclusive. */
  start: Int32Array;
  end: Int32Array;
}

export const BUCKET_BITS = 17;
export const BUCKETS = 2 ** BUCKET_BITS;

const HAN = 0;
const WORD = 1;
const SIGN = 2;
/** Of a very long text the beginning says what it is about; the rules read all of it. */
const TOKENS_READ = 4_000;
/** Seeds that keep a character n-gram apart from a word of the same letters. */
const SEED_TOKEN = 0x811c9dc5;
const SEED_LETTERS = 0x2c1b3c6d;
const SEED_CONTEXT = 0x1b873593;
const SEED_NUMBER = 0x297a2d39;
const PRIME = 0x01000193;
const WORD_EDGE = 0x5f;
/** Letters help with misspelt words; in a long text the words themselves are many enough. */
const LETTERS_OF_TOKENS = 30;
/** A word has many runs of letters; together they must not outweigh the word. */
const LETTERS_WEIGH = 2;
/** Runs of three are rare, so what was learned of them is mostly chance. */
const RUN_OF_THREE_WEIGHS = 4;
export const WHOLE = 8;
const LETTERS_MIN = 3;
const LETTERS_MAX = 5;

interface Tokens {
  length: number;
  kind: Uint8Array;
  hash: Int32Array;
  start: Int32Array;
  end: Int32Array;
}

const tokens: Tokens = {
  length: 0,
  kind: new Uint8Array(TOKENS_READ),
  hash: new Int32Array(TOKENS_READ),
  start: new Int32Array(TOKENS_READ),
  end: new Int32Array(TOKENS_READ),
};

export function createGrams(room = 8_192): Grams {
  const list = () => new Int32Array(room);
  return { length: 0, bucket: list(), eighths: list(), start: list(), end: list() };
}

/**
 * Adds the n-grams of a folded text: one to three tokens, where a token is a Chinese character, a word of letters or
 * digits, or a sign; and three to five letters within a word. Nothing is allocated per n-gram: the hash runs along.
 */
export function hashGrams(folded: string, grams: Grams, contexts?: Uint8Array): void {
  tokenize(folded);
  for (let i = 0; i < tokens.length; i += 1) {
    makeRoom(grams, 5);
    addRuns(i, grams);
    const context = contexts?.[tokens.start[i]!] ?? 0;
    if (context !== 0) addInContext(i, context, grams);
    if (i < LETTERS_OF_TOKENS && tokens.kind[i] === WORD) addLetters(folded, i, grams);
  }
}

function tokenize(folded: string): void {
  tokens.length = 0;
  for (let at = 0; at < folded.length && tokens.length < TOKENS_READ;) {
    const unit = folded.charCodeAt(at);
    if (unit === 0x20) at += 1;
    else if (isLetter(unit)) at = addWord(folded, at);
    else at = addToken({ kind: isHan(unit) ? HAN : SIGN, hash: step(SEED_TOKEN, unit), start: at, end: at + 1 });
  }
}

function addToken(token: { kind: number; hash: number; start: number; end: number }): number {
  const { kind, hash, start, end } = tokens;
  const at = tokens.length;
  kind[at] = token.kind;
  hash[at] = token.hash;
  start[at] = token.start;
  end[at] = token.end;
  tokens.length = at + 1;
  return token.end;
}

// Numbers differ endlessly and say the same: only how long they are counts.
function addWord(folded: string, start: number): number {
  let hash = SEED_TOKEN;
  let digits = 0;
  let end = start;
  for (let unit = folded.charCodeAt(end); isLetter(unit); unit = folded.charCodeAt(++end)) {
    hash = step(hash, unit);
    if (unit <= 0x39) digits += 1;
  }
  return addToken({ kind: WORD, hash: digits === end - start ? step(SEED_NUMBER, digits) : hash, start, end });
}

// Runs of two never join a word with a sign; runs of three are for Chinese, where a token is a single character.
function addRuns(i: number, grams: Grams): void {
  const { kind, hash, start, end } = tokens;
  add(grams, { hash: hash[i]!, start: start[i]!, end: end[i]! });
  const second = i + 1;
  if (second >= tokens.length || (kind[i] !== HAN && kind[second] !== HAN && kind[i]! + kind[second]! !== 2 * WORD))
    return;
  const two = step(step(hash[i]!, 0x32), hash[second]!);
  add(grams, { hash: two, start: start[i]!, end: end[second]! });
  const third = i + 2;
  if (third >= tokens.length || (kind[i] !== HAN && kind[second] !== HAN && kind[third] !== HAN)) return;
  add(grams, { hash: step(step(two, 0x33), hash[third]!), start: start[i]!, end: end[third]! }, RUN_OF_THREE_WEIGHS);
}

/** Single tokens and runs of two once more for the context they stand in, so that a denied word weighs otherwise than a plain one. */
function addInContext(i: number, context: number, grams: Grams): void {
  const { kind, hash, start, end } = tokens;
  const seed = step(SEED_CONTEXT, context);
  add(grams, { hash: step(seed, hash[i]!), start: start[i]!, end: end[i]! });
  const second = i + 1;
  if (second < tokens.length && kind[i] !== SIGN && kind[second] !== SIGN)
    add(grams, { hash: step(step(seed, hash[i]!), hash[second]!), start: start[i]!, end: end[second]! });
}

function addLetters(folded: string, word: number, grams: Grams): void {
  const start = tokens.start[word]!;
  const end = tokens.end[word]!;
  if (end - start < LETTERS_MIN) return;
  makeRoom(grams, (end - start + 2) * 3);
  for (let from = start - 1; from <= end + 1 - LETTERS_MIN; from += 1) {
    let hash = SEED_LETTERS;
    for (let to = from; to <= end && to < from + LETTERS_MAX; to += 1) {
      hash = step(hash, to < start || to === end ? WORD_EDGE : folded.charCodeAt(to));
      if (to - from + 1 < LETTERS_MIN) continue;
      const at = grams.length++;
      grams.bucket[at] = bucketOf(hash);
      grams.eighths[at] = LETTERS_WEIGH;
      grams.start[at] = from < start ? start : from;
      grams.end[at] = to === end ? end : to + 1;
    }
  }
}

function add(grams: Grams, gram: { hash: number; start: number; end: number }, eighths = WHOLE): void {
  const at = grams.length;
  grams.bucket[at] = bucketOf(gram.hash);
  grams.eighths[at] = eighths;
  grams.start[at] = gram.start;
  grams.end[at] = gram.end;
  grams.length = at + 1;
}

function makeRoom(grams: Grams, more: number): void {
  if (grams.length + more <= grams.bucket.length) return;
  const room = 2 * (grams.length + more);
  for (const list of ['bucket', 'eighths', 'start', 'end'] as const) {
    const wider = new Int32Array(room);
    wider.set(grams[list]);
    grams[list] = wider;
  }
}

function step(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, PRIME);
}

// The last bits of a running product are poor; the finish of MurmurHash3 mixes all of them.
function bucketOf(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> (32 - BUCKET_BITS);
}

// Latin letters and digits, and the letters of other alphabets; NaN beyond the end is none.
function isLetter(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || (unit >= 0xc0 && unit < 0x2000 && unit !== 0xd7)
  );
}

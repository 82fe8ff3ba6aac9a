import { isUtf8 } from 'node:buffer';

/** What an original says in letters; `encoding` is null where nobody can say for sure which it is in. */
export interface DecodedOriginal {
  text: string;
  encoding: string | null;
}

/** What is known of an original beside its bytes. */
export interface OriginalFacts {
  contentType?: string | undefined;
  /** Only its beginning was kept, which may end within a character. */
  truncated?: boolean;
}

/**
 * Reads an original in the encoding that it is in: a byte order mark or its own bytes say so, or else its sender. UTF-8
 * goes first even against the sender's word, because words of another encoding hardly ever form UTF-8, while parts of a
 * payload are kept in UTF-8 whatever that was in. What stays in doubt is read as UTF-8, as far as that goes.
 */
export function decodeOriginal(bytes: Buffer, { contentType, truncated = false }: OriginalFacts): DecodedOriginal {
  const marked = markOf(bytes);
  if (marked) return { text: new TextDecoder(marked).decode(bytes), encoding: marked };
  const declared = DECLARED.get(charsetOf(contentType));
  // Letters of UTF-16 are valid UTF-8, each with a NUL beside it.
  if (declared?.startsWith('utf-16')) return { text: new TextDecoder(declared).decode(bytes), encoding: declared };
  const utf8 = readUtf8(truncated ? withoutTornEnd(bytes) : bytes);
  return utf8 ?? declaredIn(declared, bytes, truncated) ?? chineseIn(bytes, truncated) ?? inDoubt(bytes);
}

function readUtf8(bytes: Buffer): DecodedOriginal | null {
  return isUtf8(bytes) ? { text: bytes.toString('utf8', hasUtf8Mark(bytes) ? 3 : 0), encoding: 'utf-8' } : null;
}

function declaredIn(encoding: string | undefined, bytes: Buffer, truncated: boolean): DecodedOriginal | null {
  const text = encoding === undefined ? null : readIn(encoding, bytes, truncated);
  return encoding === undefined || text === null ? null : { text, encoding };
}

function inDoubt(bytes: Buffer): DecodedOriginal {
  return { text: new TextDecoder().decode(bytes), encoding: null };
}

// What callers name and the decoder reads; UTF-8 was tried, and declaring it is what is wrong with most of these.
const DECLARED = new Map<string | undefined, string>([
  ...['gb18030', 'gbk', 'gb2312', 'x-gbk', 'cp936'].map((name) => [name, 'gb18030'] as const),
  ...['big5', 'big5-hkscs', 'cp950'].map((name) => [name, 'big5'] as const),
  ...['utf-16', 'utf-16le'].map((name) => [name, 'utf-16le'] as const),
  ['utf-16be', 'utf-16be'],
]);

function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*"?([^"\s;]*)/i.exec(contentType ?? '')?.[1]?.toLowerCase();
}

// In UTF-16 read as UTF-8 no pattern would find a phone.
function markOf([first, second]: Uint8Array): string | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

function hasUtf8Mark([first, second, third]: Uint8Array): boolean {
  return first === 0xef && second === 0xbb && third === 0xbf;
}

/** Without the beginning of a UTF-8 character at the end. */
function withoutTornEnd(bytes: Buffer): Buffer {
  const tail = [1, 2, 3].find((back) => (bytes[bytes.length - back] ?? 0) >= 0xc0);
  if (tail === undefined) return bytes;
  const lead = bytes[bytes.length - tail]!;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  return length > tail ? bytes.subarray(0, bytes.length - tail) : bytes;
}

/** null where a byte of it is none of this encoding. */
function readIn(encoding: string, bytes: Buffer, truncated: boolean): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: truncated });
  } catch {
    return null;
  }
}

/**
 * GB18030 or Big5. Most bytes of the one are valid in the other, but only in its own does a text consist of common
 * characters; where that does not tell them apart, nothing is sure.
 */
function chineseIn(bytes: Buffer, truncated: boolean): DecodedOriginal | null {
  const gb18030 = readIn('gb18030', bytes, truncated);
  const big5 = readIn('big5', bytes, truncated);
  const [asGb, asBig5] = [gb18030 === null ? 0 : commonness(gb18030), big5 === null ? 0 : commonness(big5)];
  if (gb18030 !== null && asGb >= SURE && asGb - asBig5 >= MARGIN) return { text: gb18030, encoding: 'gb18030' };
  if (big5 !== null && asBig5 >= SURE && asBig5 - asGb >= MARGIN) return { text: big5, encoding: 'big5' };
  return null;
}

const SURE = 0.8;
const MARGIN = 0.2;

/** Share of the characters beyond ASCII that people write every day. */
function commonness(text: string): number {
  const common = (everyday ??= everydayCharacters());
  const beyondAscii = text.match(/[^\x00-\x7f]/gu) ?? [];
  return beyondAscii.filter((character) => common.has(character)).length / Math.max(1, beyondAscii.length);
}

let everyday: Set<string> | undefined;

// The first level of GB 2312, the frequent ones of Big5, and their punctuation: by their places in these encodings.
function everydayCharacters(): Set<string> {
  const simplified = new TextDecoder('gb18030').decode(pairs([0xb0, 0xd7], [[0xa1, 0xfe]]));
  const traditional = new TextDecoder('big5').decode(
    pairs(
      [0xa4, 0xc6],
      [
        [0x40, 0x7e],
        [0xa1, 0xfe],
      ],
    ),
  );
  const full = Array.from({ length: 94 }, (_, n) => String.fromCharCode(0xff01 + n));
  const common = new Set([...simplified, ...traditional, ...full, ...'　、。〈〉《》「」『』【】〔〕“”‘’…—·']);
  common.delete('\ufffd');
  return common;
}

type Range = readonly [first: number, last: number];

function pairs(leads: Range, trails: readonly Range[]): Buffer {
  const seconds = trails.flatMap(valuesOf);
  return Buffer.from(valuesOf(leads).flatMap((lead) => seconds.flatMap((second) => [lead, second])));
}

function valuesOf([first, last]: Range): number[] {
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

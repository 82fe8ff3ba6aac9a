import { isUtf8 } from 'node:buffer';

/** Text of bytes that must be UTF-8 (a byte order mark is skipped), or the offset of the first byte that is not. */
export function decodeUtf8(bytes: Buffer): { ok: true; text: string } | { ok: false; offset: number } {
  if (!isUtf8(bytes)) return { ok: false, offset: firstInvalidByte(bytes) };
  return { ok: true, text: bytes.toString('utf8', hasByteOrderMark(bytes) ? 3 : 0) };
}

export function hasByteOrderMark(bytes: Buffer): boolean {
  return bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

// Only on the way to a refusal, so clarity goes before speed. The table is RFC 3629 section 4.
function firstInvalidByte(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return at;
}

function sequenceLength(bytes: Buffer, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return 1;
  const [length, low, high] = shapeOf(lead);
  const second = bytes[at + 1];
  if (length === 0 || second === undefined || second < low || second > high) return 0;
  for (let next = at + 2; next < at + length; next++) if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

type Shape = [length: number, low: number, high: number];

// Lead bytes up to the first number open a sequence of this length, whose second byte lies in this range. Overlong forms,
// surrogates and what is beyond Unicode have none.
const SHAPES: [lastLead: number, shape: Shape][] = [
  [0xc1, [0, 0, 0]],
  [0xdf, [2, 0x80, 0xbf]],
  [0xe0, [3, 0xa0, 0xbf]],
  [0xec, [3, 0x80, 0xbf]],
  [0xed, [3, 0x80, 0x9f]],
  [0xef, [3, 0x80, 0xbf]],
  [0xf0, [4, 0x90, 0xbf]],
  [0xf3, [4, 0x80, 0xbf]],
  [0xf4, [4, 0x80, 0x8f]],
];

function shapeOf(lead: number): Shape {
  return SHAPES.find(([lastLead]) => lead <= lastLead)?.[1] ?? [0, 0, 0];
}

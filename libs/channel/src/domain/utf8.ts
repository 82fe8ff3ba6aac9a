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

/** Length of the sequence that a lead byte opens, and the range of its second byte; overlong forms and surrogates have none. */
function shapeOf(lead: number): [length: number, low: number, high: number] {
  if (lead >= 0xc2 && lead <= 0xdf) return [2, 0x80, 0xbf];
  if (lead === 0xe0) return [3, 0xa0, 0xbf];
  if (lead === 0xed) return [3, 0x80, 0x9f];
  if (lead >= 0xe1 && lead <= 0xef) return [3, 0x80, 0xbf];
  if (lead === 0xf0) return [4, 0x90, 0xbf];
  if (lead >= 0xf1 && lead <= 0xf3) return [4, 0x80, 0xbf];
  if (lead === 0xf4) return [4, 0x80, 0x8f];
  return [0, 0, 0];
}

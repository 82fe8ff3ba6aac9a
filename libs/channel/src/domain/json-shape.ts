const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** How deep JSON text nests, counted without building anything: parsing two million brackets blocks for most of a second. */
export function nestingOf(bytes: Buffer): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) at = endOfString(bytes, at);
    else {
      depth += step(byte);
      if (depth > deepest) deepest = depth;
    }
  }
  return deepest;
}

/** The bytes of each element of a JSON list, as they came, without the white space around them. */
export function listElements(bytes: Buffer): Buffer[] {
  const elements: Buffer[] = [];
  let start = bytes.indexOf(OPEN_LIST) + 1;
  let depth = 1;
  for (let at = start; at < bytes.length && depth > 0; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) at = endOfString(bytes, at);
    depth += step(byte);
    const ends = depth === 0 || (depth === 1 && byte === COMMA);
    if (!ends) continue;
    const element = trimmed(bytes.subarray(start, at));
    if (element.length > 0) elements.push(element);
    start = at + 1;
  }
  return elements;
}

/** What a byte outside strings does to the nesting. */
function step(byte: number): -1 | 0 | 1 {
  if (byte === OPEN_OBJECT || byte === OPEN_LIST) return 1;
  return byte === CLOSE_OBJECT || byte === CLOSE_LIST ? -1 : 0;
}

/** Whether the first byte that is not white space opens a list. */
export function opensList(bytes: Buffer): boolean {
  let at = 0;
  while (isSpace(bytes[at])) at++;
  return bytes[at] === OPEN_LIST;
}

export function trimmed(bytes: Buffer): Buffer {
  let start = 0;
  let end = bytes.length;
  while (start < end && isSpace(bytes[start])) start++;
  while (end > start && isSpace(bytes[end - 1])) end--;
  return bytes.subarray(start, end);
}

function endOfString(bytes: Buffer, quote: number): number {
  let at = quote + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

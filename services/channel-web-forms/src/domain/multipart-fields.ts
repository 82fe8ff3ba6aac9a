import { isUtf8 } from 'node:buffer';

export interface MultipartField {
  name: string;
  value: string;
}

// More parts than any form has cost time for nothing.
const PARTS = 1_000;
const CRLF = Buffer.from('\r\n');
const HEADERS_END = Buffer.from('\r\n\r\n');

/**
 * The text fields of multipart/form-data (RFC 7578), in their order; files are passed over. Null when it is broken: no
 * boundary, no end, a part without a name, or text that is not UTF-8.
 */
export function multipartFields(bytes: Buffer, contentType: string): MultipartField[] | null {
  const boundary = boundaryOf(contentType);
  if (boundary === null) return null;
  const parts = partsOf(bytes, Buffer.from(`--${boundary}`));
  if (parts === null) return null;
  const fields: MultipartField[] = [];
  for (const part of parts) {
    const field = fieldOf(part);
    if (field === null) return null;
    if (field !== 'file') fields.push(field);
  }
  return fields;
}

function boundaryOf(contentType: string): string | null {
  const found = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  return found?.[1] ?? found?.[2] ?? null;
}

/** The bytes between the boundaries, or null without the closing one: what was cut off is not what was meant. */
function partsOf(bytes: Buffer, delimiter: Buffer): Buffer[] | null {
  const parts: Buffer[] = [];
  let at = bytes.indexOf(delimiter);
  while (at !== -1 && parts.length < PARTS) {
    const start = at + delimiter.length;
    if (bytes.subarray(start, start + 2).toString('latin1') === '--') return parts;
    at = bytes.indexOf(Buffer.concat([CRLF, delimiter]), start);
    if (at === -1) return null;
    parts.push(bytes.subarray(start + CRLF.length, at));
    at += CRLF.length;
  }
  return null;
}

function fieldOf(part: Buffer): MultipartField | 'file' | null {
  const end = part.indexOf(HEADERS_END);
  if (end === -1 || !isUtf8(part.subarray(0, end))) return null;
  const head = part.toString('utf8', 0, end);
  const disposition = head.split('\r\n').find((line) => /^content-disposition:/i.test(line)) ?? '';
  // `filename="…"` holds `name="…"` too; only a parameter of its own counts.
  const name = /;\s*name="([^"]*)"/i.exec(disposition)?.[1];
  if (name === undefined) return null;
  if (/;\s*filename\*?=/i.test(disposition)) return 'file';
  const value = part.subarray(end + HEADERS_END.length);
  return isUtf8(value) ? { name: unescaped(name), value: value.toString('utf8') } : null;
}

// Browsers escape what would end the quoted name (HTML, multipart/form-data encoding algorithm).
function unescaped(name: string): string {
  return name.replace(/%22/g, '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n');
}

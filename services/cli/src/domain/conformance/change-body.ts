import type { KitFormat } from './kit';
import { readTree, reversed, withMember, writeTree, type JsonTree } from './json-tree';

/** A generated change of a body; null where the body does not allow it. */
export type BodyChange = (body: Buffer, format: KitFormat, contentType: string) => Buffer | null;

export const UNKNOWN_FIELD = 'hearbackConformance';
const UNKNOWN_VALUE = '{"new":["字段",1,null,true]}';
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** The members of every JSON object, the fields of a form or the parts of a multipart body, in reverse. */
export const reorder: BodyChange = (body, { body: kind }, contentType) => {
  if (kind === 'form') return Buffer.from(body.toString('utf8').split('&').reverse().join('&'));
  if (kind === 'multipart') return inParts(body, contentType, (parts) => parts.reverse());
  return kind === 'xml' ? null : inTrees(body, reversed);
};

/** EF BB BF before the first byte. */
export const markByteOrder: BodyChange = (body, { body: kind }) =>
  kind === 'form' || kind === 'multipart' || body.subarray(0, 3).equals(MARK) || isAnotherCharset(body)
    ? null
    : Buffer.concat([MARK, body]);

/** A field that the vendor has just invented, in each object that format.json names. */
export const addUnknownField: BodyChange = (body, format, contentType) => {
  const { body: kind, unknownFields } = format;
  if (kind === 'form') return Buffer.concat([body, Buffer.from(`&${UNKNOWN_FIELD}=1`)]);
  if (kind === 'xml') return inXml(body);
  if (kind === 'multipart')
    return inParts(body, contentType, (parts) => [
      ...parts,
      `\r\nContent-Disposition: form-data; name="${UNKNOWN_FIELD}"\r\n\r\n1\r\n`,
    ]);
  const member: [string, JsonTree] = [JSON.stringify(UNKNOWN_FIELD), { kind: 'scalar', text: UNKNOWN_VALUE }];
  return inTrees(body, (tree) => unknownFields.at.reduce((grown, pointer) => withMember(grown, pointer, member), tree));
};

/** What a thief who cannot sign would change: for JSON and XML a blank at the end, which means nothing and is other bytes. */
export const tamper: BodyChange = (body, { body: kind }) =>
  kind === 'multipart' ? null : Buffer.concat([body, Buffer.from(kind === 'form' ? '&Tampered=1' : ' ')]);

/** The whole body as one JSON string. */
export const quote: BodyChange = (body, { body: kind }) =>
  kind === 'json' ? Buffer.from(JSON.stringify(body.toString('utf8'))) : null;

function inTrees(body: Buffer, change: (tree: JsonTree) => JsonTree): Buffer | null {
  const text = body.toString('utf8').replace(/^\uFEFF/, '');
  const whole = changed(text, change);
  if (whole !== null) return Buffer.from(whole);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const each = lines.map((line) => changed(line, change));
  return lines.length > 1 && each.every((line) => line !== null) ? Buffer.from(`${each.join('\n')}\n`) : null;
}

function changed(json: string, change: (tree: JsonTree) => JsonTree): string | null {
  try {
    const before = readTree(json);
    const after = writeTree(change(before));
    return after === writeTree(before) ? null : after;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function inParts(body: Buffer, contentType: string, change: (parts: string[]) => string[]): Buffer | null {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  const pieces = boundary === undefined ? [] : body.toString('utf8').split(`--${boundary}`);
  if (pieces.length < 3) return null;
  const [first, last] = [pieces[0]!, pieces.at(-1)!];
  return Buffer.from([first, ...change(pieces.slice(1, -1)), last].join(`--${boundary}`));
}

function inXml(body: Buffer): Buffer | null {
  if (isAnotherCharset(body)) return null;
  const text = body.toString('utf8');
  const end = text.lastIndexOf('</');
  if (end === -1) return null;
  return Buffer.from(
    `${text.slice(0, end)}<x:${UNKNOWN_FIELD} xmlns:x="urn:hearback:new">新</x:${UNKNOWN_FIELD}>${text.slice(end)}`,
  );
}

function isAnotherCharset(body: Buffer): boolean {
  return !Buffer.from(body.toString('utf8')).equals(body);
}

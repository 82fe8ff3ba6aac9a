import { FEEDBACK_LIMITS } from '@hearback/contracts';
import { decodeUtf8, type Fault } from '@hearback/channel';
import { SaxesParser } from 'saxes';

/** An element of XML, with its text and that of everything inside it. */
export interface XmlElement {
  /** Without its prefix. */
  name: string;
  /** The address of its namespace; empty without one. */
  namespace: string;
  attributes: Readonly<Record<string, string>>;
  children: XmlElement[];
  /** What stands directly inside, text and CDATA. */
  text: string;
  /** Everything inside as HTML would have it, for feeds that write XHTML. */
  inner: string;
}

export type XmlReading = { ok: true; root: XmlElement } | { ok: false; fault: Fault };

/**
 * Reads XML in UTF-8, UTF-16 or a character set that it names (GB2312, GBK, GB18030, Big5…). Declared entities are never
 * looked up, so nothing expands and nothing is fetched; one that is unknown stays as it was written.
 */
export function readXml(bytes: Buffer, contentType?: string): XmlReading {
  const decoded = decodeXml(bytes, contentType);
  if (!decoded.ok) return decoded;
  const root = element({ name: '', uri: '', attributes: {} });
  const open: XmlElement[] = [root];
  let fault: Fault | null = null;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', (tag) => {
    const opened = element({ name: tag.local, uri: tag.uri, attributes: attributesOf(tag.attributes) });
    open.at(-1)!.children.push(opened);
    open.push(opened);
    if (open.length - 1 > FEEDBACK_LIMITS.nesting) throw new TooDeep();
  });
  const addText = (text: string) => {
    const inside = open.at(-1)!;
    inside.text += text;
    inside.inner += escaped(text);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    open.at(-2)!.inner += asHtml(open.pop()!);
  });
  parser.on('error', (error) => {
    // Feeds write &nbsp; and other entities of HTML without declaring them.
    if (!/undefined entity/.test(error.message)) fault ??= brokenAt(parser);
  });
  try {
    parser.write(decoded.text).close();
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    return { ok: false, fault: TOO_DEEP };
  }
  const top = root.children[0];
  if (fault === null && top) return { ok: true, root: top };
  return { ok: false, fault: fault ?? brokenAt(parser) };
}

/** An element as HTML or XML without namespaces, so that it can be read again alone. */
export function asHtml({ name, attributes, inner }: XmlElement): string {
  const given = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${quoted(value)}"`);
  return `<${name}${given.join('')}>${inner}</${name}>`;
}

function quoted(value: string): string {
  return escaped(value).replaceAll('"', '&quot;');
}

class TooDeep extends Error {}

const TOO_DEEP: Fault = {
  path: '',
  reason: 'too-deep',
  detail: `nests deeper than ${FEEDBACK_LIMITS.nesting} levels`,
};

function brokenAt({ line, column }: { line: number; column: number }): Fault {
  return { path: '', reason: 'broken-xml', detail: `the XML is broken in line ${line}, column ${column}` };
}

function element(tag: { name: string; uri: string; attributes: Record<string, string> }): XmlElement {
  return { name: tag.name, namespace: tag.uri, attributes: tag.attributes, children: [], text: '', inner: '' };
}

function attributesOf(given: Record<string, { local: string; value: string }>): Record<string, string> {
  const own = Object.entries(given).filter(([name]) => !/^xmlns(?::|$)/.test(name));
  return Object.fromEntries(own.map(([, { local, value }]) => [local, value]));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What the transport says goes before what the document says of itself (RFC 7303), and a byte order mark before both. */
function decodeXml(
  bytes: Buffer,
  contentType: string | undefined,
): { ok: true; text: string } | { ok: false; fault: Fault } {
  const name = byteOrderMark(bytes) ?? charsetOf(contentType) ?? declaredIn(bytes) ?? 'utf-8';
  if (/^utf-?8$/i.test(name)) {
    const decoded = decodeUtf8(bytes);
    return decoded.ok ? decoded : unreadable(`byte ${decoded.offset} is not UTF-8`);
  }
  try {
    return { ok: true, text: new TextDecoder(name, { fatal: true }).decode(bytes) };
  } catch {
    return unreadable(`the bytes are not in the character set that they are said to be in`);
  }
}

function unreadable(detail: string): { ok: false; fault: Fault } {
  return { ok: false, fault: { path: '', reason: 'wrong-charset', detail } };
}

function byteOrderMark(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : undefined;
}

function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset="?([\w-]+)/i.exec(contentType ?? '')?.[1];
}

function declaredIn(bytes: Buffer): string | undefined {
  return /^\s*<\?xml[^>]*\sencoding=["']([\w.-]+)["']/.exec(bytes.toString('latin1', 0, 200))?.[1];
}

import { decodeOriginal, type DecodedOriginal, type OriginalFacts } from './decode-original';
import { maskColumns } from './mask-columns';
import { masked, maskPatterns } from './mask-patterns';

/**
 * The original of a refusal as people may see it, in letters: contact data masked, by the name of its field and by its
 * look, and everything else as it came, broken places included. Masks rather too much than too little.
 */
export function maskOriginal(bytes: Buffer, facts: OriginalFacts): DecodedOriginal {
  const row = bytes.subarray(0, ROW.length).equals(ROW);
  // Of a row of a file the type is still that of its file.
  const contentType = row ? undefined : facts.contentType;
  if (/spreadsheetml/i.test(contentType ?? '')) return { text: '', encoding: null };
  const { text, encoding } = decodeOriginal(bytes, { ...facts, contentType });
  return { text: maskLetters(text, contentType ?? ''), encoding };
}

const ROW = Buffer.from('{"fileId":');

function maskLetters(text: string, contentType: string): string {
  if (/x-www-form-urlencoded/i.test(contentType)) return maskForm(text);
  if (/text\/csv/i.test(contentType) && !/^\s*[[{]/.test(text)) return maskColumns(text, isContact);
  if (/multipart\/form-data/i.test(contentType)) return maskParts(text);
  return maskJson(/^\s*</.test(text) || /xml/i.test(contentType) ? maskElements(text) : text);
}

// JSON within a string of JSON within …; deeper than any vendor goes.
const DEEPEST = 3;

function maskJson(text: string, depth = 0): string {
  const named = maskWithin(text.replace(NAMED, (member) => maskNamed(member)));
  return maskPatterns(named.replace(LITERAL, (literal) => maskLiteral(literal, depth)));
}

type Captured = [found: string, first: string, second: string, third: string];

/** The parts of a multipart form: what a contact is called stands in the head of its part. */
function maskParts(text: string): string {
  return maskJson(text.replace(PART, (...[, head, name, value]: Captured) => head + maskField(name, value)));
}

const PART =
  /(content-disposition:[^\r\n]{0,200}?\bname="([^"\r\n]{0,200})"[^]{0,500}?\r?\n\r?\n)([^]*?)(?=\r?\n--|$)/gi;

// The text of an element that a contact's name is given to, or that stands in an author.
function maskElements(text: string): string {
  return text.replace(ELEMENT, (...[found, open, name, value]: Captured) =>
    isContact(name) || /author|creator/i.test(name) ? `${open}${maskField(name, value, true)}` : found,
  );
}

const ELEMENT =
  /(<(?:[\w.-]{1,60}:)?([\w.-]{1,60})(?:\s[^<>]{0,500})?>)([^<]{1,2000}|<!\[CDATA\[[^]{0,2000}?\]\]>)(?=<|$)/g;

function maskField(name: string, value: string, certain = false): string {
  if (/^\s*[[{]/.test(value)) return maskJson(value);
  return certain || isContact(name) ? value.replace(/\S[^]*\S|\S/, (words) => masked(words)) : value;
}

// A JSON member with a plain value; lists and objects below are found member by member.
// Lengths are bounded and ends may be missing, so that no input makes the search go back and forth for seconds.
const NAMED = /"(?:[^"\\\n]|\\.){0,200}"\s*:\s*(?:"(?:[^"\\]|\\.)*"?|-?\d[\d.eE+-]*)/g;
const PARTS = /^(?<name>"(?:[^"\\\n]|\\.)*")(?<colon>\s*:\s*)(?<value>[^]*)$/;
const LITERAL = /"(?:[^"\\]|\\.)*"?/g;
const CONTACT =
  /phone|mobile|tel(?!l)|e.?mail|(?<!file|product|app|event|version|form|branch|host)name$|first.?name|last.?name|nick|handle|author.?id|user.?id|from$|caller|customer|account|card|passport|identity|id.?no|address|wechat|weixin|openid|qq/i;
// In both scripts, as mainland China, Hong Kong and Taiwan write them.
const CHINESE_CONTACT =
  /手[机機]|[电電][话話邮郵]|[邮郵][箱件]|姓名|名字|[称稱][谓謂呼]|昵[称稱]|暱稱|身[份分][证證]|[证證]件|[护護]照|[住地]址|卡[号號]|[账帐賬帳][号號户戶]|客[户戶]|用[户戶]名|用戶|[联聯][系繫络絡](?:人|方式|[电電]|地址|信息|資[料訊])|微信|投[诉訴]人|[来來][电電]|[号號][码碼]/;

function isContact(name: string): boolean {
  return CONTACT.test(name) || CHINESE_CONTACT.test(name);
}

function maskNamed(member: string): string {
  const { name, colon, value } = PARTS.exec(member)!.groups as Record<'name' | 'colon' | 'value', string>;
  if (!isContact(decoded(name))) return member;
  if (!value.startsWith('"')) return `${name}${colon}${masked(value)}`;
  return `${name}${colon}${JSON.stringify(masked(decoded(value)))}`;
}

// Escapes hide what the patterns look for.
function maskLiteral(literal: string, depth: number): string {
  if (!literal.includes('\\')) return literal;
  const text = decoded(literal);
  const shown = depth < DEEPEST && /^\s*[[{]/.test(text) ? maskJson(text, depth + 1) : maskPatterns(text);
  return shown === text ? literal : JSON.stringify(shown);
}

// A list or an object that a contact's name is given to, up to where another one opens: `"phones": ["…"]`.
const OPENING = /("(?:[^"\\\n]|\\.){0,200}")\s*:\s*[[{]/g;
const PLAIN = /^[^[\]{}]{0,2000}/;
const VALUE = /"(?:[^"\\]|\\.)*"(?:\s*:)?/g;

function maskWithin(text: string): string {
  let shown = '';
  let at = 0;
  for (const { 0: opening, 1: name = '', index } of text.matchAll(OPENING)) {
    if (index < at || !isContact(decoded(name))) continue;
    const start = index + opening.length;
    const [values] = PLAIN.exec(text.slice(start, start + 2_000)) ?? [''];
    shown +=
      text.slice(at, start) +
      values.replace(VALUE, (found) => (found.endsWith(':') ? found : JSON.stringify(masked(decoded(found)))));
    at = start + values.length;
  }
  return shown + text.slice(at);
}

function decoded(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return literal.replaceAll('"', '');
  }
}

function maskForm(text: string): string {
  return text
    .split('&')
    .map((pair) => {
      const [name = '', ...rest] = pair.split('=');
      const [key, value] = [unescaped(name), unescaped(rest.join('='))];
      const shown = isContact(key) ? masked(value) : maskJson(value);
      return `${key}=${shown}`;
    })
    .join('&');
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

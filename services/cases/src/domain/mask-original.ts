/**
 * The original of a refusal as people may see it: contact data masked, by the name of its field and by its look, and
 * everything else as it came, broken places included. Masks rather too much than too little.
 */
export function maskOriginal(bytes: Buffer, contentType: string | undefined): string {
  const text = new TextDecoder(charsetOf(bytes)).decode(bytes);
  if (/x-www-form-urlencoded/i.test(contentType ?? '')) return maskForm(text);
  // Of a row of a file the type is still that of its file.
  const row = text.startsWith('{"fileId":');
  if (!row && /text\/csv/i.test(contentType ?? '')) return maskColumns(text);
  if (!row && /spreadsheetml/i.test(contentType ?? '')) return '';
  return maskPatterns(text.replace(NAMED, (member) => maskNamed(member)).replace(LITERAL, maskLiteral));
}

// In UTF-16 read as UTF-8 no pattern would find a phone.
function charsetOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

// A JSON member with a plain value; lists and objects below are found member by member.
// Lengths are bounded and ends may be missing, so that no input makes the search go back and forth for seconds.
const NAMED = /"(?:[^"\\\n]|\\.){0,200}"\s*:\s*(?:"(?:[^"\\]|\\.)*"?|-?\d[\d.eE+-]*)/g;
const PARTS = /^(?<name>"(?:[^"\\\n]|\\.)*")(?<colon>\s*:\s*)(?<value>[^]*)$/;
const LITERAL = /"(?:[^"\\]|\\.)*"?/g;
const CONTACT =
  /phone|mobile|tel(?!l)|e.?mail|(?<!file|product|app|event|version|form|branch|host)name$|first.?name|last.?name|nick|handle|author.?id|user.?id|from$|caller|customer|account|card|passport|identity|id.?no|address|wechat|weixin|openid|qq|手机|电话|電話|邮箱|郵箱|姓名|身份证|身份證|地址|卡号|卡號|客户|客戶|微信/i;

function maskNamed(member: string): string {
  const { name, colon, value } = PARTS.exec(member)!.groups as Record<'name' | 'colon' | 'value', string>;
  if (!CONTACT.test(decoded(name))) return member;
  if (!value.startsWith('"')) return `${name}${colon}${masked(value)}`;
  return `${name}${colon}${JSON.stringify(masked(decoded(value)))}`;
}

// Escapes hide what the patterns look for.
function maskLiteral(literal: string): string {
  if (!literal.includes('\\')) return literal;
  const text = decoded(literal);
  const shown = maskPatterns(text);
  return shown === text ? literal : JSON.stringify(shown);
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
      const shown = CONTACT.test(key) ? masked(value) : maskPatterns(value);
      return `${key}=${shown}`;
    })
    .join('&');
}

const HEADING_WITHIN = 20;

// Of a file whose heading nobody knew: the fullest of its upper lines is taken for one, and what stands below masked by it.
function maskColumns(text: string): string {
  const lines = text.split('\n').map((line) => line.split(/([,;\t])/));
  const filled = lines.slice(0, HEADING_WITHIN).map((line) => line.filter((cell) => cell.trim() !== '').length);
  const heading = filled.indexOf(Math.max(...filled));
  const contacts = new Set(lines[heading]!.flatMap((cell, at) => (CONTACT.test(cell) ? [at] : [])));
  const shown = (row: number) => (cell: string, at: number) =>
    row > heading && contacts.has(at) ? masked(cell) : maskPatterns(cell);
  return lines.map((line, row) => line.map(shown(row)).join('')).join('\n');
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

const EMAIL = /[^\s@"'<>,;:=&()]{1,64}@[^\s@"'<>,;:=&()]{1,190}\.[^\s@"'<>,;:=&().]{1,63}/g;
// Phones, card and identity numbers; a date or a short number is none.
const DIGITS = /(?<![\w.-])\+?\d(?:[ -]?\d){6,18}[xX]?(?![\w-])/g;
const DATE = /^(?:19|20)\d{2}-?\d{2}-?\d{2}$/;

function maskPatterns(text: string): string {
  return text.replace(EMAIL, masked).replace(DIGITS, (digits) => (DATE.test(digits) ? digits : masked(digits)));
}

/** The first character, and stars for the rest: that something stands there, and how much, helps to mend it. */
function masked(value: string): string {
  const [first, ...rest] = [...value];
  return first === undefined ? '' : `${first}${'*'.repeat(Math.min(rest.length, 20))}`;
}

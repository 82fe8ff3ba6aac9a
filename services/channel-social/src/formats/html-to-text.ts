// HTML of a post becomes plain text by cutting, never by interpreting: the result is data and is escaped where it is shown.

const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
]);
/** What a tag begins with behind its bracket; before anything else a bracket is a word ("余额 < 100，转账 > 50"). */
const TAG_BEGINS = /[a-z/!?]/i;

/** The words of simple HTML, as social networks write it: paragraphs and breaks become lines, everything else is dropped. */
export function htmlToText(html: string): string {
  return decodeEntities(withoutTags(html))
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Walks once from tag to tag; a regular expression over hostile HTML may take forever. */
function withoutTags(html: string): string {
  const lower = html.toLowerCase();
  let text = '';
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open === -1) return text + html.slice(at);
    text += html.slice(at, open);
    if (!TAG_BEGINS.test(html[open + 1] ?? '')) {
      text += '<';
      at = open + 1;
      continue;
    }
    const close = html.indexOf('>', open);
    // A bracket that never closes is a word, not a tag.
    if (close === -1) return text + html.slice(open);
    text += lineBreakOf(html.slice(open + 1, close));
    at = close + 1;
    const hidden = /^(script|style)\b/i.exec(html.slice(open + 1, close));
    if (hidden) at = endOfElement(lower, hidden[1]!.toLowerCase(), at);
  }
  return text;
}

function lineBreakOf(tag: string): string {
  if (/^br\b/i.test(tag)) return '\n';
  return /^\/(?:p|div|li|blockquote)\b/i.test(tag) ? '\n\n' : '';
}

function endOfElement(lower: string, name: string, from: number): number {
  const end = lower.indexOf(`</${name}`, from);
  return end === -1 ? lower.length : end;
}

// Decoded once: "&amp;lt;" is the text "&lt;", and stays it.
function decodeEntities(text: string): string {
  return text.replace(/&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,8});/g, (entity) => {
    const name = entity.slice(1, -1);
    if (!name.startsWith('#')) return NAMED.get(name) ?? entity;
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
}

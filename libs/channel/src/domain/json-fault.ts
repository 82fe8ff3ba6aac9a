// JSON.parse names a position only for some mistakes, and quotes the customer's words for the others.

/** The offset (in characters) at which a text stops being JSON. Called only for text that JSON.parse refused. */
export function jsonFaultOffset(text: string): number {
  const state: Scan = { text, at: 0, open: [] };
  let expects: Expectation = 'value';
  for (;;) {
    skipSpace(state);
    if (state.at >= text.length) return state.at;
    const next: Expectation | null = STEPS[expects](state);
    if (next === null) return state.at;
    expects = next;
  }
}

interface Scan {
  text: string;
  at: number;
  /** The brackets that are open, outermost first. */
  open: ('{' | '[')[];
}

type Expectation = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'next';

/** Each step moves on and says what must follow, or returns null and leaves `at` on the fault. */
const STEPS: Record<Expectation, (scan: Scan) => Expectation | null> = {
  value: readValue,
  'first-value': (scan) => (scan.text[scan.at] === ']' ? close(scan) : readValue(scan)),
  key: readKey,
  'first-key': (scan) => (scan.text[scan.at] === '}' ? close(scan) : readKey(scan)),
  colon: (scan) => (readToken(scan, /:/y) ? 'value' : null),
  next: readNext,
};

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readValue(scan: Scan): Expectation | null {
  const character = scan.text[scan.at];
  if (character === '{' || character === '[') {
    scan.open.push(character);
    scan.at++;
    return character === '{' ? 'first-key' : 'first-value';
  }
  return (character === '"' ? readString(scan) : readToken(scan, SCALAR)) ? 'next' : null;
}

function readKey(scan: Scan): Expectation | null {
  return scan.text[scan.at] === '"' && readString(scan) ? 'colon' : null;
}

function readNext(scan: Scan): Expectation | null {
  const inside = scan.open.at(-1);
  const character = scan.text[scan.at];
  if (inside && character === ',') {
    scan.at++;
    return inside === '{' ? 'key' : 'value';
  }
  return character === (inside === '{' ? '}' : ']') && inside ? close(scan) : null;
}

function close(scan: Scan): Expectation {
  scan.open.pop();
  scan.at++;
  return 'next';
}

function readString(scan: Scan): boolean {
  scan.at++;
  while (scan.at < scan.text.length) {
    const code = scan.text.charCodeAt(scan.at);
    if (code < 0x20) return false;
    if (code === 0x5c) {
      if (!readToken(scan, ESCAPE)) return false;
    } else {
      scan.at++;
      if (code === 0x22) return true;
    }
  }
  return false;
}

function readToken(scan: Scan, token: RegExp): boolean {
  token.lastIndex = scan.at;
  const match = token.exec(scan.text);
  if (match) scan.at += match[0].length;
  return match !== null;
}

function skipSpace(scan: Scan): void {
  while (' \n\r\t'.includes(scan.text[scan.at] ?? '-')) scan.at++;
}

/** Masks what looks like contact data wherever it stands: e-mail addresses, phones, card and identity numbers. */
export function maskPatterns(text: string): string {
  return text.replace(EMAIL, masked).replace(NUMBERS, (found: string, ...rest) => {
    const { kept, digits } = rest.at(-1) as { kept?: string; digits?: string };
    return kept !== undefined || digits === undefined
      ? found
      : maskedNumber(digits, rest.at(-2) as string, rest.at(-3) as number);
  });
}

/** The first character, and stars for the rest: that something stands there, and how much, helps to mend it. */
export function masked(value: string): string {
  const [first, ...rest] = [...value];
  return first === undefined ? '' : `${first}${'*'.repeat(Math.min(rest.length, 20))}`;
}

const EMAIL = /[^\s@＠"'<>,;:=&()]{1,64}[@＠][^\s@＠"'<>,;:=&()]{1,190}[.．][^\s@＠"'<>,;:=&().]{1,63}/g;

// What is made of digits and is nobody's contact goes first: ids and hashes (with a letter among them), times and dates.
// Then digits of either width, with at most two of what people put between them; their length is bounded, so that the
// search does not go back and forth.
const KEPT = [
  /(?<![0-9A-Za-z])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9A-Za-z])/,
  /(?<![0-9A-Za-z])(?=[0-9]{0,63}[a-f])[0-9a-f]{32,64}(?![0-9A-Za-z])/,
  /(?<![0-9])(?:19|20)\d{2}(?<mark>[-/.]?)(?:0?[1-9]|1[0-2])\k<mark>(?:0[1-9]|[12]\d|3[01]|[1-9])(?:[T ]{1,2}\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?(?![-/.]?[0-9])/,
];
const BETWEEN = '[ \\u0000\\u00a0\\u3000.()（）\\-‐-―－·]';
const DIGIT = '[0-9０-９]';
const NUMBERS = new RegExp(
  `(?<kept>${KEPT.map(({ source }) => source).join('|')})|(?<digits>[+＋]?${DIGIT}(?:${BETWEEN}{0,2}${DIGIT}){6,39}[xXｘＸ]?)`,
  'g',
);
// Of digits that are a part of a word (an id such as FB20260301123) only what cannot be anything else.
const CERTAIN = /^(?:\+?86)?1[3-9]\d{9}$|^\d{17}[\dX]$|^[1-9]\d{15,18}$/i;

function maskedNumber(found: string, text: string, at: number): string {
  const plain = found.normalize('NFKC').replace(/[^+\dX]/gi, '');
  const within = /[A-Za-z_]/.test(text[at - 1] ?? '') || /[A-Za-z_]/.test(text[at + found.length] ?? '');
  if (within && !CERTAIN.test(plain)) return found;
  return masked(found);
}

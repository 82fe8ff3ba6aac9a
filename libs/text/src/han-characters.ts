import { Converter } from 'opencc-js/t2cn';

/** What single Han characters tell: how a traditional one is written in simplified script, and which script it proves. */
export interface HanCharacters {
  /** By UTF-16 code unit: the simplified character, 0 where it is written the same. */
  simplified: Uint16Array;
  /** By UTF-16 code unit: 1 proves simplified script, 2 proves traditional script, 0 is used in both. */
  proves: Uint8Array;
}

// Extension A and the basic block of Han characters; rarer planes do not occur in customer feedback.
const FIRST = 0x3400;
const LAST = 0x9fff;

let tables: HanCharacters | undefined;

/**
 * The tables, derived once from OpenCC's own dictionary (some 100 ms at the first use). A simplified form proves its
 * script only if Big5 (the everyday level) does not have it, a traditional one only if GB 2312 does not: 后, 里, 干 and
 * 乾 stand in both and prove nothing.
 */
export function hanCharacters(): HanCharacters {
  return (tables ??= deriveTables());
}

function deriveTables(): HanCharacters {
  const simplified = new Uint16Array(0x10000);
  const proves = new Uint8Array(0x10000);
  const everydayBig5 = charactersOf('big5', { first: 0xa4, last: 0xc6, second: 0x40 });
  const gb2312 = charactersOf('gbk', { first: 0xb0, last: 0xf7, second: 0xa1 });
  const convert = Converter({ from: 't', to: 'cn' });
  // One call for all of them, kept apart by line breaks so that no phrase rule applies.
  const codes = Array.from({ length: LAST - FIRST + 1 }, (_, index) => FIRST + index);
  const converted = convert(codes.map((code) => String.fromCharCode(code)).join('\n')).split('\n');
  converted.forEach((form, index) => {
    const code = FIRST + index;
    if (form.length !== 1 || form.charCodeAt(0) === code) return;
    simplified[code] = form.charCodeAt(0);
    if (!gb2312.has(code)) proves[code] = 2;
    if (!everydayBig5.has(form.charCodeAt(0))) proves[form.charCodeAt(0)] = 1;
  });
  return { simplified, proves };
}

function charactersOf(encoding: string, range: { first: number; last: number; second: number }): Set<number> {
  const decoder = new TextDecoder(encoding);
  const codes = new Set<number>();
  for (let lead = range.first; lead <= range.last; lead++) {
    for (let trail = range.second; trail <= 0xfe; trail++) {
      const decoded = decoder.decode(Uint8Array.of(lead, trail));
      if (decoded.length === 1 && decoded !== '\uFFFD') codes.add(decoded.charCodeAt(0));
    }
  }
  return codes;
}

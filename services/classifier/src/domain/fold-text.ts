import { toSimplified } from '@hearback/text';

/** A text in the form that rules are written in, with the way back to the customer's own words. */
export interface FoldedText {
  folded: string;
  /** For each UTF-16 unit of `folded` its index in the original; one more entry holds the original's length. */
  origin: Uint32Array;
}

const SPACE = 0x20;
/** No unit of a folded text. */
const DROPPED = 0;

/**
 * Full-width to half-width, upper to lower case, traditional to simplified, runs of white space to one space; apostrophes
 * inside words and zero-width characters vanish, and so do spaces beside Chinese characters ("闪 退").
 * Works unit by unit, so a rule that matches in the folded text points exactly at the words in the original.
 */
export function foldText(original: string): FoldedText {
  const origin = new Uint32Array(original.length + 1);
  const units = new Uint16Array(original.length);
  let length = 0;
  let previous = DROPPED;
  // As long as the original, so its offsets are the original's.
  const simplified = toSimplified(original);
  for (let i = 0; i < original.length; i += 1) {
    const unit = FOLDED[simplified.charCodeAt(i)]!;
    if (unit === DROPPED || (unit === SPACE && (previous === DROPPED || previous === SPACE || isHan(previous))))
      continue;
    if (previous === SPACE && isHan(unit)) length -= 1;
    origin[length] = i;
    units[length] = unit;
    length += 1;
    previous = unit;
  }
  origin[length] = original.length;
  return { folded: stringOf(units.subarray(0, length)), origin: origin.subarray(0, length + 1) };
}

export function isHan(unit: number): boolean {
  return unit >= 0x3400 && unit <= 0x9fff;
}

/** Whether a text has a Chinese character. */
export function hasHan(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (isHan(text.charCodeAt(i))) return true;
  return false;
}

// null: the unit does not take part in matching.
function foldUnit(unit: number): number | null {
  if (unit < 0x80) return foldAscii(unit);
  if (isHan(unit)) return VARIANTS.get(unit) ?? unit;
  if (unit >= 0xff01 && unit <= 0xff5e) return foldAscii(unit - 0xfee0);
  return OTHER_UNITS.has(unit) ? OTHER_UNITS.get(unit)! : foldCase(unit);
}

function foldAscii(unit: number): number | null {
  if (unit >= 0x41 && unit <= 0x5a) return unit + 0x20;
  if (unit === 0x27) return null;
  return unit < SPACE ? SPACE : unit;
}

function foldCase(unit: number): number {
  const lower = String.fromCharCode(unit).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : unit;
}

// Forms that both scripts know for one word, where rules write the second: 帐 and 账 (account), 妳 and 你 (you).
const VARIANTS = new Map(
  ['帐账', '妳你', '臺台', '檯台', '裏里', '佔占', '洩泄'].map((p) => [p.charCodeAt(0), p.charCodeAt(1)]),
);

const OTHER_UNITS = new Map<number, number | null>([
  [0x00a0, SPACE],
  [0x3000, SPACE],
  [0x3002, 0x2e], // 。
  [0x3001, 0x2c], // 、
  [0xff61, 0x2e],
  [0x2019, null],
  [0x2018, null],
  [0x200b, null],
  [0x200c, null],
  [0x200d, null],
  [0x2060, null],
  [0xfe0f, null],
  [0xfeff, null],
  [0x00ad, null],
]);

/** Every unit's folded form, DROPPED for those that take no part in matching. No unit folds to NUL, which is white space. */
const FOLDED = Uint16Array.from({ length: 0x10000 }, (_, unit) => foldUnit(unit) ?? DROPPED);

// In pieces, because the arguments of one call are limited.
function stringOf(units: Uint16Array): string {
  let text = '';
  for (let i = 0; i < units.length; i += 4_096)
    text += Reflect.apply(String.fromCharCode, null, units.subarray(i, i + 4_096));
  return text;
}

/** Calling codes and national forms of the zones a source may be in; elsewhere only international numbers are understood. */
const NATIONAL: Record<string, { code: string; forms: RegExp[] }> = {
  'Asia/Shanghai': { code: '86', forms: [/^1[3-9]\d{9}$/, /^0[1-9]\d{8,10}$/] },
  'Asia/Urumqi': { code: '86', forms: [/^1[3-9]\d{9}$/, /^0[1-9]\d{8,10}$/] },
  'Asia/Hong_Kong': { code: '852', forms: [/^[2-9]\d{7}$/] },
  'Asia/Macau': { code: '853', forms: [/^(?:6\d|28|8\d)\d{6}$/] },
  'Asia/Taipei': { code: '886', forms: [/^09\d{8}$/, /^0[2-8]\d{7,8}$/] },
};

// What networks put in the place of a withheld number: letters on a keypad (anonymous, restricted, blocked, unknown, unavailable).
const WITHHELD_NUMBERS = new Set(['266696687', '7378742833', '2562533', '8656696', '86282452253']);

/**
 * A phone number in E.164, or null when it is none that tells one person from another: withheld, a service number such as
 * 95588, or not understood. A number without its country's code is read in the source's country.
 */
export function toE164(given: string, timeZone: string): string | null {
  const number = given
    .normalize('NFKC')
    .replace(/^tel:/i, '')
    .replace(/[\s().\-‐-―]/g, '')
    .replace(/^00/, '+');
  if (WITHHELD_NUMBERS.has(number.replace(/^\+/, ''))) return null;
  if (/^\+[1-9]\d{7,14}$/.test(number)) return withoutTrunkZero(number);
  const national = NATIONAL[timeZone];
  if (!national) return null;
  if (number.startsWith(national.code) && /^1[3-9]\d{9}$/.test(number.slice(2)) && national.code === '86')
    return `+${number}`;
  return national.forms.some((form) => form.test(number)) ? `+${national.code}${number.replace(/^0/, '')}` : null;
}

// "+86 (0)10 …" and "+886 (0)9…" are common ways to write what is dialled without the zero.
function withoutTrunkZero(number: string): string {
  return number.replace(/^\+(86|886)0/, '+$1');
}

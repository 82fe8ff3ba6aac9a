// Signs with which a spreadsheet begins a formula, also in full width, and the control characters that hide one
// (OWASP ASVS 5.0, 1.2.10; CSV injection).
const FORMULA = /^[\s\u0000-\u001f\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫|%]|^[\t\r\n\u0000]/u;
// XML 1.0 has no way to write these.
const UNWRITABLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Most characters that a cell of a spreadsheet holds. */
const LONGEST = 32_767;

/** Text from outside as a spreadsheet may show it: an apostrophe before what could be read as a formula. Still readable. */
export function neutralCell(text: string): string {
  const isFormula = FORMULA.test(text);
  const writable = text.replace(UNWRITABLE, '\ufffd');
  return (isFormula ? `'${writable}` : writable).slice(0, LONGEST);
}

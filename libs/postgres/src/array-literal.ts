// Needs no quotes in an array literal; the word NULL would.
const PLAIN = /^(?!null$)[\w.:+-]+$/i;
const CONTROL = /[\u0000-\u001f]/;

/**
 * Values as a PostgreSQL array literal, to be passed as one parameter and cast (`$1::text[]`). The driver's own
 * conversion of large arrays costs several times as much. Dates and objects are converted by the caller.
 */
export function arrayLiteral(values: readonly (string | number | boolean | null)[]): string {
  let literal = '{';
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    literal += (index === 0 ? '' : ',') + (typeof value === 'string' ? quoted(value) : value === null ? 'NULL' : value);
  }
  return `${literal}}`;
}

// Inside quotes only the quote and the backslash are escaped, as JSON does it; but JSON also escapes control characters.
function quoted(value: string): string {
  if (PLAIN.test(value)) return value;
  if (!CONTROL.test(value)) return JSON.stringify(value);
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

// A string is matched first, so that digits inside one are never taken for a number.
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;
const LONG_DIGITS = /\d{16}/;

/**
 * JSON text whose whole numbers beyond 2^53 stand in quotes. JSON.parse would round them, and with vendors such numbers
 * are ids: two customers would become one. The text must be JSON.
 */
export function quoteLargeNumbers(json: string): string {
  if (!LONG_DIGITS.test(json)) return json;
  return json.replace(STRING_OR_NUMBER, (token) => (isLargeWholeNumber(token) ? `"${token}"` : token));
}

function isLargeWholeNumber(token: string): boolean {
  return /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token));
}

import { z } from 'zod';

/** A vendor's id. Some write it as a number; readJsonPayload has kept the digits of those beyond 2^53. */
export const vendorId = z.union([z.string().min(1), z.int().nonnegative().transform(String)], 'expected an id');

/** Seconds or milliseconds since 1970, as a number or as its digits; becomes ISO 8601. */
export const unixTime = z
  .union(
    [z.int().nonnegative().max(9_999_999_999_999), z.string().regex(/^\d{1,13}$/, 'expected seconds since 1970')],
    'expected seconds since 1970',
  )
  .transform((given) => {
    const number = Number(given);
    // Seconds reach eleven digits in the year 5138.
    return new Date(number >= 100_000_000_000 ? number : number * 1_000).toISOString();
  });

/** A count of likes and the like; a vendor's -1 or null means that it does not say, and nothing else costs the words. */
export const count = z
  .unknown()
  .optional()
  .transform((given) => (typeof given === 'number' && Number.isSafeInteger(given) && given >= 0 ? given : undefined));

/** The fields that say something: not null, not blank. Nothing at all when none does. */
export function filled(fields: Record<string, unknown>): Record<string, unknown> | undefined {
  const said = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return said.length > 0 ? Object.fromEntries(said) : undefined;
}

/** The fields that have a value. */
export function presentFields<T extends Record<string, unknown>>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}

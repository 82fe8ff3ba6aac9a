import { ConfigurationError } from '@hearback/config';

/**
 * A whole number that an option was given.
 * @throws ConfigurationError for anything else: NaN seconds would be waited for ever
 */
export function countOf(option: string, given: string): number {
  if (/^\d{1,6}$/.test(given)) return Number(given);
  throw new ConfigurationError(`${option}: expected a whole number`);
}

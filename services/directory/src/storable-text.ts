import { z } from 'zod';

// PostgreSQL's text and jsonb take neither NUL nor lone surrogates.
const STORABLE = /^[^\0\p{Cs}]*$/u;

/** A string of a body that PostgreSQL can keep, of at most `length` UTF-16 units. */
export const storableText = (length: number) =>
  z.string().max(length).regex(STORABLE, 'expected text without NUL or broken characters');

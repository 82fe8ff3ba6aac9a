import { describeFaults, faultsOf, type VendorAccess } from '@hearback/channel';
import type { z } from 'zod';

/**
 * What a source was told in the directory, in the shape that its vendor needs; otherwise what is missing, by name and
 * never by value, because it holds credentials.
 */
export function readAccess<S extends z.ZodType>(
  schema: S,
  { settings, credentials }: VendorAccess,
): { ok: true; value: z.output<S> } | { ok: false; why: string } {
  const parsed = schema.safeParse({ settings, credentials });
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, why: `the source is set up wrong: ${describeFaults(faultsOf(parsed.error))}` };
}

import { CHANNELS, KINDS } from '@hearback/contracts';
import { z } from 'zod';

/** The small policy file, with a first-reply promise alone (`lift-policy.ts` makes a pack of it). A version never changes its meaning. */
export const policySchema = z.strictObject({
  version: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'expected letters, digits, dots, dashes and underscores'),
  /** Where the promise comes from, in words. */
  source: z.string().optional(),
  firstReply: z
    .strictObject({
      /** Wall-clock seconds from `receivedAt`; nights and weekends count. */
      lengthSeconds: z.number().int().min(1).max(31_536_000),
      /** Seconds left at which to warn. */
      warnings: z.array(z.number().int().min(1)).max(16),
      kinds: z.union([z.literal('all'), z.array(z.enum(KINDS)).min(1)]),
      channels: z.union([z.literal('all'), z.array(z.enum(CHANNELS)).min(1)]),
    })
    .refine((terms) => new Set(terms.warnings).size === terms.warnings.length, {
      path: ['warnings'],
      message: 'the same number of seconds stands twice',
    })
    .refine((terms) => terms.warnings.every((seconds) => seconds < terms.lengthSeconds), {
      path: ['warnings'],
      message: 'a warning must come after the start: fewer seconds left than lengthSeconds',
    }),
});
export type Policy = z.output<typeof policySchema>;

import { CHANNELS, KINDS, type Channel } from '@hearback/contracts';
import { z } from 'zod';

/** A policy file: what the bank promises, as data. A version never changes its meaning; a change is a new version. */
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

/** From when on a policy holds for promises that start. */
export interface PolicyInForce {
  appliesFrom: Date;
  policy: Policy;
}

/**
 * The policy for a promise that starts at `start`: the last one in force by then; before the first, the first. Promises
 * already started keep their own terms.
 * @param history at least one, by `appliesFrom` ascending
 */
export function policyAt(history: readonly PolicyInForce[], start: Date): Policy {
  const inForce = history.findLast((entry) => entry.appliesFrom <= start) ?? history[0];
  if (!inForce) throw new Error('no policy is known');
  return inForce.policy;
}

/** Whether a feedback of this kind on this channel starts a first-reply promise. */
export function startsPromise(policy: Policy, feedback: { kind: string; channel: Channel }): boolean {
  const { kinds, channels } = policy.firstReply;
  return includes(kinds, feedback.kind) && includes(channels, feedback.channel);
}

function includes(allowed: 'all' | readonly string[], value: string): boolean {
  return allowed === 'all' || allowed.includes(value);
}

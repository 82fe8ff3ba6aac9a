import { CHANNELS, ESCALATION_ROLES, KINDS, PRODUCTS } from '@hearback/contracts';
import { z } from 'zod';
import { faultsOf } from '../calendar/calendar-file';
import { isWallClock, lengthSchema } from '../calendar/due-after';
import { extensionSchema, extensionFaults } from './extension';
import { leastSeconds } from './least-seconds';
import { titleSchema } from './title';

/** What a promise is about; a case may run several of one kind from different packs. */
export const TERM_KINDS = [
  'acknowledgement',
  'first-reply',
  'next-reply',
  'progress-update',
  'resolution',
  'legal',
  'follow-up-visit',
] as const;
export type TermKind = (typeof TERM_KINDS)[number];

/** What starts a promise. */
export const TERM_STARTS = ['feedback-received', 'customer-follow-up', 'resolved'] as const;
export type TermStart = (typeof TERM_STARTS)[number];

const to = z.enum(ESCALATION_ROLES);
const warningSchema = z.union([
  /** Seconds before the due time. */
  z.strictObject({ secondsLeft: z.number().int().min(1), to }),
  /** Part of the time that is gone; 0.8 warns when a fifth is left. */
  z.strictObject({ fraction: z.number().gt(0).lt(1), to }),
]);

const idSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'expected letters, digits, dots, dashes and underscores');
const allOr = <const V extends readonly [string, ...string[]]>(values: V) =>
  z.union([z.literal('all'), z.array(z.enum(values)).min(1)]);

const termShape = z.strictObject({
  /** Names the promise; no two terms of the packs in force may share it. */
  promise: idSchema,
  kind: z.enum(TERM_KINDS),
  title: titleSchema,
  length: lengthSchema,
  /** Id of the calendar that counts the length; not needed for seconds by the clock. */
  calendar: idSchema.optional(),
  starts: z.strictObject({
    on: z.enum(TERM_STARTS),
    kinds: allOr(KINDS),
    channels: allOr(CHANNELS),
    products: allOr(PRODUCTS),
  }),
  /** Starts again from each time it was kept, until the case is resolved. */
  repeats: z.boolean().default(false),
  /** Whether it stands still while the bank waits for the customer. */
  pauses: z.enum(['never', 'waiting-for-customer']).default('never'),
  warnings: z.array(warningSchema).max(16),
  /** Ways to a later due time; see `extension.ts`. */
  extensions: z.array(extensionSchema).max(8).default([]),
  /** Whether the customer's withdrawal before the due time ends it. */
  endsOnWithdrawal: z.boolean().default(true),
  source: z.strictObject({
    law: z.string().min(1),
    article: z.string().min(1).optional(),
    url: z.url().optional(),
    note: z.string().min(1).optional(),
  }),
});
export type Term = z.output<typeof termShape>;

/** A set of promises as data. A version never changes its meaning; a change is a new version. */
export const policyPackSchema = z
  .strictObject({
    id: idSchema,
    version: idSchema,
    title: titleSchema,
    terms: z
      .array(termShape.superRefine((term, context) => addFaults(termFaults(term), context)))
      .min(1)
      .max(64),
  })
  .superRefine(({ terms }, context) => {
    const names = terms.map(({ promise }) => promise);
    const twice = names.flatMap((name, index) => (names.indexOf(name) < index ? [index] : []));
    addFaults(
      twice.map((index) => ({ path: ['terms', index, 'promise'], message: 'the promise stands twice' })),
      context,
    );
  });
export type PolicyPack = z.output<typeof policyPackSchema>;

/** A pack, or every fault of the document with its place. */
export type ReadPack = { ok: true; pack: PolicyPack } | { ok: false; faults: string[] };

/** The pack of a parsed JSON file. */
export function readPolicyPack(document: unknown): ReadPack {
  const result = policyPackSchema.safeParse(document);
  if (result.success) return { ok: true, pack: result.data };
  return { ok: false, faults: faultsOf(result.error) };
}

interface Fault {
  path: (string | number)[];
  message: string;
}

function termFaults(term: Term): Fault[] {
  return [...calendarFaults(term), ...pauseFaults(term), ...warningFaults(term), ...extensionFaults(term)];
}

function calendarFaults({ length, calendar }: Term): Fault[] {
  if (isWallClock(length) || calendar !== undefined) return [];
  return [{ path: ['calendar'], message: 'a length in days, weeks or working time needs a calendar' }];
}

function pauseFaults({ kind, pauses }: Term): Fault[] {
  const neverPauses = kind === 'first-reply' || kind === 'legal' || kind === 'acknowledgement';
  return neverPauses && pauses !== 'never' ? [{ path: ['pauses'], message: `a ${kind} promise never pauses` }] : [];
}

function warningFaults({ warnings, length }: Term): Fault[] {
  const texts = warnings.map((warning) => JSON.stringify({ ...warning, to: '' }));
  return warnings.flatMap((warning, index) => {
    const faults: Fault[] = [];
    if (texts.indexOf(texts[index]!) < index)
      faults.push({ path: ['warnings', index], message: 'the warning stands twice' });
    if ('secondsLeft' in warning && warning.secondsLeft >= leastSeconds(length))
      faults.push({
        path: ['warnings', index],
        message: 'a warning must come after the start: fewer seconds left than the length has',
      });
    return faults;
  });
}

function addFaults(faults: readonly Fault[], context: z.RefinementCtx): void {
  for (const fault of faults) context.addIssue({ code: 'custom', ...fault });
}

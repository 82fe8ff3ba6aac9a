import { z } from 'zod';
import { lengthSchema, type Length } from '../calendar/due-after';
import { titleSchema } from './title';

/** A way to a later due time. Every extension needs a reason; who must agree, and whether the customer must be told, is said here. */
export const extensionSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected small letters, digits and dashes'),
    title: titleSchema,
    /** The length in all, counted from the start of the promise. */
    to: lengthSchema.optional(),
    /** What is added to the length so far. */
    by: lengthSchema.optional(),
    /** The extension that must have been granted before. */
    after: z.string().optional(),
    maxTimes: z.number().int().min(1).max(100),
    approval: z.enum(['none', 'supervisor', 'head']),
    /** Whether it only holds once the customer was told. */
    notice: z.boolean(),
  })
  .refine(({ to, by }) => (to === undefined) !== (by === undefined), { message: 'expected either to or by' })
  .refine(({ to, maxTimes }) => to === undefined || maxTimes === 1, {
    path: ['maxTimes'],
    message: 'a length in all can be granted once',
  });
export type Extension = z.output<typeof extensionSchema>;

interface Extended {
  length: Length;
  extensions: readonly Extension[];
}

/** The length of a promise with extensions, or why they cannot be granted. */
export type ExtendedLength =
  { ok: true; length: Length } | { ok: false; error: 'unknown-extension' | 'too-often' | 'not-yet' };

/**
 * The length of a promise after extensions, all counted from its start.
 * @param granted ids in the order in which they were granted
 */
export function extendedLength({ length, extensions }: Extended, granted: readonly string[]): ExtendedLength {
  let total = length;
  for (const [index, id] of granted.entries()) {
    const extension = extensions.find((candidate) => candidate.id === id);
    if (!extension) return { ok: false, error: 'unknown-extension' };
    const before = granted.slice(0, index);
    if (before.filter((other) => other === id).length >= extension.maxTimes) return { ok: false, error: 'too-often' };
    if (extension.after !== undefined && !before.includes(extension.after)) return { ok: false, error: 'not-yet' };
    total = extension.to ?? added(total, extension.by!);
  }
  return { ok: true, length: total };
}

/** What is wrong with the extensions of a term, beyond their form. */
export function extensionFaults({ length, extensions }: Extended): { path: (string | number)[]; message: string }[] {
  return extensions.flatMap(({ id, to, by, after }, index) => {
    const earlier = extensions.slice(0, index).map((extension) => extension.id);
    const faults: string[] = [];
    if (earlier.includes(id)) faults.push('the extension stands twice');
    if (after !== undefined && !earlier.includes(after)) faults.push(`no extension before it is named ${after}`);
    const other = to ?? by;
    if (other && unitOf(other) !== unitOf(length)) faults.push('counts in another unit than the length');
    if (to && unitOf(to) === unitOf(length) && amountOf(to) <= amountOf(length))
      faults.push('is no longer than the length');
    return faults.map((message) => ({ path: ['extensions', index], message }));
  });
}

function added(length: Length, more: Length): Length {
  const unit = unitOf(length);
  return { ...length, [unit]: amountOf(length) + amountOf(more) } as Length;
}

const UNITS = ['seconds', 'workingSeconds', 'workingDays', 'calendarDays', 'weeks'] as const;

function unitOf(length: Length): (typeof UNITS)[number] {
  return UNITS.find((unit) => unit in length)!;
}

function amountOf(length: Length): number {
  return (length as Record<string, number>)[unitOf(length)]!;
}

import { z } from 'zod';

/** Open from and until, in minutes after midnight by the clock on the wall; `until` up to 1,440. */
export interface Span {
  from: number;
  until: number;
}

const SPAN = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/** The hours of one day as written in a file: `["09:00-12:00", "13:30-18:00"]`, in order; `[]` is a day off. */
export const openingHoursSchema = z
  .array(z.string().regex(SPAN, 'expected a span like 09:00-12:00; 24:00 may be its end'))
  .max(8)
  .superRefine((texts, context) => {
    if (!texts.every((text) => SPAN.test(text))) return;
    let last = -1;
    for (const [index, { from, until }] of spansOf(texts).entries()) {
      if (until <= from) context.addIssue({ code: 'custom', path: [index], message: 'ends before it starts' });
      else if (from <= last)
        context.addIssue({ code: 'custom', path: [index], message: 'does not start after the last ended' });
      last = until;
    }
  });

/** @param texts as openingHoursSchema accepts them */
export function spansOf(texts: readonly string[]): Span[] {
  return texts.map((text) => {
    const [from, until] = text.split('-');
    return { from: minutesOf(from!), until: minutesOf(until!) };
  });
}

function minutesOf(text: string): number {
  const [hours, minutes] = text.split(':').map(Number);
  return hours! * 60 + minutes!;
}

import type { BusinessCalendar } from '../calendar/business-calendar';
import { dueAfter, isWallClock, type Length } from '../calendar/due-after';

export interface TermDue {
  dueAt: Date;
  /** It rests on days that no notice rules yet, so a later version of the calendar may move it. */
  provisional: boolean;
  /** `<id>@<version>` of the calendar that counted; null when none was needed. */
  calendarVersion: string | null;
}

/**
 * When a promise is due that starts at an instant.
 * @param term or one with the length of `extendedLength`
 * @throws Error when the term's calendar is not among those given; `missingCalendars` tells that beforehand
 */
export function dueOf(
  term: { promise: string; length: Length; calendar?: string | undefined },
  calendars: ReadonlyMap<string, BusinessCalendar>,
  startedAt: Date,
): TermDue {
  if (isWallClock(term.length)) {
    const dueAt = new Date(startedAt.getTime() + term.length.seconds * 1_000);
    return { dueAt, provisional: false, calendarVersion: null };
  }
  const calendar = calendars.get(term.calendar ?? '');
  if (!calendar) throw new Error(`${term.promise} needs the calendar ${term.calendar}, which is not known`);
  return { ...dueAfter(calendar, startedAt, term.length), calendarVersion: `${calendar.id}@${calendar.version}` };
}

/** Ids of the calendars that the terms of a pack need and that are not there. */
export function missingCalendars(
  pack: { terms: readonly { calendar?: string | undefined }[] },
  calendars: ReadonlyMap<string, BusinessCalendar>,
): string[] {
  const needed = pack.terms.flatMap(({ calendar }) =>
    calendar === undefined || calendars.has(calendar) ? [] : [calendar],
  );
  return [...new Set(needed)].sort();
}

import type { BusinessCalendar } from './calendar/business-calendar';
import { workingSecondsBetween } from './calendar/working-seconds-between';
import type { Clock } from './clock';
import { calendarsOf, type InForce } from './promise-policy';

/** How long a promise took in working time; null while it is not met. Whole seconds, cut off. */
export type WorkingSecondsOf = (clock: Pick<Clock, 'state' | 'startedAt' | 'fulfilledAt'>) => number | null;

/**
 * Counts by the newest version of the calendar that the bank's resolution term runs on; where no term has one, of the
 * calendar that was known first.
 */
export function workingSecondsOf(inForce: InForce): WorkingSecondsOf {
  const calendar = calendarOfWork(inForce);
  return ({ state, startedAt, fulfilledAt }) => {
    if (state !== 'met' || fulfilledAt === null || !calendar) return null;
    return Math.floor(workingSecondsBetween(calendar, startedAt, fulfilledAt));
  };
}

function calendarOfWork({ policies, calendars }: InForce): BusinessCalendar | null {
  const terms = policies.at(-1)?.packs.flatMap((pack) => pack.terms) ?? [];
  const term = terms.find(({ kind, calendar }) => kind === 'resolution' && calendar !== undefined);
  const versions = term ? calendarsOf(calendars, term) : calendars;
  const first = versions[0]?.calendar.id;
  return versions.findLast(({ calendar }) => calendar.id === first)?.calendar ?? null;
}

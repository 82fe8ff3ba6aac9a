import type { BusinessCalendar } from './business-calendar';
import { dueAfter, type Length } from './due-after';

/** A promise whose due time a new version of its calendar may move. */
export interface CountedPromise {
  id: string;
  startedAt: Date;
  length: Length;
}

export interface MovedDate {
  id: string;
  from: Date;
  to: Date;
  wasProvisional: boolean;
  /** Still rests on days that no notice rules. */
  isProvisional: boolean;
}

/** Every due time that another version of a calendar moves, in the order given; the others are left out. */
export function movedDates(
  oldCalendar: BusinessCalendar,
  newCalendar: BusinessCalendar,
  promises: readonly CountedPromise[],
): MovedDate[] {
  return promises.flatMap(({ id, startedAt, length }) => {
    const old = dueAfter(oldCalendar, startedAt, length);
    const now = dueAfter(newCalendar, startedAt, length);
    if (old.dueAt.getTime() === now.dueAt.getTime()) return [];
    return [{ id, from: old.dueAt, to: now.dueAt, wasProvisional: old.provisional, isProvisional: now.provisional }];
  });
}

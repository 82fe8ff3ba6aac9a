import chinaBank from '../../calendars/cn-bank.json';
import china2024 from '../../calendars/cn-state-council-2024.json';
import china2025 from '../../calendars/cn-state-council-2025.json';
import china2026 from '../../calendars/cn-state-council-2026.json';
import england from '../../calendars/uk-england.json';
import federal from '../../calendars/us-federal.json';
import type { BusinessCalendar, Notice } from './business-calendar';
import { readCalendar, readNotice } from './calendar-file';

/** Calendars by id. */
export type Calendars = ReadonlyMap<string, BusinessCalendar>;

/** The notices that come with Hearback and that a calendar may name. */
export function shippedNotices(): Notice[] {
  return [china2024, china2025, china2026].map(readNotice);
}

/** The calendars that come with Hearback. */
export function shippedCalendars(): Calendars {
  const notices = shippedNotices();
  return new Map([chinaBank, england, federal].map((file) => [file.id, calendarOf(file, notices)]));
}

function calendarOf(file: { id: string }, notices: readonly Notice[]): BusinessCalendar {
  const result = readCalendar(file, notices);
  if (!result.ok) throw new Error(`the shipped calendar ${file.id} is faulty:\n${result.faults.join('\n')}`);
  return result.calendar;
}

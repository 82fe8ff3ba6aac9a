import { FEEDBACK_LIMITS } from '@hearback/contracts';
import type { Fault } from './fault';
import { readTime } from './read-time';

/** Where a time is read: the zone of those without one, the moment that is now, and where what is wrong is put. */
export interface TimeReading {
  timeZone: string;
  now: Date;
  faults: Fault[];
}

/** A time that has happened; the senders' clocks may run ahead a little. null when it is absent or at fault. */
export function pastTime(given: string | undefined, path: string, reading: TimeReading): Date | null {
  if (given === undefined) return null;
  const time = readTime(given, reading.timeZone);
  const fault = time ? futureFault(time, reading.now) : NOT_A_TIME;
  if (!fault) return time;
  reading.faults.push({ path, ...fault });
  return null;
}

const NOT_A_TIME = {
  reason: 'not-a-time',
  detail: 'expected a time in ISO 8601 since 1970, for instance 2026-03-01T09:30:00+08:00',
};

function futureFault(time: Date, now: Date) {
  const { futureMs } = FEEDBACK_LIMITS;
  if (time.getTime() <= now.getTime() + futureMs) return null;
  return { reason: 'in-the-future', detail: `lies more than ${futureMs / 60_000} minutes in the future` };
}

import type { Pool } from '@hearback/postgres';
import {
  clocksOfCase,
  clocksOfFeedback,
  listClocks,
  readClock,
  readCursor,
  type ListQuestion,
} from './io/clock-list-query';
import { readBacklog, type BacklogQuestion } from './io/figure-backlog';
import { readMovedDates, readWarnings } from './io/figure-lists';
import { readReplyTimes, type TimesQuestion } from './io/figure-times';
import { readClockEvents } from './io/clock-event-query';
import type { ReadInForce } from './io/in-force-store';
import { readPromiseRates, readResponseRate, type PeriodQuestion, type RateQuestion } from './io/rate-query';
import { readParkedOpen, readRefusedOpen, type Waiting } from './io/waiting-store';

/** Nest token of ResponseReads. */
export const RESPONSE_READS = Symbol('RESPONSE_READS');

export type ResponseReads = ReturnType<typeof responseReads>;

export interface ReadDeps {
  pool: Pool;
  readInForce: ReadInForce;
  /** What was accepted and is not through yet; null while Kafka cannot say. */
  readInFlight(): Promise<Waiting | null>;
}

/** The questions that people and programs ask of the tracker. */
export function responseReads({ pool, readInForce, readInFlight }: ReadDeps) {
  return {
    rate: (question: RateQuestion) => readResponseRate(pool, question),

    /** The figure and what stands beside it: what no figure could count yet. In the past, `inFlight` is not known. */
    rateWithWaiting: async (question: RateQuestion) => {
      const [rate, refusedOpen, parked, inFlight] = await Promise.all([
        readResponseRate(pool, question),
        readRefusedOpen(pool, question.asOf),
        readParkedOpen(pool, question.asOf),
        question.live ? readInFlight() : null,
      ]);
      return { ...rate, beside: { refusedOpen, parked, inFlight } };
    },

    promiseRates: (question: PeriodQuestion) => readPromiseRates(pool, question),

    replyTimes: (question: TimesQuestion) => readReplyTimes(pool, question),

    backlog: (question: BacklogQuestion) => readBacklog(pool, question, new Date()),

    warnings: (page: Parameters<typeof readWarnings>[1]) => readWarnings(pool, page),

    movedDates: (page: Parameters<typeof readMovedDates>[1]) => readMovedDates(pool, page),

    ofFeedback: async (feedbackId: string) => {
      const now = new Date();
      const items = await clocksOfFeedback(pool, { feedbackId, readInForce }, now);
      return { items, next: null, now: now.toISOString() };
    },

    ofCase: async (caseId: string) => {
      const now = new Date();
      return { items: await clocksOfCase(pool, caseId, now), next: null, now: now.toISOString() };
    },

    /** null when `after` is not the `next` of a page. */
    list: async ({ after, ...question }: Omit<ListQuestion, 'after'> & { after?: string | undefined }) => {
      const cursor = after === undefined ? undefined : readCursor(after);
      return cursor === null ? null : listClocks(pool, { ...question, after: cursor }, new Date());
    },

    /** A clock with every event: why it is met or missed; null when there is none. */
    oneWithEvents: async (clockId: string) => {
      const clock = await readClock(pool, clockId, new Date());
      return clock && { ...clock, events: await readClockEvents(pool, clockId) };
    },
  };
}

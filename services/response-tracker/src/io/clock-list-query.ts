import type { Pool } from '@hearback/postgres';
import { warningTime, type Clock } from '../domain/clock-state';
import { wantedClocks } from '../domain/response-clock';
import { CLOCK_COLUMNS, clockOfRow, type ClockRow } from './clock-store';
import { casesOfFeedback, readFacts } from './fact-store';
import { readPolicies } from './policy-store';

export interface ClockItem {
  clockId: string;
  caseId: string;
  feedbackId: string;
  /** The kind of promise, under both names that readers know. */
  kind: 'first-reply';
  promise: 'first-reply';
  channel: string;
  startedAt: string;
  dueAt: string;
  state: Clock['state'];
  fulfilledAt: string | null;
  /** Thresholds passed while it ran, the earliest first. */
  warnings: { thresholdSeconds: number; at: string }[];
}

export type ListState = 'running' | 'at-risk' | 'missed';

export interface ListQuestion {
  state: ListState;
  limit: number;
  /** `next` of the page before. */
  after?: { dueAt: Date; clockId: string } | undefined;
}

// Unanswered clocks due from now on are running, those before now missed: one index serves every list.
const LISTS: Record<ListState, { where: string; beyond: string; order: string }> = {
  running: { where: 'due_at >= $1', beyond: '>', order: 'asc' },
  'at-risk': {
    where: `due_at >= $1 and (cardinality(warned) > 0 or wake_at <= $1)`,
    beyond: '>',
    order: 'asc',
  },
  missed: { where: 'due_at < $1', beyond: '<', order: 'desc' },
};

/** A page of unanswered clocks: those still running by due time, those missed with the latest first. */
export async function listClocks(pool: Pool, { state, limit, after }: ListQuestion, now: Date) {
  const { where, beyond, order } = LISTS[state];
  const page = after ? `and (due_at, clock_id) ${beyond} ($3, $4)` : '';
  const { rows } = await pool.query<ClockRow>(
    `select ${CLOCK_COLUMNS} from clock
      where state in ('running', 'missed') and ${where} ${page}
      order by due_at ${order}, clock_id ${order} limit $2`,
    [now, limit + 1, ...(after ? [after.dueAt, after.clockId] : [])],
  );
  const clocks = rows.slice(0, limit).map(clockOfRow);
  const last = rows.length > limit ? clocks.at(-1)! : null;
  return { items: clocks.map((clock) => clockItem(clock, now)), next: last && cursorOf(last), now: now.toISOString() };
}

/** The promises that answer for a feedback: started by it, or joined by it. */
export async function clocksOfFeedback(pool: Pool, feedbackId: string, now: Date): Promise<ClockItem[]> {
  const caseIds = await casesOfFeedback(pool, feedbackId);
  if (caseIds.length === 0) return [];
  const policies = await readPolicies(pool);
  const facts = await readFacts(pool, caseIds);
  const answering = [...facts]
    .flatMap(([caseId, ofCase]) => wantedClocks({ caseId, facts: ofCase }, policies, now))
    .filter(({ covers }) => covers.includes(feedbackId))
    .map(({ clockId }) => clockId);
  const { rows } = await pool.query<ClockRow>(
    `select ${CLOCK_COLUMNS} from clock where clock_id = any($1::uuid[]) order by started_at, clock_id`,
    [answering],
  );
  return rows.map((row) => clockItem(clockOfRow(row), now));
}

/** One clock; null when there is none. */
export async function readClock(pool: Pool, clockId: string, now: Date): Promise<ClockItem | null> {
  const { rows } = await pool.query<ClockRow>(`select ${CLOCK_COLUMNS} from clock where clock_id = $1`, [clockId]);
  return rows[0] ? clockItem(clockOfRow(rows[0]), now) : null;
}

// A running clock past its due time is missed already; the event that says so is at most a sweep away.
function clockItem(clock: Clock, now: Date): ClockItem {
  const state = clock.state === 'running' && clock.dueAt < now ? 'missed' : clock.state;
  const warned = clock.thresholds.filter(
    (seconds) =>
      clock.warned.includes(seconds) || (clock.state === 'running' && warningTime(clock.dueAt, seconds) <= now),
  );
  return {
    clockId: clock.clockId,
    caseId: clock.caseId,
    feedbackId: clock.feedbackId,
    kind: clock.promise,
    promise: clock.promise,
    channel: clock.channel,
    startedAt: clock.startedAt.toISOString(),
    dueAt: clock.dueAt.toISOString(),
    state,
    fulfilledAt: clock.fulfilledAt?.toISOString() ?? null,
    warnings: [...warned]
      .sort((a, b) => b - a)
      .map((thresholdSeconds) => ({ thresholdSeconds, at: warningTime(clock.dueAt, thresholdSeconds).toISOString() })),
  };
}

function cursorOf({ dueAt, clockId }: Clock): string {
  return Buffer.from(`${dueAt.toISOString()} ${clockId}`).toString('base64url');
}

const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f-]{36})$/;

/** Reads `next` of a page; null when it is none of ours. */
export function readCursor(cursor: string): { dueAt: Date; clockId: string } | null {
  const match = CURSOR.exec(Buffer.from(cursor, 'base64url').toString());
  return match ? { dueAt: new Date(match[1]!), clockId: match[2]! } : null;
}

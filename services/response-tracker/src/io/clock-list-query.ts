import { PROMISES, RESPONSE_PROMISES, type EscalationRole, type PromiseKind } from '@hearback/contracts';
import type { Pool } from '@hearback/postgres';
import { outcomeAt } from '@hearback/proof';
import { warningTime, type Clock } from '../domain/clock';
import { wantedClocks } from '../domain/wanted-clocks';
import { CLOCK_COLUMNS, clockOfRow, type ClockRow } from './clock-store';
import { casesOfFeedback, readFacts } from './fact-store';
import type { ReadInForce } from './in-force-store';

export interface ClockItem {
  clockId: string;
  caseId: string;
  feedbackId: string;
  /** The kind of promise, under both names that readers know. */
  kind: PromiseKind;
  promise: PromiseKind;
  /** The term of the policy that asks for it, and which of its kind in the case. */
  term: string;
  instance: number;
  policyVersion: string;
  channel: string;
  branch: string | null;
  startedAt: string;
  dueAt: string;
  /** The due date rests on days that no notice rules yet. */
  provisional: boolean;
  calendarVersion: string | null;
  state: Clock['state'];
  fulfilledAt: string | null;
  /** Met by a reply logged after the due time that a second person vouches for. */
  confirmed: boolean;
  withdrawnReason: string | null;
  owner: string | null;
  team: string | null;
  /** Of the running clocks of a case the one that is due first. */
  bindsNext: boolean;
  /** Thresholds passed while it ran, the earliest first, and whom each warning is for. */
  warnings: { thresholdSeconds: number; at: string; to: EscalationRole }[];
}

export type ListState = 'running' | 'at-risk' | 'missed';

export interface ListQuestion {
  state: ListState;
  /** Which promises; the 24-hour ones unless it says otherwise. */
  promises?: readonly PromiseKind[];
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
export async function listClocks(
  pool: Pool,
  { state, promises = RESPONSE_PROMISES, limit, after }: ListQuestion,
  now: Date,
) {
  const { where, beyond, order } = LISTS[state];
  const page = after ? `and (due_at, clock_id) ${beyond} ($4, $5)` : '';
  const { rows } = await pool.query<ClockRow>(
    `select ${CLOCK_COLUMNS} from clock
      where state in ('running', 'missed') and promise = any($3) and ${where} ${page}
      order by due_at ${order}, clock_id ${order} limit $2`,
    [now, limit + 1, promises, ...(after ? [after.dueAt, after.clockId] : [])],
  );
  const clocks = rows.slice(0, limit).map(clockOfRow);
  const last = rows.length > limit ? clocks.at(-1)! : null;
  return { items: clocks.map((clock) => clockItem(clock, now)), next: last && cursorOf(last), now: now.toISOString() };
}

/** The promises that answer for a feedback: started by it, or joined by it; the 24-hour ones first. */
export async function clocksOfFeedback(
  pool: Pool,
  { feedbackId, readInForce }: { feedbackId: string; readInForce: ReadInForce },
  now: Date,
): Promise<ClockItem[]> {
  const caseIds = await casesOfFeedback(pool, feedbackId);
  if (caseIds.length === 0) return [];
  const inForce = await readInForce(pool);
  const facts = await readFacts(pool, caseIds);
  const answering = [...facts]
    .flatMap(([caseId, ofCase]) => wantedClocks({ caseId, facts: ofCase }, inForce, now))
    .filter(({ covers }) => covers.includes(feedbackId))
    .map(({ clockId }) => clockId);
  const { rows } = await pool.query<ClockRow>(`select ${CLOCK_COLUMNS} from clock where clock_id = any($1::uuid[])`, [
    answering,
  ]);
  return itemsOf(rows, now);
}

/** Every promise of a case, the 24-hour ones first. */
export async function clocksOfCase(pool: Pool, caseId: string, now: Date): Promise<ClockItem[]> {
  const { rows } = await pool.query<ClockRow>(`select ${CLOCK_COLUMNS} from clock where case_id = $1`, [caseId]);
  return itemsOf(rows, now);
}

function itemsOf(rows: readonly ClockRow[], now: Date): ClockItem[] {
  const clocks = rows.map(clockOfRow).sort(byPromise);
  const next = clocks.filter((clock) => outcomeAt(clock, now) === 'running').sort(byDue)[0];
  return clocks.map((clock) => ({ ...clockItem(clock, now), bindsNext: clock === next }));
}

function byPromise(a: Clock, b: Clock): number {
  return (
    PROMISES.indexOf(a.promise) - PROMISES.indexOf(b.promise) ||
    a.startedAt.getTime() - b.startedAt.getTime() ||
    (a.clockId < b.clockId ? -1 : 1)
  );
}

function byDue(a: Clock, b: Clock): number {
  return a.dueAt.getTime() - b.dueAt.getTime();
}

/** One clock; null when there is none. */
export async function readClock(pool: Pool, clockId: string, now: Date): Promise<ClockItem | null> {
  const { rows } = await pool.query<ClockRow>(`select ${CLOCK_COLUMNS} from clock where clock_id = $1`, [clockId]);
  return rows[0] ? clockItem(clockOfRow(rows[0]), now) : null;
}

// A running clock past its due time is missed already; the event that says so is at most a sweep away.
function clockItem(clock: Clock, now: Date): ClockItem {
  return {
    clockId: clock.clockId,
    caseId: clock.caseId,
    feedbackId: clock.feedbackId,
    kind: clock.promise,
    promise: clock.promise,
    term: clock.term,
    instance: clock.instance,
    policyVersion: clock.policyVersion,
    channel: clock.channel,
    branch: clock.branch,
    startedAt: clock.startedAt.toISOString(),
    dueAt: clock.dueAt.toISOString(),
    provisional: clock.provisional,
    calendarVersion: clock.calendarVersion,
    state: outcomeAt(clock, now),
    fulfilledAt: clock.fulfilledAt?.toISOString() ?? null,
    confirmed: clock.confirmed,
    withdrawnReason: clock.withdrawnReason,
    owner: clock.owner,
    team: clock.team,
    bindsNext: false,
    warnings: warningsOf(clock, now),
  };
}

function warningsOf(clock: Clock, now: Date): ClockItem['warnings'] {
  return clock.warnings
    .map(({ secondsLeft, to }) => ({ secondsLeft, to, at: warningTime(clock.dueAt, secondsLeft) }))
    .filter(({ secondsLeft, at }) => clock.warned.includes(secondsLeft) || (clock.state === 'running' && at <= now))
    .sort((a, b) => b.secondsLeft - a.secondsLeft)
    .map(({ secondsLeft, to, at }) => ({ thresholdSeconds: secondsLeft, at: at.toISOString(), to }));
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

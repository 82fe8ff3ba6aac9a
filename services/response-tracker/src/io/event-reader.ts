import type { Pool } from '@hearback/postgres';
import type { EscalationRole, PromiseKind, ResponseChanged } from '@hearback/contracts';
import { advanceCursor, type EventCursor } from '../domain/event-cursor';

export interface StreamedEvent {
  position: number;
  data: ResponseChanged;
}

const PAGE = 1_000;

/** One event with what its clock is about, as EVENT_SELECT gives it. */
export interface StreamedRow {
  position: string;
  clock_id: string;
  sequence: number;
  case_id: string;
  feedback_id: string;
  promise: PromiseKind;
  instance: number;
  channel: ResponseChanged['channel'];
  kind: ResponseChanged['change'];
  state: ResponseChanged['state'];
  started_at: Date;
  due_at: Date;
  provisional: boolean;
  effective_at: Date;
  recorded_at: Date;
  policy_version: string;
  data: { secondsLeft?: number; to?: EscalationRole };
}

// `provisional` is the clock's present one: a reader asks whether the date may still move.
export const EVENT_SELECT = `select e.position, e.traceparent, e.clock_id, e.sequence, c.case_id, c.feedback_id, c.promise, c.instance, c.channel, e.kind,
                       e.state, e.started_at, e.due_at, c.provisional, e.effective_at, e.recorded_at, e.policy_version, e.data
                  from clock_event e join clock c using (clock_id)`;

/** Where the events end at the moment: the place to begin with what is new. */
export async function endOfEvents(pool: Pool): Promise<EventCursor> {
  const { rows } = await pool.query<{ last: string | null }>('select max(position) as last from clock_event');
  return { last: Number(rows[0]?.last ?? 0), gaps: new Map() };
}

/** The next events of all clocks after the cursor, at most 1,000, in the order in which they can be told. */
export async function readNextEvents(pool: Pool, cursor: EventCursor) {
  const { rows } = await pool.query<StreamedRow>(
    `${EVENT_SELECT} where e.position > $1 or e.position = any($2::bigint[]) order by e.position limit ${PAGE}`,
    [cursor.last, [...cursor.gaps.keys()]],
  );
  const events = rows.map(streamed);
  const next = advanceCursor(
    cursor,
    events.map(({ position }) => position),
    Date.now(),
  );
  return { events, cursor: next, more: rows.length === PAGE };
}

/** The events between two positions, for a reader that was away; null when they are too many to tell. */
export async function readMissedEvents(pool: Pool, after: number, until: number): Promise<StreamedEvent[] | null> {
  const { rows } = await pool.query<StreamedRow>(
    `${EVENT_SELECT} where e.position > $1 and e.position <= $2 order by e.position limit ${PAGE + 1}`,
    [after, until],
  );
  return rows.length > PAGE ? null : rows.map(streamed);
}

/** The event as readers are told it. */
export function streamed(row: StreamedRow): StreamedEvent {
  return {
    position: Number(row.position),
    data: {
      clockId: row.clock_id,
      sequence: row.sequence,
      caseId: row.case_id,
      feedbackId: row.feedback_id,
      promise: row.promise,
      instance: row.instance,
      channel: row.channel,
      change: row.kind,
      state: row.state,
      startedAt: row.started_at.toISOString(),
      dueAt: row.due_at.toISOString(),
      provisional: row.provisional,
      effectiveAt: row.effective_at.toISOString(),
      recordedAt: row.recorded_at.toISOString(),
      policyVersion: row.policy_version,
      ...(row.kind === 'warned' ? { thresholdSeconds: row.data.secondsLeft, to: row.data.to } : {}),
    },
  };
}

import type { EscalationRole, PromiseKind } from '@hearback/contracts';
import type { Pool } from '@hearback/postgres';

export interface ListedFrom {
  /** Recorded from then on. */
  since?: Date | undefined;
  limit: number;
  /** `next` of the page before. */
  after?: string | undefined;
}

interface WarningRow {
  position: string;
  clock_id: string;
  case_id: string;
  feedback_id: string;
  promise: PromiseKind;
  channel: string;
  data: { secondsLeft: number; to: EscalationRole };
  effective_at: Date;
  recorded_at: Date;
  due_at: Date;
  state: string;
  owner: string | null;
}

// Positions and checkpoints go up together, so what was sealed before a time ends a list that goes back from now.
const PAGE = `($1::timestamptz is null or (e.recorded_at >= $1 and e.position >
    coalesce((select position from checkpoint where sealed_at < $1 order by sealed_at desc limit 1), 0)))
  and ($3::bigint is null or e.position < $3)`;
const OWNER = `left join lateral (select f.data->'change'->>'owner' as owner from case_fact f
  where f.case_id = c.case_id and f.data->'change'->>'kind' = 'assigned' order by f.case_version desc limit 1) as with_whom on true`;

/** The warnings given, the newest first: for whom, about which case, and who has it now. */
export async function readWarnings(pool: Pool, { to, ...page }: ListedFrom & { to?: EscalationRole | undefined }) {
  const { rows } = await pool.query<WarningRow>(
    `select w.*, with_whom.owner from
       (select e.position, e.clock_id, c.case_id, c.feedback_id, e.promise, e.channel, e.data, e.effective_at, e.recorded_at,
               e.due_at, c.state
          from clock_event e join clock c using (clock_id)
         where e.kind = 'warned' and ($4::text is null or e.data->>'to' = $4) and ${PAGE}
         order by e.position desc limit $2) as w
     join clock c using (clock_id) ${OWNER} order by w.position desc`,
    [...pageValues(page), to ?? null],
  );
  return paged(rows, page.limit, (row) => ({
    clockId: row.clock_id,
    caseId: row.case_id,
    feedbackId: row.feedback_id,
    promise: row.promise,
    channel: row.channel,
    to: row.data.to,
    owner: row.owner,
    secondsLeft: row.data.secondsLeft,
    at: row.effective_at.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    state: row.state,
  }));
}

interface MovedRow {
  position: string;
  clock_id: string;
  case_id: string;
  promise: PromiseKind;
  term: string;
  before: Date;
  due_at: Date;
  data: { provisional: boolean; calendarVersion: string | null };
  recorded_at: Date;
}

/** Every due date that a calendar moved, the newest first. */
export async function readMovedDates(pool: Pool, page: ListedFrom) {
  const { rows } = await pool.query<MovedRow>(
    `select e.position, e.clock_id, c.case_id, e.promise, c.term, b.due_at as before, e.due_at, e.data, e.recorded_at
       from clock_event e
       join clock_event b on b.clock_id = e.clock_id and b.sequence = e.sequence - 1
       join clock c on c.clock_id = e.clock_id
      where e.kind = 'restated' and e.data->>'reason' = 'calendar' and b.due_at <> e.due_at and ${PAGE}
      order by e.position desc limit $2`,
    pageValues(page),
  );
  return paged(rows, page.limit, (row) => ({
    clockId: row.clock_id,
    caseId: row.case_id,
    promise: row.promise,
    term: row.term,
    from: row.before.toISOString(),
    to: row.due_at.toISOString(),
    provisional: row.data.provisional,
    calendarVersion: row.data.calendarVersion,
    recordedAt: row.recorded_at.toISOString(),
  }));
}

function pageValues({ since, limit, after }: ListedFrom): unknown[] {
  return [since ?? null, limit + 1, after ?? null];
}

function paged<R extends { position: string }, T>(rows: readonly R[], limit: number, item: (row: R) => T) {
  const page = rows.slice(0, limit);
  return { items: page.map(item), next: rows.length > limit ? page.at(-1)!.position : null };
}

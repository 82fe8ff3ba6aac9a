import { PROMISES, type ClockState, type PromiseKind } from '@hearback/contracts';
import { arrayLiteral, type PoolClient } from '@hearback/postgres';
import {
  countsOf,
  figureOf,
  proofEvent,
  totalOf,
  type ChainedEvent,
  type ProofClaim,
  type ProofEvent,
  type ProofMark,
  type ProofQuestion,
} from '@hearback/proof';
import { daysTouched } from '../domain/proof-question';
import { pagesOf } from './proof-snapshot';

const PAGE = 1_000;
const MOST_MARKS = 1_000;

interface OutcomeRow {
  outcome: ClockState;
  confirmed: boolean;
  reason: string | null;
  count: number;
  ids: string[] | null;
}

/** `position`: of the last event that is known. */
export async function readClaim(
  client: PoolClient,
  { from, to, asOf, promises }: ProofQuestion,
  position: number,
): Promise<ProofClaim> {
  const { rows } = await client.query<OutcomeRow>(
    `select case when e.state = 'running' and e.due_at < $5 then 'missed' else e.state end as outcome,
            e.confirmed, case when e.state = 'withdrawn' then coalesce(e.withdrawn_reason, '') end as reason,
            count(*)::int as count, array_agg(c.clock_id::text order by c.clock_id) filter (where e.state = 'withdrawn') as ids
       from clock c
       cross join lateral (select state, due_at, confirmed, withdrawn_reason from clock_event
                            where clock_id = c.clock_id and position <= $4 order by sequence desc limit 1) e
      where c.promise = any($1::text[]) and c.started_at >= $2 and c.started_at < $3
      group by 1, 2, 3`,
    [arrayLiteral(promises), from, to, position, asOf],
  );
  return { figure: figureOf(totalOf(rows.map(countsOfRow))), excluded: excludedOf(rows) };
}

function countsOfRow({ outcome, confirmed, count }: OutcomeRow) {
  const one = countsOf(outcome, confirmed);
  return {
    met: one.met * count,
    confirmed: one.confirmed * count,
    missed: one.missed * count,
    running: one.running * count,
    withdrawn: one.withdrawn * count,
  };
}

function excludedOf(rows: readonly OutcomeRow[]): ProofClaim['excluded'] {
  const byReason = new Map<string, string[]>();
  for (const { reason, ids } of rows)
    if (reason !== null && ids) byReason.set(reason, [...(byReason.get(reason) ?? []), ...ids].sort());
  return [...byReason]
    .map(([reason, clockIds]) => ({ reason, count: clockIds.length, clockIds }))
    .sort((a, b) => (a.reason < b.reason ? -1 : 1));
}

/**
 * Roots of the touched days as some earlier checkpoints left them, at most a thousand: in which events of a day a fault is.
 * Spread over the checkpoints of each day, because a busy deployment seals every second.
 */
export async function readMarks(client: PoolClient, question: ProofQuestion, checkpoint: number): Promise<ProofMark[]> {
  const { first, last } = daysTouched(question);
  const { rows } = await client.query<Omit<ProofMark, 'events'> & { events: string }>(
    `with days as (select day::date as day from generate_series($1::timestamp, $2::timestamp, '1 day') as day),
          spans as (select day, lowest, highest, greatest(1, least(64, $4 / count(*) over ()))::int as steps
                      from days cross join lateral (
                        select (select checkpoint from day_root r where r.day = days.day and checkpoint <= $3
                                 order by checkpoint limit 1) as lowest,
                               (select checkpoint from day_root r where r.day = days.day and checkpoint <= $3
                                 order by checkpoint desc limit 1) as highest) as span
                     where lowest is not null)
     select distinct to_char(s.day, 'YYYY-MM-DD') as day, r.checkpoint, r.events, encode(r.root, 'hex') as root
       from spans s
       cross join lateral generate_series(0, s.steps - 1) as step (n)
       cross join lateral (select checkpoint, events, root from day_root
                            where day_root.day = s.day and checkpoint <= $3
                              and checkpoint >= s.lowest + (s.highest - s.lowest)::bigint * n / s.steps
                            order by checkpoint limit 1) as r
      order by 1, 2 limit $4`,
    [first, last, checkpoint, MOST_MARKS],
  );
  return rows.map((row) => ({ ...row, events: Number(row.events) }));
}

interface EventRow {
  clock_id: string;
  position: string;
  sequence: number;
  kind: ChainedEvent['kind'];
  effective_at: Date;
  recorded_at: Date;
  policy_version: string;
  data: ChainedEvent['data'];
  hash: string;
}

// The clocks of the days by their index, then their events by theirs: no other index of events is needed.
const EVENTS = `select e.clock_id, e.position, e.sequence, e.kind, e.effective_at, e.recorded_at, e.policy_version, e.data,
                       encode(e.hash, 'hex') as hash
                  from clock c join clock_event e on e.clock_id = c.clock_id
                 where c.promise = any($1::text[]) and c.started_at >= $2::date and c.started_at < $3::date + 1
                   and e.position <= $4
                 order by e.position`;

/** Every event of every clock that was started on a touched day, of whichever promise, in the order of their seal. */
export async function* readProofEvents(
  client: PoolClient,
  question: ProofQuestion,
  position: number,
): AsyncGenerator<ProofEvent> {
  const { first, last } = daysTouched(question);
  const everyPromise: readonly PromiseKind[] = PROMISES;
  const values = [arrayLiteral(everyPromise), first, last, position];
  for await (const rows of pagesOf<EventRow>(client, { sql: EVENTS, values, size: PAGE }))
    for (const row of rows) yield proofEvent(row.clock_id, Number(row.position), eventOf(row));
}

function eventOf(row: EventRow): ChainedEvent {
  const { sequence, kind, data, hash } = row;
  const times = { effectiveAt: row.effective_at, recordedAt: row.recorded_at };
  return { sequence, kind, ...times, policyVersion: row.policy_version, data, hash } as ChainedEvent;
}

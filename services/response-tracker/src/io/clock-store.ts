import type { Channel, ClockState as ClockStateName } from '@hearback/contracts';
import { arrayLiteral, type PoolClient } from '@hearback/postgres';
import type { Clock, ClockEvent } from '../domain/clock-state';
import type { Advanced } from '../domain/due-events';

type Queryable = Pick<PoolClient, 'query'>;

export interface ClockRow {
  clock_id: string;
  case_id: string;
  customer_key: string;
  promise: 'first-reply';
  feedback_id: string;
  revision: number;
  channel: Channel;
  source_id: string;
  branch: string | null;
  state: ClockStateName;
  started_at: Date;
  due_at: Date;
  thresholds: number[];
  warned: number[];
  fulfilled_at: Date | null;
  reply_id: string | null;
  policy_version: string;
  sequence: number;
  wake_at: Date | null;
}

/** The columns of a clock, in the order in which `saveAdvanced` writes them. */
export const CLOCK_COLUMNS =
  'clock_id, case_id, customer_key, promise, feedback_id, revision, channel, source_id, branch, state, started_at, due_at, thresholds, warned, fulfilled_at, reply_id, policy_version, sequence, wake_at';

/** The database's clock at the start of the transaction, in whole milliseconds: the `now` of every decision in it. */
export async function transactionTime(client: Queryable): Promise<Date> {
  const { rows } = await client.query<{ now: Date }>(`select date_trunc('milliseconds', now()) as now`);
  return rows[0]!.now;
}

/** The clocks of the cases, locked until the transaction ends: the sweep leaves them alone meanwhile. */
export async function lockClocksOfCases(client: Queryable, caseIds: readonly string[]): Promise<Clock[]> {
  const { rows } = await client.query<ClockRow>({
    name: 'lock-clocks',
    text: `select ${CLOCK_COLUMNS} from clock where case_id = any($1::uuid[]) order by clock_id for update`,
    values: [caseIds],
  });
  return rows.map(clockOfRow);
}

/** Clocks that time has changed, most overdue first, locked; those that another replica is working on are left to it. */
export async function claimDueClocks(client: Queryable, now: Date, limit: number): Promise<Clock[]> {
  const { rows } = await client.query<ClockRow>({
    name: 'claim-due',
    text: `select ${CLOCK_COLUMNS} from clock where wake_at <= $1 order by wake_at limit $2 for update skip locked`,
    values: [now, limit],
  });
  return rows.map(clockOfRow);
}

/** Writes new events and the rows that they add up to. The caller holds the rows' locks or has just invented them. */
export async function saveAdvanced(client: Queryable, advanced: readonly Advanced[]): Promise<void> {
  if (advanced.length === 0) return;
  await saveClocks(
    client,
    advanced.map(({ clock }) => clock),
  );
  await saveEvents(client, advanced);
}

async function saveClocks(client: Queryable, clocks: readonly Clock[]): Promise<void> {
  const column = (pick: (clock: Clock) => string | number | null) => arrayLiteral(clocks.map(pick));
  await client.query({
    name: 'save-clocks',
    text: `insert into clock (${CLOCK_COLUMNS})
           select a, b, c, d, e, f, g, h, i, j, k, l, m::int[], n::int[], o, p, q, r, s
             from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::int[], $7::text[], $8::text[],
                         $9::text[], $10::text[], $11::timestamptz[], $12::timestamptz[], $13::text[], $14::text[],
                         $15::timestamptz[], $16::uuid[], $17::text[], $18::int[], $19::timestamptz[])
                  as new (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s)
           on conflict (clock_id) do update set
             state = excluded.state, due_at = excluded.due_at, warned = excluded.warned,
             fulfilled_at = excluded.fulfilled_at, reply_id = excluded.reply_id,
             policy_version = excluded.policy_version, sequence = excluded.sequence, wake_at = excluded.wake_at`,
    values: [
      column((clock) => clock.clockId),
      column((clock) => clock.caseId),
      column((clock) => clock.customerKey),
      column((clock) => clock.promise),
      column((clock) => clock.feedbackId),
      column((clock) => clock.revision),
      column((clock) => clock.channel),
      column((clock) => clock.sourceId),
      column((clock) => clock.branch),
      column((clock) => clock.state),
      column((clock) => clock.startedAt.toISOString()),
      column((clock) => clock.dueAt.toISOString()),
      column((clock) => `{${clock.thresholds.join(',')}}`),
      column((clock) => `{${clock.warned.join(',')}}`),
      column((clock) => clock.fulfilledAt?.toISOString() ?? null),
      column((clock) => clock.replyId),
      column((clock) => clock.policyVersion),
      column((clock) => clock.sequence),
      column((clock) => clock.wakeAt?.toISOString() ?? null),
    ],
  });
}

// No `on conflict`: the primary key is the last guard, and a second event of one number must fail the transaction.
async function saveEvents(client: Queryable, advanced: readonly Advanced[]): Promise<void> {
  const all = advanced.flatMap(({ clock, steps }) => steps.map((step) => ({ clockId: clock.clockId, ...step })));
  const column = (pick: (step: (typeof all)[number]) => string | number) => arrayLiteral(all.map(pick));
  await client.query({
    name: 'save-events',
    text: `insert into clock_event (clock_id, sequence, kind, state, effective_at, recorded_at, policy_version, data)
           select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[],
                                $7::text[], $8::jsonb[])`,
    values: [
      column(({ clockId }) => clockId),
      column(({ event }) => event.sequence),
      column(({ event }) => event.kind),
      column(({ after }) => after.state),
      column(({ event }) => event.effectiveAt.toISOString()),
      column(({ event }) => event.recordedAt.toISOString()),
      column(({ event }) => event.policyVersion),
      column(({ event }) => JSON.stringify(event.data)),
    ],
  });
}

interface EventRow {
  sequence: number;
  kind: ClockEvent['kind'];
  effective_at: Date;
  recorded_at: Date;
  policy_version: string;
  data: ClockEvent['data'];
}

/** The events of one clock from its first on; empty when there is no such clock. */
export async function readClockEvents(client: Queryable, clockId: string): Promise<ClockEvent[]> {
  const { rows } = await client.query<EventRow>(
    `select sequence, kind, effective_at, recorded_at, policy_version, data
       from clock_event where clock_id = $1 order by sequence`,
    [clockId],
  );
  return rows.map(
    (row) =>
      ({
        kind: row.kind,
        data: row.data,
        sequence: row.sequence,
        effectiveAt: row.effective_at,
        recordedAt: row.recorded_at,
        policyVersion: row.policy_version,
      }) as ClockEvent,
  );
}

export function clockOfRow(row: ClockRow): Clock {
  return {
    clockId: row.clock_id,
    caseId: row.case_id,
    customerKey: row.customer_key,
    promise: row.promise,
    feedbackId: row.feedback_id,
    revision: row.revision,
    channel: row.channel,
    sourceId: row.source_id,
    branch: row.branch,
    state: row.state,
    startedAt: row.started_at,
    dueAt: row.due_at,
    thresholds: row.thresholds,
    warned: row.warned,
    fulfilledAt: row.fulfilled_at,
    replyId: row.reply_id,
    policyVersion: row.policy_version,
    sequence: row.sequence,
    wakeAt: row.wake_at,
  };
}

import type { ClockState as ClockStateName, EscalationRole, PromiseKind } from '@hearback/contracts';
import { arrayLiteral, type PoolClient } from '@hearback/postgres';
import type { ChainedEvent } from '@hearback/proof';
import { wakeTimeOf, type Clock } from '../domain/clock';
import type { Advanced } from '../domain/due-events';
import type { WorkingSecondsOf } from '../domain/figure-working-time';

type Queryable = Pick<PoolClient, 'query'>;

export interface ClockRow {
  clock_id: string;
  case_id: string;
  customer_key: string;
  promise: PromiseKind;
  term: string;
  instance: number;
  feedback_id: string;
  channel: string;
  source_id: string;
  branch: string | null;
  product: string;
  cause: string;
  kind: string;
  owner: string | null;
  team: string | null;
  state: ClockStateName;
  started_at: Date;
  due_at: Date;
  provisional: boolean;
  calendar_version: string | null;
  thresholds: number[];
  routes: EscalationRole[];
  warned: number[];
  fulfilled_at: Date | null;
  fulfilled_by: string | null;
  confirmed: boolean;
  withdrawn_reason: string | null;
  policy_version: string;
  sequence: number;
  hash: string;
}

/** The columns of a clock that make up its state; the link of the chain as hexadecimal. */
export const CLOCK_COLUMNS = `clock_id, case_id, customer_key, promise, term, instance, feedback_id, channel, source_id, branch,
  product, cause, kind, owner, team, state, started_at, due_at, provisional, calendar_version, thresholds, routes, warned,
  fulfilled_at, fulfilled_by, confirmed, withdrawn_reason, policy_version, sequence, encode(hash, 'hex') as hash`;

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

export interface Beside {
  /** For times to the reply; needed where promises may be met. */
  workingSecondsOf?: WorkingSecondsOf;
  /** By case: the trace that its change came with, continued by what is announced of it. */
  traces?: ReadonlyMap<string, string>;
}

/** The key of the advisory lock that orders writers of events and the sealer; see `lockForEvents`. */
export const SEAL_LOCK = 4_829_561;

/**
 * Writes new events and the rows that they add up to. The caller holds the rows' locks or has just invented them.
 * Writers share a lock that the sealer takes alone for a moment: what it then finds to be the last position is the last,
 * and none before it can still be on its way.
 * @param beside what is kept beside clocks and events, and is no part of what events say
 */
export async function saveAdvanced(
  client: Queryable,
  advanced: readonly Advanced[],
  { workingSecondsOf = NO_WORK, traces = new Map() }: Beside = {},
): Promise<void> {
  if (advanced.length === 0) return;
  await client.query({ name: 'share-seal-lock', text: `select pg_advisory_xact_lock_shared(${SEAL_LOCK})` });
  await saveClocks(
    client,
    advanced.map(({ clock }) => clock),
    workingSecondsOf,
  );
  await saveEvents(client, advanced, traces);
}

type Value = string | number | boolean | null;

interface Column<T> {
  name: string;
  type: string;
  /** How the element of the array becomes the column; as it is when absent. */
  as?: (element: string) => string;
  of: (item: T) => Value;
}

const iso = (time: Date | null) => time && time.toISOString();
const bytes = (element: string) => `decode(${element}, 'hex')`;
const ints = (element: string) => `${element}::int[]`;

/** What may change after a clock was activated, and what may not. */
const MUTABLE: Column<Clock>[] = [
  { name: 'product', type: 'text', of: (clock) => clock.product },
  { name: 'cause', type: 'text', of: (clock) => clock.cause },
  { name: 'kind', type: 'text', of: (clock) => clock.kind },
  { name: 'owner', type: 'text', of: (clock) => clock.owner },
  { name: 'team', type: 'text', of: (clock) => clock.team },
  { name: 'state', type: 'text', of: (clock) => clock.state },
  { name: 'due_at', type: 'timestamptz', of: (clock) => iso(clock.dueAt) },
  { name: 'provisional', type: 'boolean', of: (clock) => clock.provisional },
  { name: 'calendar_version', type: 'text', of: (clock) => clock.calendarVersion },
  { name: 'thresholds', type: 'text', as: ints, of: (clock) => `{${clock.warnings.map((w) => w.secondsLeft).join()}}` },
  {
    name: 'routes',
    type: 'text',
    as: (e) => `${e}::text[]`,
    of: (clock) => `{${clock.warnings.map((w) => w.to).join()}}`,
  },
  { name: 'warned', type: 'text', as: ints, of: (clock) => `{${clock.warned.join()}}` },
  { name: 'fulfilled_at', type: 'timestamptz', of: (clock) => iso(clock.fulfilledAt) },
  { name: 'fulfilled_by', type: 'text', of: (clock) => clock.fulfilledBy },
  { name: 'confirmed', type: 'boolean', of: (clock) => clock.confirmed },
  { name: 'withdrawn_reason', type: 'text', of: (clock) => clock.withdrawnReason },
  { name: 'policy_version', type: 'text', of: (clock) => clock.policyVersion },
  { name: 'sequence', type: 'int', of: (clock) => clock.sequence },
  { name: 'hash', type: 'text', as: bytes, of: (clock) => clock.hash },
  { name: 'wake_at', type: 'timestamptz', of: (clock) => iso(wakeTimeOf(clock)) },
];
const FIXED: Column<Clock>[] = [
  { name: 'clock_id', type: 'uuid', of: (clock) => clock.clockId },
  { name: 'case_id', type: 'uuid', of: (clock) => clock.caseId },
  { name: 'customer_key', type: 'text', of: (clock) => clock.customerKey },
  { name: 'promise', type: 'text', of: (clock) => clock.promise },
  { name: 'term', type: 'text', of: (clock) => clock.term },
  { name: 'instance', type: 'int', of: (clock) => clock.instance },
  { name: 'feedback_id', type: 'uuid', of: (clock) => clock.feedbackId },
  { name: 'channel', type: 'text', of: (clock) => clock.channel },
  { name: 'source_id', type: 'text', of: (clock) => clock.sourceId },
  { name: 'branch', type: 'text', of: (clock) => clock.branch },
  { name: 'started_at', type: 'timestamptz', of: (clock) => iso(clock.startedAt) },
];
const worked = (of: WorkingSecondsOf): Column<Clock> => ({ name: 'working_seconds', type: 'int', of });
const clockTable = (of: WorkingSecondsOf) => [...FIXED, ...MUTABLE, worked(of)];
const NO_WORK: WorkingSecondsOf = () => null;
const SAVE_CLOCKS = `${insertSql('clock', clockTable(NO_WORK))} on conflict (clock_id) do update set
  ${[...MUTABLE, worked(NO_WORK)].map(({ name }) => `${name} = excluded.${name}`).join(', ')}`;

async function saveClocks(client: Queryable, clocks: readonly Clock[], of: WorkingSecondsOf): Promise<void> {
  await client.query({ name: 'save-clocks', text: SAVE_CLOCKS, values: columnsOf(clockTable(of), clocks) });
}

interface NewEvent {
  clockId: string;
  event: ChainedEvent;
  after: Advanced['steps'][number]['after'];
  traceparent: string | null;
}

const EVENT_TABLE: Column<NewEvent>[] = [
  { name: 'clock_id', type: 'uuid', of: ({ clockId }) => clockId },
  { name: 'sequence', type: 'int', of: ({ event }) => event.sequence },
  { name: 'kind', type: 'text', of: ({ event }) => event.kind },
  { name: 'effective_at', type: 'timestamptz', of: ({ event }) => iso(event.effectiveAt) },
  { name: 'recorded_at', type: 'timestamptz', of: ({ event }) => iso(event.recordedAt) },
  { name: 'policy_version', type: 'text', of: ({ event }) => event.policyVersion },
  { name: 'data', type: 'jsonb', of: ({ event }) => JSON.stringify(event.data) },
  { name: 'hash', type: 'text', as: bytes, of: ({ event }) => event.hash },
  { name: 'promise', type: 'text', of: ({ after }) => after.promise },
  { name: 'started_at', type: 'timestamptz', of: ({ after }) => iso(after.startedAt) },
  { name: 'due_at', type: 'timestamptz', of: ({ after }) => iso(after.dueAt) },
  { name: 'channel', type: 'text', of: ({ after }) => after.channel },
  { name: 'branch', type: 'text', of: ({ after }) => after.branch },
  { name: 'state', type: 'text', of: ({ after }) => after.state },
  { name: 'product', type: 'text', of: ({ after }) => after.product },
  { name: 'cause', type: 'text', of: ({ after }) => after.cause },
  { name: 'owner', type: 'text', of: ({ after }) => after.owner },
  { name: 'team', type: 'text', of: ({ after }) => after.team },
  { name: 'confirmed', type: 'boolean', of: ({ after }) => after.confirmed },
  { name: 'withdrawn_reason', type: 'text', of: ({ after }) => after.withdrawnReason },
  { name: 'traceparent', type: 'text', of: ({ traceparent }) => traceparent },
];
// No `on conflict`: the primary key is the last guard, and a second event of one number must fail the transaction.
const SAVE_EVENTS = insertSql('clock_event', EVENT_TABLE);

async function saveEvents(
  client: Queryable,
  advanced: readonly Advanced[],
  traces: ReadonlyMap<string, string>,
): Promise<void> {
  const events = advanced.flatMap(({ clock: { clockId, caseId }, steps }) =>
    steps.map(({ event, after }) => ({ clockId, event, after, traceparent: traces.get(caseId) ?? null })),
  );
  await client.query({ name: 'save-events', text: SAVE_EVENTS, values: columnsOf(EVENT_TABLE, events) });
}

/** One statement for any number of rows: each column travels as one array. */
function insertSql<T>(table: string, columns: readonly Column<T>[]): string {
  const names = columns.map(({ name }) => name).join(', ');
  const values = columns.map(({ as }, index) => (as ? as(`c${index}`) : `c${index}`)).join(', ');
  const arrays = columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ');
  const aliases = columns.map((_, index) => `c${index}`).join(', ');
  return `insert into ${table} (${names}) select ${values} from unnest(${arrays}) as new (${aliases})`;
}

function columnsOf<T>(columns: readonly Column<T>[], items: readonly T[]): string[] {
  return columns.map(({ of }) => arrayLiteral(items.map(of)));
}

export function clockOfRow(row: ClockRow): Clock {
  return {
    clockId: row.clock_id,
    customerKey: row.customer_key,
    caseId: row.case_id,
    promise: row.promise,
    term: row.term,
    instance: row.instance,
    feedbackId: row.feedback_id,
    channel: row.channel,
    sourceId: row.source_id,
    branch: row.branch,
    product: row.product,
    cause: row.cause,
    kind: row.kind,
    owner: row.owner,
    team: row.team,
    state: row.state,
    startedAt: row.started_at,
    dueAt: row.due_at,
    provisional: row.provisional,
    calendarVersion: row.calendar_version,
    warnings: row.thresholds.map((secondsLeft, index) => ({ secondsLeft, to: row.routes[index]! })),
    warned: row.warned,
    fulfilledAt: row.fulfilled_at,
    fulfilledBy: row.fulfilled_by,
    confirmed: row.confirmed,
    withdrawnReason: row.withdrawn_reason,
    policyVersion: row.policy_version,
    sequence: row.sequence,
    hash: row.hash,
  };
}

import type { Telemetry } from '@hearback/telemetry';
import type { Pool, PoolClient } from 'pg';
import { arrayLiteral } from './array-literal';
import { OUTBOX_LANES, type OutboxEntry, type OutboxRecord } from './outbox';

/** What the relay needs of a publisher: resolves only after the broker has acknowledged. */
export interface OutboxPublisher {
  publishRaw(record: OutboxRecord): Promise<void>;
}

export interface OutboxRelayOptions {
  pool: Pool;
  publisher: OutboxPublisher;
  telemetry: Telemetry;
  /** How often an idle relay looks for rows whose kick was lost; default 1,000 ms. */
  pollMs?: number;
}

export interface OutboxRelay {
  name: string;
  notReady(): string | null;
  /** Publishes what is waiting, soon. Call it after a commit, with what it wrote if at hand; never throws. */
  kick(committed?: readonly OutboxEntry[]): void;
  /** Finishes the batch under way; its locks end with it. */
  stop(): Promise<void>;
}

interface Head {
  id: string;
  written_at: Date;
}
type Row = Head & OutboxRecord;

const BATCH = 1_000;
const BUSY_LANES_RETRY_MS = 100;

/**
 * Publishes the outbox of the pool's schema. At least once: rows are deleted after Kafka's acknowledgement, so a crash
 * between the two publishes them again. Order per key: lanes are locked for the length of a batch, and rows are read
 * from the lowest id, never from a cursor, because a lower id may commit after a higher one. After a refusal by the
 * broker a later record of the same key may be seen first, followed by all of that key again in order.
 */
export function startOutboxRelay(options: OutboxRelayOptions): OutboxRelay {
  const { logger } = options.telemetry;
  const measure = batchMetrics(options.telemetry);
  let stopped = false;
  let wanted = false;
  let running: Promise<void> | null = null;
  let failing = false;
  let handed = new Map<string, OutboxRecord>();

  const drain = async () => {
    while (wanted && !stopped) {
      wanted = false;
      // What this batch does not publish is read when its turn comes, or another replica has published it.
      const atHand = handed;
      handed = new Map();
      const batch = await publishBatch(options, atHand);
      measure(batch);
      if (batch.full) wanted = true;
      else if (batch.contended) setTimeout(() => kick(), BUSY_LANES_RETRY_MS).unref();
      if (batch.failure) throw batch.failure;
    }
  };
  const ended = (error?: unknown) => {
    if (error && !failing) logger.warn({ err: error }, 'the outbox cannot be published; trying again');
    if (!error && failing) logger.info('the outbox is being published again');
    failing = error !== undefined;
    running = null;
    // A kick that came after the loop's last look must not wait for the poll; after a failure the poll is the pause.
    if (wanted && !failing) kick();
  };
  function kick(committed: readonly OutboxEntry[] = []): void {
    for (const { id, record } of committed) if (handed.size < BATCH) handed.set(id, record);
    wanted = true;
    if (!stopped) running ??= drain().then(ended, ended);
  }
  const poll = setInterval(() => {
    if (!running) void mayHaveRows(options.pool).then((found) => found && kick());
  }, options.pollMs ?? 1_000);
  poll.unref();

  kick();
  return {
    name: 'outbox relay',
    notReady: () => null,
    kick,
    stop: async () => {
      stopped = true;
      clearInterval(poll);
      await running;
    },
  };
}

function batchMetrics({ meter }: Telemetry): (batch: Batch) => void {
  const published = meter.createCounter('hearback_outbox_published', {
    description: 'Records published from the outbox',
  });
  const delay = meter.createHistogram('hearback_outbox_delay_seconds', {
    description: 'Age of the oldest record of each published batch',
  });
  return (batch) => {
    published.add(batch.published);
    if (batch.oldest) delay.record((Date.now() - batch.oldest.getTime()) / 1_000);
  };
}

// When PostgreSQL cannot say, the drain meets the same trouble and logs it.
function mayHaveRows(pool: Pool): Promise<boolean> {
  return pool.query('select id from outbox where refused is null order by id limit 1').then(
    ({ rowCount }) => rowCount === 1,
    () => true,
  );
}

interface Batch {
  published: number;
  oldest: Date | null;
  /** More may be waiting. */
  full: boolean;
  /** Another replica held some lanes; it may have looked before our rows were committed. */
  contended: boolean;
  failure: unknown;
}

async function publishBatch({ pool, publisher, telemetry }: OutboxRelayOptions, atHand: AtHand): Promise<Batch> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const taken = await takeLanes(client);
    const rows = taken.length === 0 ? [] : await readRows(client, taken, atHand);
    const outcome = await publishRows(publisher, rows);
    await settleRows(client, outcome, telemetry);
    await client.query('commit');
    return {
      published: outcome.acknowledged.length,
      oldest: rows[0]?.written_at ?? null,
      full: rows.length === BATCH,
      contended: taken.length < OUTBOX_LANES,
      failure: outcome.failure,
    };
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => (broken = lost));
    throw error;
  } finally {
    client.release(broken);
  }
}

type AtHand = ReadonlyMap<string, OutboxRecord>;

// The locks must be held before the statement that reads takes its snapshot, or rows that another replica has just
// published and deleted would be read again. They end with the transaction, so a dead process holds none.
async function takeLanes(client: PoolClient): Promise<number[]> {
  await client.query('begin');
  const { rows } = await client.query<{ lane: number; taken: boolean }>({
    name: 'take-lanes',
    text: `select lane, pg_try_advisory_xact_lock(hashtext(current_schema() || '.outbox'), lane) as taken
       from generate_series(0, ${OUTBOX_LANES - 1}) as lane`,
  });
  return rows.filter((row) => row.taken).map((row) => row.lane);
}

// The table says what is to be published and in which order; the bytes of what was handed over are not read again.
async function readRows(client: PoolClient, lanes: number[], atHand: AtHand): Promise<Row[]> {
  const { rows: heads } = await client.query<Head>({
    name: 'outbox-heads',
    text: `select id, written_at
             from outbox where lane = any($1::smallint[]) and refused is null order by id limit ${BATCH}`,
    values: [lanes],
  });
  const missing = heads.filter(({ id }) => !atHand.has(id)).map(({ id }) => id);
  const read = missing.length === 0 ? new Map<string, OutboxRecord>() : await readRecords(client, missing);
  return heads.flatMap((head) => {
    const record = atHand.get(head.id) ?? read.get(head.id);
    return record ? [{ ...head, ...record }] : [];
  });
}

async function readRecords(client: PoolClient, ids: string[]): Promise<Map<string, OutboxRecord>> {
  const { rows } = await client.query<OutboxRecord & { id: string }>(
    'select id, topic, key, value, headers from outbox where id = any($1::bigint[])',
    [ids],
  );
  return new Map(rows.map(({ id, ...record }) => [id, record]));
}

interface PublishOutcome {
  acknowledged: string[];
  tooLarge: string[];
  failure: unknown;
}

// All at once and in order: the publisher keeps the order of a partition and shares produce requests.
async function publishRows(publisher: OutboxPublisher, rows: Row[]): Promise<PublishOutcome> {
  const results = await Promise.allSettled(rows.map((row) => publisher.publishRaw(row)));
  const outcome: PublishOutcome = { acknowledged: [], tooLarge: [], failure: undefined };
  const heldKeys = new Set<string>();
  results.forEach((result, index) => {
    const row = rows[index]!;
    const key = `${row.topic}\n${row.key?.toString() ?? ''}`;
    if (result.status === 'rejected' && isTooLarge(result.reason)) outcome.tooLarge.push(row.id);
    else if (result.status === 'rejected') {
      outcome.failure ??= result.reason;
      if (row.key !== null) heldKeys.add(key);
    } else if (!heldKeys.has(key)) outcome.acknowledged.push(row.id);
  });
  return outcome;
}

function isTooLarge(error: unknown): boolean {
  return (error as { reason?: unknown } | null)?.reason === 'too-large';
}

async function settleRows(client: PoolClient, outcome: PublishOutcome, telemetry: Telemetry): Promise<void> {
  if (outcome.acknowledged.length > 0)
    await client.query({
      name: 'delete-published',
      text: 'delete from outbox where id = any($1::bigint[])',
      values: [arrayLiteral(outcome.acknowledged)],
    });
  if (outcome.tooLarge.length > 0) {
    await client.query(`update outbox set refused = 'too-large' where id = any($1::bigint[])`, [outcome.tooLarge]);
    telemetry.logger.error({ outboxIds: outcome.tooLarge }, 'records of the outbox are too large for the broker');
  }
}

import { caseChanged, type CaseChanged } from '@hearback/contracts';
import type { Pool } from '@hearback/postgres';
import { median } from '../statistics';
import { bareInserts } from './bare-inserts';
import { inventCase } from './invent-case';
import { random } from './random';
import type { TrackerProcess, TrackerWorld } from './tracker-world';

const CASES = 20_000;
const ROUNDS = 3;
/** Changes published together. */
const BATCH = 500;
const POLL_MS = 20;
const GIVE_UP_MS = 180_000;

export interface FlowResult {
  /** Median events a second while 20,000 cases are opened, and while they are answered. */
  starting: number;
  meeting: number;
  /** Changes of cases a second over both. */
  changes: number;
  /** Events a second over both. */
  events: number;
  /** Rows a second of plain inserts of the same rows. */
  ceiling: number;
}

/** Feeds changes of cases through Kafka to the running tracker and watches its tables. */
export async function measureFlow(world: TrackerWorld, tracker: TrackerProcess): Promise<FlowResult> {
  const rounds: Awaited<ReturnType<typeof oneRound>>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await oneRound(world, tracker, round));
  const middle = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick));
  return {
    starting: middle(({ starting }) => starting),
    meeting: middle(({ meeting }) => meeting),
    changes: middle(({ changes }) => changes),
    events: middle(({ events }) => events),
    ceiling: middle(({ ceiling }) => ceiling),
  };
}

async function oneRound(world: TrackerWorld, tracker: TrackerProcess, round: number) {
  const chance = random(90_000 + round);
  const now = Date.now();
  const cases = Array.from({ length: CASES }, (_, index) => {
    const asked = { name: `flow-${now}-${index}`, receivedAt: now - 10_000, fate: 'open' as const, until: now };
    return inventCase(chance, asked)[0]!;
  });
  const since = await lastPosition(world.pool);
  const opened = await feed(world, tracker, cases);
  const answered = await feed(world, tracker, cases.map(answerTo));
  const ceiling = await bareInserts(world.pool, since, opened.events + answered.events);
  const seconds = opened.seconds + answered.seconds;
  return {
    starting: opened.events / opened.seconds,
    meeting: answered.events / answered.seconds,
    changes: (2 * CASES) / seconds,
    events: (opened.events + answered.events) / seconds,
    ceiling,
  };
}

function answerTo(opened: CaseChanged): CaseChanged {
  const { change } = opened;
  if (change.kind !== 'opened') throw new Error('not the opening of a case');
  const { feedbackId, customerKey } = change.feedback;
  const repliedAt = new Date().toISOString();
  const said = { automatic: false, substantive: true, by: 'agent-1', origin: 'observed' as const };
  return {
    ...opened,
    caseVersion: 2,
    changedAt: repliedAt,
    change: { kind: 'replied', replyId: opened.caseId, feedbackId, customerKey, repliedAt, ...said },
  };
}

/** Publishes while the tracker is held back, so that the load generator is not measured; then lets it work. */
async function feed({ pool, publisher }: TrackerWorld, tracker: TrackerProcess, changes: readonly CaseChanged[]) {
  const since = await lastPosition(pool);
  tracker.signal('SIGSTOP');
  for (let from = 0; from < changes.length; from += BATCH)
    await Promise.all(changes.slice(from, from + BATCH).map((change) => publisher.publish(caseChanged, change)));
  tracker.signal('SIGCONT');
  const startedAt = performance.now();
  await untilKnown(pool, changes.slice(-BATCH));
  const seconds = (performance.now() - startedAt) / 1_000;
  return { seconds, events: await eventsSince(pool, since, changes) };
}

// Changes of one partition come in order, so when the last of all partitions are known, all are.
async function untilKnown(pool: Pool, last: readonly CaseChanged[]): Promise<void> {
  const giveUp = Date.now() + GIVE_UP_MS;
  const values = [last.map(({ caseId }) => caseId), last[0]!.caseVersion];
  for (;;) {
    const { rows } = await pool.query<{ n: number }>({
      name: 'known',
      text: 'select count(*)::int as n from case_fact where case_id = any($1::uuid[]) and case_version = $2',
      values,
    });
    if (rows[0]!.n === last.length) return;
    if (Date.now() > giveUp) throw new Error(`${rows[0]!.n} of the last ${last.length} changes arrived`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function eventsSince(pool: Pool, since: number, changes: readonly CaseChanged[]): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int as n from clock_event e join clock c using (clock_id)
      where e.position > $1 and c.case_id = any($2::uuid[])`,
    [since, changes.map(({ caseId }) => caseId)],
  );
  return rows[0]!.n;
}

async function lastPosition(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ last: string }>('select max(position) as last from clock_event');
  return Number(rows[0]!.last);
}

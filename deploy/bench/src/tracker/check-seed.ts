import { inTransaction, type Pool, type PoolClient } from '@hearback/postgres';
import { copyCases } from './copy-cases';
import { EVENT_COLUMNS } from './copy-rows';
import { inventCase } from './invent-case';
import { liveCase, type LivedCase } from './live-case';
import { random } from './random';
import type { InForce, TrackerParts } from './tracker-parts';

const SAMPLES = 300;
const RECOMPUTED = 500;
const DAY = 86_400_000;

/**
 * Whether what is seeded is what the tracker writes. Some cases are written by it and by us, each into tables of their
 * own, and compared; and the tracker is asked to compute some of the seeded cases again, which must change nothing.
 * @throws Error naming what differs
 */
export async function checkSeed(pool: Pool, parts: TrackerParts): Promise<void> {
  await compareFigures(pool);
  const faults = await inTransaction(pool, (client) => compareWriters(client, parts));
  if (faults.length > 0) throw new Error(`seeded rows differ from the tracker's in ${faults.join(', ')}`);
  const before = await lastPosition(pool);
  await parts.processDue({ pool, committed: () => undefined });
  const due = await lastPosition(pool);
  await pool.query(
    `insert into case_to_recompute (case_id) select case_id from clock tablesample system (1) limit ${RECOMPUTED} on conflict do nothing`,
  );
  const cases = await parts.recomputeCases({ pool, readInForce: parts.inForceReader(), committed: () => undefined });
  const added = (await lastPosition(pool)) - due;
  // Time goes on meanwhile, so that a warning or two may have come.
  if (added > 20) throw new Error(`computing ${cases} seeded cases again added ${added} events`);
  console.log(
    `       seed checked: same rows as the tracker; ${cases} cases computed again: ${added} events; ${due - before} fell due since`,
  );
}

async function lastPosition(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ last: string }>('select max(position) as last from clock_event');
  return Number(rows[0]!.last);
}

const COMPARED: [string, string][] = [
  ['case_fact', 'case_id, case_version, changed_at, feedback_id, data'],
  ['clock', '*'],
  ['clock_event', EVENT_COLUMNS],
];

async function compareWriters(client: PoolClient, parts: TrackerParts): Promise<string[]> {
  const inForce = await parts.inForceReader()(client);
  const worked = parts.workingSecondsOf(inForce);
  const lived = sampleCases(parts, inForce);
  const clocks = lived.flatMap((one) => one.clocks);
  // Tables of this transaction stand before those of the schema.
  for (const [table] of COMPARED)
    await client.query(`create temp table ${table} (like response.${table} including all) on commit drop`);
  await parts.saveFacts(
    client,
    lived.flatMap(({ facts }) => facts.map(({ change }) => change)),
  );
  await parts.saveAdvanced(client, clocks, { workingSecondsOf: worked });
  for (const [table] of COMPARED) {
    await client.query(`create temp table tracker_${table} on commit drop as select * from ${table}`);
    await client.query(`truncate pg_temp.${table}`);
  }
  await copyCases(client, { parts, worked }, lived);
  const faults: string[] = [];
  for (const [table, columns] of COMPARED) faults.push(...(await differences(client, table, columns)));
  return faults;
}

function sampleCases(parts: TrackerParts, inForce: InForce): LivedCase[] {
  const chance = random(7);
  const now = Date.now();
  const life = { parts, inForce, late: () => 500, until: new Date(now) };
  return Array.from({ length: SAMPLES }, (_, index) => {
    const receivedAt = now - chance.between(0, 60) * DAY;
    return liveCase(life, inventCase(chance, { name: `sample-${index}`, receivedAt, fate: 'past', until: now }));
  });
}

async function differences(client: PoolClient, table: string, columns: string): Promise<string[]> {
  const faults: string[] = [];
  for (const [one, other] of [
    [table, `tracker_${table}`],
    [`tracker_${table}`, table],
  ]) {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from (select ${columns} from ${one} except select ${columns} from ${other}) as differs`,
    );
    if (rows[0]!.n > 0) faults.push(`${rows[0]!.n} rows of ${one}`);
  }
  return faults;
}

const FIGURES = `select count(*)::int as n from
  (select promise, met, missed, running, withdrawn, confirmed from
     (select promise, sum(met) as met, sum(missed) as missed, sum(running) as running, sum(withdrawn) as withdrawn,
             sum(confirmed) as confirmed from figure_now where dimension = 'total' group by 1) as kept
   except
   select promise, count(*) filter (where state = 'met'), count(*) filter (where state = 'missed'),
          count(*) filter (where state = 'running'), count(*) filter (where state = 'withdrawn'),
          count(*) filter (where confirmed) from clock group by 1) as differs`;

// Before anything else is written: nothing is unsealed yet.
async function compareFigures(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ n: number }>(FIGURES);
  if (rows[0]!.n > 0) throw new Error('the seeded rollups are not what the clocks add up to');
}

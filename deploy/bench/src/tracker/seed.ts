import type { Pool } from '@hearback/postgres';
import type { SealingKeyPair } from '@hearback/proof';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { EVENT_COLUMNS } from './copy-rows';
import { sealPast } from './seal-past';
import type { SeedOrder, Seeded } from './seed-worker';
import type { TrackerParts } from './tracker-parts';
import { withoutIndexes } from './without-indexes';

export interface SeedOptions {
  pool: Pool;
  databaseUrl: string;
  parts: TrackerParts;
  signer: SealingKeyPair;
  past: number;
  running: number;
}

export type SeedResult = Seeded & { seconds: number; sealSeconds: number; checkpoints: number };

const TABLES = ['clock', 'clock_event', 'case_fact'];

/** A year of cases, as if the tracker had run all the time: facts, clocks, chains, checkpoints and rollups. */
export async function seed(options: SeedOptions): Promise<SeedResult> {
  const { pool, parts, signer } = options;
  const now = new Date();
  const say = sayer();
  const client = await pool.connect();
  await client.query(`set work_mem = '1GB'; set maintenance_work_mem = '1GB'`);
  await client.query(`create unlogged table seed_event (like clock_event)`);
  await client.query(`alter table seed_event drop column position`);
  let seeded: Seeded | undefined;
  await withoutIndexes(client, TABLES, async () => {
    seeded = await inWorkers(options, now);
    say(`loaded ${seeded.cases} cases with ${seeded.facts} facts, ${seeded.events} events`);
    // In the order in which they were recorded: that is the order in which they are sealed.
    await client.query(`insert into clock_event (${EVENT_COLUMNS}) select ${EVENT_COLUMNS} from seed_event
      order by recorded_at, clock_id, sequence`);
    await client.query('drop table seed_event');
    say('put the events in order');
  });
  say('made the indexes');
  await client.query('analyze');
  const sealing = performance.now();
  const checkpoints = await sealPast({ client, parts, signer, now });
  client.release(true);
  const sealSeconds = (performance.now() - sealing) / 1_000;
  // As autovacuum leaves tables that nobody has just filled.
  await pool.query('vacuum analyze');
  const seconds = say(`sealed ${checkpoints} hours and cleaned up`);
  return { ...seeded!, seconds, sealSeconds, checkpoints };
}

function sayer() {
  const startedAt = performance.now();
  return (what: string) => {
    const seconds = (performance.now() - startedAt) / 1_000;
    console.log(`${seconds.toFixed(0).padStart(5)} s  ${what}`);
    return seconds;
  };
}

async function inWorkers({ databaseUrl, past, running }: SeedOptions, now: Date): Promise<Seeded> {
  const count = Math.min(2, availableParallelism());
  const orders = Array.from({ length: count }, (_, worker) => ({
    worker,
    databaseUrl,
    past: Math.ceil(past / count),
    running: Math.ceil(running / count),
    now: now.getTime(),
  }));
  const parts = await Promise.all(orders.map(inWorker));
  const sum = (pick: (part: Seeded) => number) => parts.reduce((total, part) => total + pick(part), 0);
  return {
    cases: sum((part) => part.cases),
    facts: sum((part) => part.facts),
    past: sum((part) => part.past),
    running: sum((part) => part.running),
    events: sum((part) => part.events),
  };
}

function inWorker(order: SeedOrder): Promise<Seeded> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(__dirname, 'seed-worker.js'), { workerData: order });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

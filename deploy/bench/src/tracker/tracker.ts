import type { Pool } from '@hearback/postgres';
import { parseArgs } from 'node:util';
import { checkSeed } from './check-seed';
import { measureFlow } from './measure-flow';
import { measureProof } from './measure-proof';
import { measureReads } from './measure-reads';
import { measureRedis } from './measure-redis';
import { measureSweep } from './measure-sweep';
import { flowLines, proofLines, readLines, redisLines, seedLines, sweepLines, type Line } from './report';
import { seed } from './seed';
import { trackerWorld, type TrackerProcess, type TrackerWorld } from './tracker-world';

const DRAINED_MS = 300_000;

/** `npm run bench -- tracker [--past 500000] [--running 200000]`: how fast the tracker is with a year behind it. */
export async function benchTracker(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { past: { type: 'string', default: '500000' }, running: { type: 'string', default: '200000' } },
  });
  console.log('starting empty servers …');
  const world = await trackerWorld();
  try {
    print(await seeded(world, { past: Number(values.past), running: Number(values.running) }));
    await checkSeed(world.pool, world.parts);
    say('sweeping and sealing, the tracker stopped …');
    print(sweepLines(await measureSweep(world)));
    const tracker = await world.startTracker();
    try {
      await whileRunning(world, tracker);
    } finally {
      await tracker.stop();
    }
  } finally {
    await world.close();
  }
}

async function seeded(world: TrackerWorld, wanted: { past: number; running: number }): Promise<Line[]> {
  const { rows } = await world.pool.query('select 1 from case_fact limit 1');
  if (rows.length > 0) {
    say('the database holds cases already: they are measured as they are');
    return [];
  }
  say(`seeding ${wanted.past} past and ${wanted.running} running clocks …`);
  return seedLines(await seed({ ...world, ...wanted }));
}

async function whileRunning(world: TrackerWorld, tracker: TrackerProcess): Promise<void> {
  await drained(world.pool);
  say('asking, everything else idle …');
  await measureReads(world, tracker, (read) => print(readLines([read])));
  for (const daysAgo of [60, 3]) print(proofLines(await measureProof(tracker, daysAgo)));
  say('starting and meeting clocks …');
  print(flowLines(await measureFlow(world, tracker)));
  print(redisLines(await measureRedis(world.redisUrl)));
}

/** What was written while the tracker stood still is sealed and announced, so that it does nothing but what is asked. */
async function drained(pool: Pool): Promise<void> {
  const giveUp = Date.now() + DRAINED_MS;
  for (;;) {
    const { rows } = await pool.query<{ left: string }>(
      'select (select max(position) from clock_event) - (select position from announced) as left',
    );
    if (Number(rows[0]!.left) === 0) return;
    if (Date.now() > giveUp) throw new Error(`${rows[0]!.left} events are not announced`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function say(what: string): void {
  console.log(what);
}

/** One table, line by line as it is measured. */
function print(lines: readonly Line[]): void {
  for (const [what, measured, wanted] of lines)
    console.log(`${what.padEnd(44)}  ${measured.padEnd(36)}  ${wanted}`.trimEnd());
}

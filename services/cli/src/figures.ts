import { createPool, inTransaction, type PoolClient } from '@hearback/postgres';
import { CHAIN_START, checkpointRoot, daysRoot, type Checkpoint, type SealedDay } from '@hearback/proof';
import { startTelemetry } from '@hearback/telemetry';
import { compareCells, foldDay, type Difference } from './domain/fold-day';
import {
  countEvents,
  readCells,
  readCheckpoints,
  readDays,
  readEvents,
  readMarks,
  readSealedHours,
} from './io/read-figures';

export interface FiguresResult {
  ok: boolean;
  events: number;
  days: number;
  checkpoints: number;
  /** The first thousand. */
  differences: Difference[];
}

const MOST = 1_000;

/**
 * Folds every event by libs/proof and compares with it what is kept: figures, roots of days, checkpoints. All in one
 * moment of the database, day by day, so that memory holds the clocks and figures of one day at most.
 */
export async function figures(env: { DATABASE_URL: string; LOG_LEVEL: string }): Promise<FiguresResult> {
  const telemetry = startTelemetry({ service: 'cli', version: '0.1.0', logLevel: env.LOG_LEVEL as 'warn' });
  const pool = createPool({ url: env.DATABASE_URL, schema: 'response', max: 1, telemetry });
  try {
    return await inTransaction(pool, async (client) => {
      await client.query('set transaction isolation level repeatable read read only');
      return compareAll(client);
    });
  } finally {
    await pool.end();
    await telemetry.stop();
  }
}

async function compareAll(client: PoolClient): Promise<FiguresResult> {
  const differences: Difference[] = [];
  const add = (found: readonly Difference[]) => differences.push(...found.slice(0, MOST - differences.length));
  const hours = await readSealedHours(client);
  const sealed: SealedDay[] = [];
  const names = await readDays(client);
  let events = 0;
  for (const day of names) {
    const fold = foldDay(day, await readMarks(client, day));
    // Positions and hours both ascend.
    let at = 0;
    for await (const { clock_id: clockId, position, event } of readEvents(client, day)) {
      while (at < hours.length && hours[at]!.upTo < Number(position)) at += 1;
      fold.take({ clockId, event, sealedHour: hours[at]?.hour ?? null });
      events += 1;
    }
    add(fold.differences);
    add(compareCells('figure_now', fold.now, await readCells(client, 'figure_now', day)));
    add(compareCells('figure_history', fold.history, await readCells(client, 'figure_history', day)));
    const root = fold.root();
    if (root.events > 0) sealed.push([day, root.events, root.root]);
  }
  const chain = await compareCheckpoints(client, sealed);
  add(chain.differences);
  const { checkpoints } = chain;
  return { ok: differences.length === 0, events, days: names.length, checkpoints, differences };
}

async function compareCheckpoints(client: PoolClient, days: readonly SealedDay[]) {
  const differences: Difference[] = [];
  let last: (Checkpoint & { position: number }) | null = null;
  for await (const checkpoint of readCheckpoints(client)) {
    const where = `checkpoint ${checkpoint.number}`;
    differences.push(
      ...differing(where, [
        ['number', (last?.number ?? 0) + 1, checkpoint.number],
        ['previous root', last?.root ?? CHAIN_START, checkpoint.previousRoot],
        ['root', checkpointRoot(checkpoint), checkpoint.root],
      ]),
    );
    last = checkpoint;
  }
  if (!last) return { checkpoints: 0, differences };
  const events = days.reduce((sum, [, count]) => sum + count, 0);
  differences.push(
    ...differing(`checkpoint ${last.number}`, [
      ['events of all days', events, last.events],
      ['events in the table', await countEvents(client, last.position), last.events],
      ['root of all days', daysRoot(days), last.daysRoot],
    ]),
  );
  return { checkpoints: last.number, differences };
}

function differing(
  where: string,
  pairs: [what: string, expected: string | number, found: string | number][],
): Difference[] {
  return pairs
    .filter(([, expected, found]) => expected !== found)
    .map(([what, expected, found]) => ({
      what: 'checkpoint',
      where: `${where}, ${what}`,
      expected: String(expected),
      found: String(found),
    }));
}

/** The comparison in words, for a person. */
export function printFigures({ ok, events, days, checkpoints, differences }: FiguresResult): string {
  const read = `${events} events of ${days} days and ${checkpoints} checkpoints were read.`;
  if (ok) return `${read}\nEvery figure, root and checkpoint is what the events say.`;
  const lines = differences.map(
    ({ what, where, expected, found }) => `${what}: ${where}\n    events say ${expected}\n    kept is    ${found}`,
  );
  return [read, ...lines, `${differences.length} differences. The figures are NOT what the events say.`].join('\n');
}

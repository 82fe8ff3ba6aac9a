import { Client } from 'pg';
import { parentPort, workerData } from 'node:worker_threads';
import { copyCases } from './copy-cases';
import { inventCase, type Asked } from './invent-case';
import { liveCase, type LivedCase } from './live-case';
import { random } from './random';
import { trackerParts } from './tracker-parts';

/** What one worker shall seed. */
export interface SeedOrder {
  worker: number;
  databaseUrl: string;
  /** Clocks that have ended, and clocks still running, at least. */
  past: number;
  running: number;
  /** The present of what is seeded, in ms. */
  now: number;
}

export interface Seeded {
  cases: number;
  facts: number;
  past: number;
  running: number;
  events: number;
}

const DAY = 86_400_000;
const FLUSH_CASES = 4_000;
/** How long an open case may have waited: long enough for complaints, too short for their due times. */
const OPEN_DAYS = 9;

/** Invents cases, lets the tracker's functions live through them and loads what comes out. */
async function seed(order: SeedOrder): Promise<Seeded> {
  const client = new Client({
    connectionString: order.databaseUrl,
    options: '-c search_path=response -c timezone=UTC -c synchronous_commit=off',
  });
  await client.connect();
  const parts = trackerParts();
  const chance = random(1_000 + order.worker);
  const inForce = await parts.inForceReader()(client as never);
  const life = { parts, inForce, late: () => Math.floor(chance.between(200, 2_000)), until: new Date(order.now) };
  const total: Seeded = { cases: 0, facts: 0, past: 0, running: 0, events: 0 };
  const unsaved: LivedCase[] = [];
  const copying = { parts, worked: parts.workingSecondsOf(inForce), eventTable: 'seed_event' };
  const addUntil = async (enough: () => boolean, next: () => Omit<Asked, 'name' | 'until'>) => {
    while (!enough()) {
      const asked = { ...next(), name: `${order.worker}-${total.cases}`, until: order.now };
      const lived = liveCase(life, inventCase(chance, asked));
      count(total, lived);
      unsaved.push(lived);
      if (unsaved.length >= FLUSH_CASES) await copyCases(client, copying, unsaved.splice(0));
    }
    await copyCases(client, copying, unsaved.splice(0));
  };
  const ago = (low: number, high: number) => order.now - chance.between(low, high) * DAY;
  await addUntil(
    () => total.running >= order.running,
    // Half came today and wait for their answer, half are complaints on their way.
    () =>
      chance.chance(0.5)
        ? { fate: 'open', receivedAt: ago(0, 0.9) }
        : { fate: 'open', receivedAt: ago(1.1, OPEN_DAYS), kind: 'complaint' },
  );
  await addUntil(
    () => total.past >= order.past,
    () => ({ fate: 'past', receivedAt: ago(0, 365) }),
  );
  await client.end();
  return total;
}

function count(total: Seeded, { facts, clocks }: LivedCase): void {
  total.cases += 1;
  total.facts += facts.length;
  for (const { clock, steps } of clocks) {
    total[clock.state === 'running' ? 'running' : 'past'] += 1;
    total.events += steps.length;
  }
}

seed(workerData as SeedOrder).then(
  (seeded) => parentPort!.postMessage(seeded),
  (error: unknown) => {
    throw error;
  },
);

import { inTransaction, type Pool, type PoolClient } from '@hearback/postgres';
import { copyCases } from './copy-cases';
import { inventCase } from './invent-case';
import { liveCase } from './live-case';
import { random } from './random';
import type { TrackerParts } from './tracker-parts';

const HOUR = 3_600_000;

/**
 * Adds clocks that fall due this very moment, as the tracker would have left them a moment ago: half of them to be
 * warned for the first time, half to be missed.
 */
export async function seedDue(pool: Pool, parts: TrackerParts, { count, seed }: { count: number; seed: number }) {
  const chance = random(seed);
  const inForce = await parts.inForceReader()(pool as unknown as PoolClient);
  const now = Date.now();
  const lived = Array.from({ length: count }, (_, index) => {
    const at = now - Math.floor(chance.between(0, 900));
    const receivedAt = at - (index % 2 === 0 ? 12 : 24) * HOUR;
    const asked = {
      name: `due-${now}-${index}`,
      receivedAt,
      fate: 'open' as const,
      until: at,
      kind: 'enquiry' as const,
    };
    return liveCase({ parts, inForce, late: () => 0, until: new Date(at) }, inventCase(chance, asked));
  });
  await inTransaction(pool, (client) => copyCases(client, { parts, worked: () => null }, lived));
}

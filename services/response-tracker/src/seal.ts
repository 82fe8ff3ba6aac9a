import { inTransaction, type Pool, type PoolClient } from '@hearback/postgres';
import type { DayRoot, SealingKeyPair } from '@hearback/proof';
import { sealEvents } from './domain/seal-events';
import { transactionTime } from './io/clock-store';
import { becomeSealer, committedPosition, lastPosition, readCheckpoint, readDays, saveSeal } from './io/seal-store';
import { readSealable } from './io/sealable-store';

/** Events in one checkpoint at most; what is left gets the next one at once. */
const MOST = 5_000;
/** Passes in a row that may find a writer at work before that is a fault; each waits two seconds. */
const PATIENCE_PASSES = 10;

export interface SealDeps {
  pool: Pool;
  signer: SealingKeyPair;
}

export type SealNow = () => Promise<number>;

/**
 * Seals what was committed since the last checkpoint: reads the events in their order, extends the roots of their days,
 * signs and adds to the figures, all in one transaction. A crash before the commit leaves nothing, and the
 * next pass seals the same events. With several replicas one seals, the others find it done.
 * @returns a function that makes one pass and tells how many events it sealed
 */
export function sealer({ pool, signer }: SealDeps): SealNow {
  // Days are read once and then kept: a checkpoint of another replica has another root.
  let known: { root: string; days: Map<string, DayRoot> } | null = null;
  let sealedTo = -1;
  let heldUp = 0;

  async function sealSome(client: PoolClient, upTo: number): Promise<{ sealed: number; position: number } | null> {
    if (!(await becomeSealer(client))) return null;
    const last = await readCheckpoint(client);
    const after = last?.position ?? 0;
    const sealable = await readSealable(client, { after, upTo, limit: MOST });
    if (!sealable) return { sealed: 0, position: upTo };
    const days = known && known.root === last?.root ? known.days : await readDays(client, last?.number ?? 0);
    const seal = sealEvents({ ...sealable, last, days, now: await transactionTime(client) }, signer);
    await saveSeal(client, seal);
    known = { root: seal.checkpoint.root, days: new Map([...days, ...seal.days]) };
    return { sealed: sealable.events, position: seal.position };
  }

  return async () => {
    const last = await lastPosition(pool);
    if (last === null || last === sealedTo) return 0;
    const upTo = await committedPosition(pool);
    heldUp = upTo === null ? heldUp + 1 : 0;
    if (heldUp > PATIENCE_PASSES) throw new Error('a transaction that writes clock events does not end');
    if (upTo === null) return 0;
    for (let total = 0; ;) {
      const done = await inTransaction(pool, (client) => sealSome(client, upTo));
      if (done === null) return total;
      total += done.sealed;
      sealedTo = done.position;
      if (done.sealed < MOST) return total;
    }
  };
}

import type { PoolClient } from '@hearback/postgres';
import type { Checkpoint, DayRoot, SealingKeyPair } from '@hearback/proof';
import { copyIn } from './copy-in';
import { checkpointLine, dayRootLine, figureLine } from './copy-seals';
import type { Seal, TrackerParts } from './tracker-parts';
import { withoutIndexes } from './without-indexes';

const FLUSH_LINES = 50_000;

interface Hour {
  /** Its last millisecond, when the checkpoint is said to be sealed. */
  sealed_at: Date;
  position: string;
}

const HOURS = `select least(date_trunc('hour', recorded_at, 'UTC') + interval '1 hour' - interval '1 ms', $1::timestamptz) as sealed_at,
  max(position) as position from clock_event group by 1 order by 1`;

// What each hour of sealing changed adds up to what is known now; written in the order of time, as the tracker does.
const NOW = `insert into figure_now (promise, dimension, key, cohort_hour, met, confirmed, missed, running, withdrawn)
  select promise, dimension, key, cohort_hour, sum(met), sum(confirmed), sum(missed), sum(running), sum(withdrawn)
    from figure_history group by 1, 2, 3, 4 order by cohort_hour`;

const ANNOUNCED = `update announced set position = (select max(position) from checkpoint), checkpoint = (select max(number) from checkpoint)`;

export interface PastSeals {
  client: PoolClient;
  parts: TrackerParts;
  signer: SealingKeyPair;
  now: Date;
}

/** Seals each hour of the past by itself, with the tracker's own function, as if it had been sealed then. @returns how many */
export async function sealPast({ client, parts, signer, now }: PastSeals): Promise<number> {
  const { rows: hours } = await client.query<Hour>(HOURS, [now]);
  const days = new Map<string, DayRoot>();
  let last: Checkpoint | null = null;
  const unsaved: Seal[] = [];
  await withoutIndexes(client, ['figure_history', 'figure_now'], async () => {
    let after = 0;
    for (const hour of hours) {
      const upTo = Number(hour.position);
      const sealable = await parts.readSealable(client, { after, upTo, limit: Number.MAX_SAFE_INTEGER });
      if (!sealable) continue;
      after = upTo;
      const seal: Seal = parts.sealEvents({ ...sealable, last, days, now: hour.sealed_at }, signer);
      for (const [day, root] of seal.days) days.set(day, root);
      last = seal.checkpoint;
      unsaved.push(seal);
      if (unsaved.reduce((lines, { deltas }) => lines + deltas.length, 0) > FLUSH_LINES)
        await save(client, unsaved.splice(0));
    }
    await save(client, unsaved);
    await client.query(NOW);
    // Nobody is to hear of them now.
    await client.query(ANNOUNCED);
  });
  return hours.length;
}

async function save(client: PoolClient, seals: readonly Seal[]): Promise<void> {
  await copyIn(client, 'checkpoint', seals.map(checkpointLine));
  const days = seals.flatMap(({ checkpoint, days }) => [...days].map((day) => dayRootLine(checkpoint, day)));
  await copyIn(client, 'day_root', days);
  const figures = seals.flatMap(({ checkpoint, deltas }) => deltas.map((delta) => figureLine(checkpoint, delta)));
  await copyIn(client, 'figure_history', figures);
}

import {
  CHAIN_START,
  daysRoot,
  deltasOf,
  EMPTY_DAY,
  extendDayRoot,
  sealCheckpoint,
  totalOf,
  utcDayOf,
  type Checkpoint,
  type Contribution,
  type Countable,
  type DayRoot,
  type SealingKeyPair,
} from '@hearback/proof';

/** A committed event that no checkpoint holds yet, and what its clock was before and is after it. */
export interface UnsealedEvent {
  position: number;
  hash: string;
  /** Null for the first event of a clock. */
  before: Countable | null;
  after: Countable;
}

export interface SealInput {
  /** The last checkpoint; null before the first. */
  last: Checkpoint | null;
  /** Every day as the last checkpoint left it. */
  days: ReadonlyMap<string, DayRoot>;
  /** At least one, in the order of their position. */
  events: readonly UnsealedEvent[];
  now: Date;
}

/** A checkpoint and everything that follows from the events it seals. */
export interface Seal {
  checkpoint: Checkpoint;
  /** Of the last event in it. */
  position: number;
  /** The days whose root it changed. */
  days: Map<string, DayRoot>;
  /** What it changes in the figures: one row for each cell that changes. */
  deltas: Contribution[];
}

/** Seals events under the next checkpoint (design, section 7). The same input gives the same seal. */
export function sealEvents({ last, days, events, now }: SealInput, signer: SealingKeyPair): Seal {
  const changed = extendDays(days, events);
  const all = new Map([...days, ...changed]);
  const checkpoint = sealCheckpoint(
    {
      number: (last?.number ?? 0) + 1,
      sealedAt: after(last, now).toISOString(),
      events: (last?.events ?? 0) + events.length,
      daysRoot: daysRoot([...all].map(([day, { events, root }]) => [day, events, root] as const)),
      previousRoot: last?.root ?? CHAIN_START,
    },
    signer,
  );
  return { checkpoint, position: events.at(-1)!.position, days: changed, deltas: summed(events) };
}

// Checkpoints are found by their time, so it never goes back, even where the clock of the machine does.
function after(last: Checkpoint | null, now: Date): Date {
  const earliest = last ? Date.parse(last.sealedAt) + 1 : 0;
  return new Date(Math.max(now.getTime(), earliest));
}

function extendDays(days: ReadonlyMap<string, DayRoot>, events: readonly UnsealedEvent[]): Map<string, DayRoot> {
  const links = new Map<string, string[]>();
  for (const { hash, after } of events) {
    const day = utcDayOf(after.startedAt);
    const known = links.get(day);
    if (known) known.push(hash);
    else links.set(day, [hash]);
  }
  return new Map([...links].map(([day, hashes]) => [day, extendDayRoot(days.get(day) ?? EMPTY_DAY, hashes)]));
}

/** What events change in the figures, one row for each cell, in a fixed order; cells that end as they began are left out. */
export function summed(events: readonly Pick<UnsealedEvent, 'before' | 'after'>[]): Contribution[] {
  const cells = new Map<string, Contribution[]>();
  for (const { before, after } of events)
    for (const delta of deltasOf(before, after)) {
      const name = `${delta.dimension}\n${delta.promise}\n${delta.cohortHour}\n${delta.key}`;
      const known = cells.get(name);
      if (known) known.push(delta);
      else cells.set(name, [delta]);
    }
  return [...cells.keys()]
    .sort()
    .map((name) => ({ ...cells.get(name)![0]!, ...totalOf(cells.get(name)!) }))
    .filter(({ met, confirmed, missed, running, withdrawn }) => met || confirmed || missed || running || withdrawn);
}

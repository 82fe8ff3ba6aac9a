import {
  CHAIN_START,
  daysRoot,
  deltasOf,
  EMPTY_DAY,
  extendDayRoot,
  sealCheckpoint,
  totalOf,
  type Checkpoint,
  type Contribution,
  type Countable,
  type DayRoot,
  type SealingKeyPair,
} from '@hearback/proof';

/** What so many events changed alike: what the clock was before (null: it was started) and what it is after. */
export interface Change {
  before: Countable | null;
  after: Countable;
  count: number;
}

/** Committed events that no checkpoint holds yet, as far as sealing needs them. At least one. */
export interface Sealable {
  /** By UTC day on which their clocks were started: the links of the events, in the order of their position. */
  links: ReadonlyMap<string, readonly string[]>;
  changes: readonly Change[];
  /** Of the last event. */
  position: number;
}

export interface SealInput extends Sealable {
  /** The last checkpoint; null before the first. */
  last: Checkpoint | null;
  /** Every day as the last checkpoint left it. */
  days: ReadonlyMap<string, DayRoot>;
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
export function sealEvents({ last, days, links, changes, position, now }: SealInput, signer: SealingKeyPair): Seal {
  const changed = extendDays(days, links);
  const all = new Map([...days, ...changed]);
  const checkpoint = sealCheckpoint(
    {
      number: (last?.number ?? 0) + 1,
      sealedAt: after(last, now).toISOString(),
      events: (last?.events ?? 0) + [...links.values()].reduce((sum, { length }) => sum + length, 0),
      daysRoot: daysRoot([...all].map(([day, { events, root }]) => [day, events, root] as const)),
      previousRoot: last?.root ?? CHAIN_START,
    },
    signer,
  );
  return { checkpoint, position, days: changed, deltas: summed(changes) };
}

// Checkpoints are found by their time, so it never goes back, even where the clock of the machine does.
function after(last: Checkpoint | null, now: Date): Date {
  const earliest = last ? Date.parse(last.sealedAt) + 1 : 0;
  return new Date(Math.max(now.getTime(), earliest));
}

function extendDays(days: ReadonlyMap<string, DayRoot>, links: Sealable['links']): Map<string, DayRoot> {
  return new Map([...links].map(([day, hashes]) => [day, extendDayRoot(days.get(day) ?? EMPTY_DAY, hashes)]));
}

/** What changes mean for the figures, one row for each cell, in a fixed order; cells that end as they began are left out. */
export function summed(changes: readonly Change[]): Contribution[] {
  const cells = new Map<string, Contribution[]>();
  for (const { before, after, count } of changes)
    for (const delta of deltasOf(before, after)) {
      const name = `${delta.dimension}\n${delta.promise}\n${delta.cohortHour}\n${delta.key}`;
      const row = times(delta, count);
      const known = cells.get(name);
      if (known) known.push(row);
      else cells.set(name, [row]);
    }
  return [...cells.keys()]
    .sort()
    .map((name) => ({ ...cells.get(name)![0]!, ...totalOf(cells.get(name)!) }))
    .filter(({ met, confirmed, missed, running, withdrawn }) => met || confirmed || missed || running || withdrawn);
}

function times(delta: Contribution, count: number): Contribution {
  if (count === 1) return delta;
  const { met, confirmed, missed, running, withdrawn } = delta;
  return {
    ...delta,
    met: met * count,
    confirmed: confirmed * count,
    missed: missed * count,
    running: running * count,
    withdrawn: withdrawn * count,
  };
}

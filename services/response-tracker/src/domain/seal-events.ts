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

type Change = Pick<UnsealedEvent, 'before' | 'after'>;

/** What events change in the figures, one row for each cell, in a fixed order; cells that end as they began are left out. */
export function summed(events: readonly Change[]): Contribution[] {
  const cells = new Map<string, Contribution[]>();
  for (const { change, count } of alike(events))
    for (const delta of deltasOf(change.before, change.after)) {
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

// Many events of a second change the same cells in the same way, and telling that is much cheaper than adding them up.
function alike(events: readonly Change[]): Iterable<{ change: Change; count: number }> {
  const groups = new Map<string, { change: Change; count: number }>();
  for (const change of events) {
    const { promise, startedAt } = change.after;
    const name = `${promise}\n${Math.floor(startedAt.getTime() / HOUR_MS)}\n${placeOf(change.before)}\n${placeOf(change.after)}`;
    const known = groups.get(name);
    if (known) known.count += 1;
    else groups.set(name, { change, count: 1 });
  }
  return groups.values();
}

const HOUR_MS = 3_600_000;

/** Where a clock is counted, apart from promise and hour, which never change. */
function placeOf(clock: Countable | null): string {
  if (clock === null) return '';
  const { channel, product, cause, branch, team, owner, state, confirmed, withdrawnReason } = clock;
  return JSON.stringify([channel, product, cause, branch, team, owner, state, confirmed, withdrawnReason]);
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

import type { Client, PoolClient } from 'pg';
import { copyIn } from './copy-in';
import { CLOCK_TABLE, clockLine, EVENT_COLUMNS, eventLine, FACT_TABLE, factLine } from './copy-rows';
import type { LivedCase } from './live-case';
import type { TrackerParts, WorkingSecondsOf } from './tracker-parts';

export interface CopyNeeds {
  parts: Pick<TrackerParts, 'wakeTimeOf'>;
  worked: WorkingSecondsOf;
  /** Where events go; into the tracker's own table by default. */
  eventTable?: string;
}

/** Loads cases with their facts, clocks and events. */
export async function copyCases(
  client: Client | PoolClient,
  { parts, worked, eventTable = 'clock_event' }: CopyNeeds,
  cases: readonly LivedCase[],
): Promise<void> {
  const facts = cases.flatMap((one) => one.facts.map(factLine));
  const clocks = cases.flatMap((one) => one.clocks);
  await copyIn(client, FACT_TABLE, facts);
  await copyIn(
    client,
    CLOCK_TABLE,
    clocks.map(({ clock }) => clockLine(clock, { wakeAt: parts.wakeTimeOf(clock), workingSeconds: worked(clock) })),
  );
  const events = clocks.flatMap(({ clock, steps }) =>
    steps.map(({ event, after }) => eventLine(clock.clockId, event, after)),
  );
  await copyIn(client, `${eventTable} (${EVENT_COLUMNS})`, events);
}

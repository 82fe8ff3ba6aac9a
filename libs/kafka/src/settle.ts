import type { EventContract } from '@hearback/contracts';
import type { Publisher } from './create-publisher';
import type { Delivery } from './delivery';
import type { ParkGuard } from './domain/park-guard';
import type { KeyBlocks } from './domain/key-blocks';
import { encodeEvent, type RawRecord } from './event-record';
import type { Outcome } from './outcome';
import { BEHIND_PARKED, FAILING, parkedRecord, replayDoneRecord } from './parked-record';

/** So much would park that the consumer must stop before it does. */
export class TooMuchParked extends Error {
  override readonly name = 'TooMuchParked';
}

export interface SettleDeps {
  group: string;
  service: string;
  publisher: Publisher;
  blocks: KeyBlocks;
  guard: ParkGuard;
}

export interface Settled {
  delivery: Delivery;
  outcome: Outcome;
}

/** Counts towards the alarm, unless it only follows from an earlier park or is a replay under a person's eyes. */
export function judge({ delivery, outcome }: Settled, guard: ParkGuard): void {
  if (delivery.replayOf !== null || (outcome.kind === 'park' && outcome.reason === BEHIND_PARKED)) return;
  const alarm = guard.see(outcome.kind === 'park');
  if (alarm) throw new TooMuchParked(alarm);
}

/** The records that make an outcome durable, encoded once. Throws when a publication does not fit its event. */
export function recordsOf({ delivery, outcome }: Settled, deps: SettleDeps): RawRecord[] {
  if (outcome.kind === 'pass')
    return outcome.publications.map(({ event, data, traceparent }) =>
      encodeEvent(event as EventContract, data, {
        service: deps.service,
        traceparent: traceparent ?? delivery.message.traceparent,
      }),
    );
  if (outcome.kind === 'drop') return [];
  return [parkedRecord(delivery, outcome, { group: deps.group, service: deps.service, now: new Date() })];
}

/**
 * Makes one outcome durable and keeps the blocked keys in step. A crash before the parked record or marker is
 * acknowledged leaves the offset uncommitted: the message comes again.
 */
export async function makeDurable(settled: Settled, records: RawRecord[], deps: SettleDeps): Promise<void> {
  const { delivery, outcome } = settled;
  const positions = await Promise.all(records.map((record) => deps.publisher.publishAt(record)));
  if (outcome.kind === 'park' && delivery.keyId !== null && blocksKey(outcome.reason))
    deps.blocks.parked(delivery.keyId, BigInt(positions[0]!.offset), outcome.reason === FAILING);
  if (delivery.replayOf === null) return;
  await deps.publisher.publishRaw(replayDoneRecord(delivery, delivery.replayOf, deps.group));
  if (delivery.keyId !== null) deps.blocks.done(delivery.keyId, delivery.replayOf);
}

export function blocksKey(reason: string): boolean {
  return reason === FAILING || reason === BEHIND_PARKED;
}

import type { SourceHeard } from '@hearback/contracts';
import { HOUR_MS } from './rhythm';

/** What was polled, and had been said, so long ago is looked at for gaps. */
export const GAPS_MS = 72 * HOUR_MS;
/**
 * Lists are read again with an overlap, so what was pushed must be known for longer than what was polled: else everything
 * that is polled once more behind the edge would be a gap.
 */
const IDS_KEPT_MS = 2 * GAPS_MS;
/** A record says something of the rhythm for so long before its source's last word. */
export const HEARD_KEPT_MS = 35 * 24 * HOUR_MS;

/** How many feedbacks were polled within 72 hours and never pushed. */
export function gapsOf(records: readonly SourceHeard[], nowMs: number): number {
  const since = (ms: number) => records.filter(({ hour }) => Date.parse(hour) >= nowMs - ms);
  const pushed = new Set(since(IDS_KEPT_MS).flatMap(({ pushedIds }) => pushedIds));
  const polled = new Set(since(GAPS_MS).flatMap(({ polledIds }) => polledIds));
  let gaps = 0;
  for (const id of polled) if (!pushed.has(id)) gaps++;
  return gaps;
}

/**
 * What is left of a record after some time: its ids, which are nearly all of its size, go first; null when it is over. That
 * counts from when its source was heard last, because a source that is silent for months must still be known to be silent.
 */
export function agedRecord(record: SourceHeard, nowMs: number, heardLastMs: number): SourceHeard | null {
  const hourMs = Date.parse(record.hour);
  if (heardLastMs - hourMs > HEARD_KEPT_MS) return null;
  const ageMs = nowMs - hourMs;
  const ids = record.pushedIds.length + record.polledIds.length;
  return ageMs > IDS_KEPT_MS && ids > 0 ? { ...record, pushedIds: [], polledIds: [] } : record;
}

import { createHash, hash } from 'node:crypto';
import { canonicalJson } from './canonical-json';
import { CHAIN_START } from './event-hash';

/** Every event of the clocks that were started on one UTC day, in the order of their seal, under one root. */
export interface DayRoot {
  events: number;
  /** 64 hexadecimal digits. */
  root: string;
}

/** One day as of a checkpoint: `2026-02-16`, how many events, their root. */
export type SealedDay = readonly [day: string, events: number, root: string];

/** A day before its first event. */
export const EMPTY_DAY: DayRoot = { events: 0, root: CHAIN_START };

/** The UTC day of a clock, `2026-02-16`: all events of a clock belong to the day on which it was started. */
export function utcDayOf(startedAt: Date): string {
  return startedAt.toISOString().slice(0, 10);
}

/**
 * The root after more events: for each link SHA-256(root || link), 32 bytes each. Whoever changes, adds, leaves out or
 * moves one event of a day changes its root.
 * @param hashes links of the events (`eventHash`), in the order of their seal
 */
export function extendDayRoot(day: DayRoot, hashes: readonly string[]): DayRoot {
  let root = Buffer.from(day.root, 'hex');
  for (const link of hashes) root = hash('sha256', Buffer.concat([root, Buffer.from(link, 'hex')]), 'buffer');
  return { events: day.events + hashes.length, root: root.toString('hex') };
}

/** SHA-256 over the canonical JSON of all days in their order. @returns 64 hexadecimal digits */
export function daysRoot(days: readonly SealedDay[]): string {
  const inOrder = days.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(canonicalJson(inOrder)).digest('hex');
}

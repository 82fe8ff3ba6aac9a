import { PARKED_HEADERS, REPLAY_HEADERS, parkedTopic } from '@hearback/contracts';
import type { KafkaConnection } from './connect-kafka';
import type { Publisher } from './create-publisher';
import type { RawRecord } from './event-record';
import { readTopic, type RawConsumed } from './read-topic';
import { elapsed } from './elapsed';

export interface ReplayOptions {
  group: string;
  publisher: Publisher;
  /** Only messages of this key; default all. */
  key?: string;
  /** How long to wait for the consumer to take what was replayed; default 60 s. */
  withinMs?: number;
}

export interface ReplayResult {
  /** Messages sent again. */
  replayed: number;
  /** Messages that are still parked: the consumer is not running, or they failed again. */
  left: number;
}

const LOOK_EVERY_MS = 500;

/**
 * Sends the parked messages of a group to their topics again, in the order in which they were parked, until none is
 * left: messages of their keys that arrive meanwhile park behind them and follow. The group's consumer handles them past
 * the block and notes each on the parked topic. What fails again is parked again and not replayed a second time by this
 * call. Safe to repeat and to interrupt: the worst is a redelivery.
 */
export async function replayParked(c: KafkaConnection, options: ReplayOptions): Promise<ReplayResult> {
  const until = Date.now() + (options.withinMs ?? 60_000);
  const positions = new Map<number, bigint>();
  const parked = new Map<string, RawConsumed>();
  const sent = new Set<string>();
  const onRecord = (record: RawConsumed) => note(parked, record);
  for (;;) {
    await readTopic(c, { topic: parkedTopic(options.group), from: positions, onRecord });
    const mine = [...parked.values()].filter((r) => options.key === undefined || r.key?.toString() === options.key);
    const fresh = mine.filter((record) => !sent.has(record.offset) && !failedAgain(record, sent));
    for (const record of fresh) {
      await options.publisher.publishRaw(replayRecord(record, options.group));
      sent.add(record.offset);
    }
    const waiting = mine.some((record) => sent.has(record.offset));
    if (!waiting || Date.now() > until) return { replayed: sent.size, left: mine.length };
    await elapsed(LOOK_EVERY_MS);
  }
}

function note(parked: Map<string, RawConsumed>, record: RawConsumed): void {
  const done = record.headers[REPLAY_HEADERS.done];
  if (done !== undefined) parked.delete(done);
  else if (record.headers[PARKED_HEADERS.reason] !== undefined) parked.set(record.offset, record);
}

// A message that this call has sent once is parked again because it fails still, or waits behind one that does.
function failedAgain(record: RawConsumed, sent: ReadonlySet<string>): boolean {
  const of = record.headers[REPLAY_HEADERS.of];
  return of !== undefined && sent.has(of);
}

const OURS = new Set<string>([...Object.values(PARKED_HEADERS)]);

function replayRecord(record: RawConsumed, group: string): RawRecord {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(record.headers)) if (!OURS.has(name)) headers[name] = value;
  headers[REPLAY_HEADERS.count] = String(Number(record.headers[REPLAY_HEADERS.count] ?? 0) + 1);
  headers[REPLAY_HEADERS.group] = group;
  headers[REPLAY_HEADERS.of] = record.offset;
  return { topic: record.headers[PARKED_HEADERS.topic] ?? '', key: record.key, value: record.value, headers };
}

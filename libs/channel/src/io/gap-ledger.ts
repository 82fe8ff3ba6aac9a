import { sourceHeard, type Source, type SourceHeard } from '@hearback/contracts';
import { followTable, type KafkaConnection, type Publisher } from '@hearback/kafka';
import type { ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import { agedRecord, gapsOf } from '../domain/heard-gaps';
import { HOUR_MS, hourOf, rhythmOf, type Rhythm } from '../domain/rhythm';
import type { AcceptedFeedback } from './take-items';

/** What was accepted of one request or page. */
export interface Heard {
  polled: boolean;
  accepted: readonly AcceptedFeedback[];
  /** Those of a poll that a push should have brought. */
  expected?: readonly AcceptedFeedback[];
}

/** How a source is heard, over all replicas. */
export interface SourceHearing {
  lastAt: string | null;
  rhythm: Rhythm;
  last24Hours: { pushed: number; polled: number };
  /** Found by asking and never pushed, of the last 72 hours; null for a source that is not reconciled. */
  gaps: number | null;
}

export interface GapLedger extends ServicePart {
  /** Costs a few additions; what it notes is durable within seconds. */
  heard(source: Source, heard: Heard): void;
  hearing(source: Source): SourceHearing;
}

interface LedgerDeps {
  kafka: KafkaConnection;
  publisher: Publisher;
  telemetry: Telemetry;
  now(): Date;
  /** Whether the directory has such a source; of others nothing is kept. */
  isKnown(sourceId: string): boolean;
  /** Of this process. */
  instance: string;
}

const FLUSH_EVERY_MS = 2_000;
/** A record holds both lists and must stay under the size of an event. */
const IDS_AN_HOUR = 5_000;

/**
 * What arrived from each source, by hour, by push and by poll. Each replica counts its own and writes its counts, whole,
 * to a compacted topic; each reads all. Written twice they count once; a crash forgets the last two seconds, in which a
 * push that was counted nowhere may show as a gap.
 */
export async function startGapLedger(deps: LedgerDeps): Promise<GapLedger> {
  const books = new Books(deps);
  const { kafka, telemetry } = deps;
  const table = await followTable(kafka, sourceHeard, { telemetry, onRecord: (key, data) => books.read(key, data) });
  const timer = setInterval(() => void books.flush(), FLUSH_EVERY_MS).unref();
  return {
    name: 'gap ledger',
    // What comes in needs none of it.
    notReady: () => null,
    heard: (source, heard) => books.heard(source, heard),
    hearing: (source) => books.hearing(source),
    stop: async () => {
      clearInterval(timer);
      await books.flush();
      await table.stop();
    },
  };
}

class Books {
  /** By source, then by the record's key. */
  private readonly records = new Map<string, Map<string, SourceHeard>>();
  /** What is to be written, with when it was last heard in epoch milliseconds: a date as text for every post is dear. */
  private readonly dirty = new Map<SourceHeard, number>();
  /** The record of the present hour, by source. */
  private readonly open = new Map<string, { hourMs: number; record: SourceHeard }>();
  private agedAt = 0;

  constructor(private readonly deps: LedgerDeps) {}

  read(key: string, data: SourceHeard | null): void {
    if (data === null) return void this.records.get(key.slice(0, key.indexOf('/')))?.delete(key);
    // What this process knows of itself is never older than what it wrote.
    if (data.instance === this.deps.instance) return;
    // When its source was heard last is known once all is read: what is over goes with the next ageing.
    this.recordsOf(data.sourceId).set(key, agedRecord(data, this.nowMs(), Date.parse(data.lastAt)) ?? data);
  }

  heard(source: Source, { polled, accepted, expected = [] }: Heard): void {
    if (accepted.length === 0) return;
    const nowMs = this.nowMs();
    const record = this.current(source.sourceId, nowMs);
    record[polled ? 'polled' : 'pushed'] += accepted.length;
    if (isReconciled(source)) addIds(record, polled ? 'polledIds' : 'pushedIds', polled ? expected : accepted);
    this.dirty.set(record, nowMs);
  }

  hearing(source: Source): SourceHearing {
    const nowMs = this.nowMs();
    const records = [...(this.records.get(source.sourceId)?.values() ?? [])];
    const counts = new Map<number, number>();
    const last24Hours = { pushed: 0, polled: 0 };
    let lastAtMs: number | null = null;
    for (const record of records) {
      const { hour, pushed, polled } = record;
      const hourMs = Date.parse(hour);
      counts.set(hourMs, (counts.get(hourMs) ?? 0) + pushed + polled);
      lastAtMs = Math.max(lastAtMs ?? 0, this.dirty.get(record) ?? Date.parse(record.lastAt));
      if (hourMs <= nowMs - 24 * HOUR_MS) continue;
      last24Hours.pushed += pushed;
      last24Hours.polled += polled;
    }
    const lastAt = lastAtMs === null ? null : new Date(lastAtMs).toISOString();
    const gaps = isReconciled(source) ? gapsOf(records, nowMs) : null;
    return { lastAt, rhythm: rhythmOf(counts, lastAtMs, nowMs), last24Hours, gaps };
  }

  async flush(): Promise<void> {
    this.age();
    const records = [...this.dirty];
    this.dirty.clear();
    await Promise.all(
      records.map(([record, lastAtMs]) => {
        record.lastAt = new Date(lastAtMs).toISOString();
        return this.deps.publisher.publish(sourceHeard, record).catch(() => {
          // Heard again meanwhile, it is known to be later.
          if (!this.dirty.has(record)) this.dirty.set(record, lastAtMs);
        });
      }),
    );
  }

  /** Once an hour: a process that runs for months keeps no more than one that was started today. */
  private age(): void {
    const nowMs = this.nowMs();
    if (hourOf(nowMs) === this.agedAt) return;
    this.agedAt = hourOf(nowMs);
    for (const [sourceId, records] of this.records) {
      const heardLastMs = this.deps.isKnown(sourceId) ? this.heardLastMs(records) : nowMs;
      for (const [key, record] of records) {
        const aged = this.dirty.has(record) ? record : agedRecord(record, nowMs, heardLastMs);
        if (aged) records.set(key, aged);
        else {
          records.delete(key);
          this.forget(key);
        }
      }
      if (records.size > 0) continue;
      this.records.delete(sourceId);
      this.open.delete(sourceId);
    }
  }

  private heardLastMs(records: ReadonlyMap<string, SourceHeard>): number {
    return Math.max(...[...records.values()].map((r) => this.dirty.get(r) ?? Date.parse(r.lastAt)));
  }

  private current(sourceId: string, nowMs: number): SourceHeard {
    const hourMs = hourOf(nowMs);
    const open = this.open.get(sourceId);
    if (open?.hourMs === hourMs) return open.record;
    const record = this.recordOf(sourceId, new Date(hourMs).toISOString());
    this.open.set(sourceId, { hourMs, record });
    return record;
  }

  private recordOf(sourceId: string, hour: string): SourceHeard {
    const { instance } = this.deps;
    const records = this.recordsOf(sourceId);
    const key = `${sourceId}/${hour}/${instance}`;
    let record = records.get(key);
    if (!record) {
      record = { sourceId, hour, instance, pushed: 0, polled: 0, lastAt: hour, pushedIds: [], polledIds: [] };
      records.set(key, record);
    }
    return record;
  }

  private recordsOf(sourceId: string): Map<string, SourceHeard> {
    let records = this.records.get(sourceId);
    if (!records) this.records.set(sourceId, (records = new Map()));
    return records;
  }

  private forget(key: string): void {
    const tombstone = { topic: sourceHeard.topic, key, value: null, headers: {} };
    this.deps.publisher.publishRaw(tombstone).catch(() => undefined);
  }

  private nowMs(): number {
    return this.deps.now().getTime();
  }
}

/** A push source that has a poller too, asked only for what the pushes left out. */
export function isReconciled({ settings }: Source): boolean {
  return settings.reconcile === 'true';
}

// Dozens of pushes speak of one call, which is one id.
const knownIds = new WeakMap<readonly string[], Set<string>>();

function addIds(record: SourceHeard, list: 'pushedIds' | 'polledIds', accepted: readonly AcceptedFeedback[]): void {
  const known = record[list];
  const all = knownIds.get(known) ?? new Set(known);
  knownIds.set(known, all);
  for (const { feedbackId } of accepted) {
    const id = shortId(feedbackId);
    if (known.length >= IDS_AN_HOUR || all.has(id)) continue;
    all.add(id);
    known.push(id);
  }
}

function shortId(feedbackId: string): string {
  return feedbackId.replaceAll('-', '').slice(0, 16);
}

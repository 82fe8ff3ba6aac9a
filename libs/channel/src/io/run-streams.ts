import type { Source } from '@hearback/contracts';
import type { SharedTable } from '@hearback/kafka';
import type { ServicePart } from '@hearback/service';
import type { VendorStream } from '../vendor-stream';
import { formatsOf } from './channel-edge';
import { holdStream, type StreamDeps, type StreamStanding } from './hold-stream';
import { releaseStream } from './release-stream';
import { vendorAccess } from './vendor-access';

/** How the connections of a source stand in this replica: the one that stands worst, and how many are open. */
export interface StreamedSource extends StreamStanding {
  sourceId: string;
  open: number;
  connections: number;
}

export interface Streams extends ServicePart {
  /** Those that this replica holds open. */
  sources(): StreamedSource[];
}

export interface StreamsDeps extends Omit<StreamDeps, 'stopping'> {
  table: Pick<SharedTable<unknown>, 'holds'>;
}

interface Entry {
  source: Source;
  stream: VendorStream;
  closing: AbortController;
  standings: StreamStanding[];
  /** People changed, paused or removed its source: what it needed at the vendor is to be cleared after it. */
  released: boolean;
  /** Null once every connection is closed, what it had brought is taken, and what it needed is cleared. */
  running: Promise<void> | null;
}

/** A change of a source is acted on within this time. */
const LOOK_EVERY_MS = 250;
const STOP_MS = 5_000;

/**
 * Holds the streams of all active sources with the setting `stream` whose partition this replica holds, as it asks their
 * vendors. Changed sources are connected anew at once; paused and removed ones no more, and what they needed at their vendor
 * is cleared there.
 */
export function runStreams(deps: StreamsDeps, streams: readonly VendorStream[]): Streams {
  const held = new HeldStreams(deps, streams);
  return {
    name: 'streams',
    // What comes in needs none of it.
    notReady: () => null,
    stop: () => held.stop(),
    sources: () => held.sources(),
  };
}

/** Whether a source is to be listened to, where its vendor has a stream. */
export function isStreamed({ settings }: Source): boolean {
  return settings.stream === 'yes' || settings.stream === 'true';
}

class HeldStreams {
  private readonly entries = new Map<string, Entry>();
  private readonly stopping = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly ends;

  constructor(
    private readonly deps: StreamsDeps,
    private readonly streams: readonly VendorStream[],
  ) {
    this.ends = deps.edge.telemetry.meter.createCounter('hearback_stream_ends', {
      description: 'Connections to vendors that ended, or never began, by why',
    });
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    const running = [...this.entries.values()].flatMap((entry) => entry.running ?? []);
    for (const { closing } of this.entries.values()) closing.abort();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_MS)));
    await Promise.race([Promise.all(running), late]);
    clearTimeout(timer);
    this.stopping.abort();
  }

  sources(): StreamedSource[] {
    return [...this.entries].flatMap(([sourceId, { standings }]) => {
      const [worst] = [...standings].sort((a, b) => BADNESS[b.state] - BADNESS[a.state]);
      const open = standings.filter(({ state }) => state === 'open').length;
      return worst ? [{ sourceId, ...worst, open, connections: standings.length }] : [];
    });
  }

  private look(): void {
    if (this.deps.edge.registry.notReady() !== null) return;
    const mine = new Map(this.mine().map((job) => [job.source.sourceId, job]));
    for (const [sourceId, entry] of this.entries) {
      const { signal } = entry.closing;
      // What was let go for a moment, while partitions were dealt out, is not as it was by coming back.
      if (!signal.aborted && mine.get(sourceId)?.source.changedAt === entry.source.changedAt) continue;
      if (!signal.aborted) this.close(entry);
      if (!entry.running) this.entries.delete(sourceId);
    }
    // One that is being closed is connected anew when it has ended, so that a vendor never sees two.
    for (const job of mine.values()) if (!this.entries.has(job.source.sourceId)) this.open(job);
  }

  /** A source that is let go because another replica has it from now on needs at its vendor what it needed before. */
  private close(entry: Entry): void {
    const { source, stream, closing } = entry;
    const now = this.deps.edge.registry.sourceOf(source.sourceId);
    entry.released = this.deps.table.holds(source.sourceId) && now?.changedAt !== source.changedAt;
    closing.abort();
    if (entry.released && stream.release) entry.running ??= this.run(entry, []);
  }

  private async run(entry: Entry, held: readonly Promise<void>[]): Promise<void> {
    await Promise.allSettled(held);
    const { source, stream, released } = entry;
    const still = this.streamed().flatMap((one) => (one.stream === stream ? [one.source] : []));
    if (released) await releaseStream({ ...this.deps, stopping: this.stopping.signal }, { source, stream, still });
    entry.running = null;
  }

  private mine(): { source: Source; stream: VendorStream }[] {
    return this.streamed().filter(({ source }) => this.deps.table.holds(source.sourceId));
  }

  /** In whichever replica. */
  private streamed(): { source: Source; stream: VendorStream }[] {
    const { registry, definition } = this.deps.edge;
    const sources = definition.channels.flatMap((channel) => registry.sourcesOf(channel));
    return sources.flatMap((source) => {
      const stream = this.streams.find(({ name }) => name === source.format);
      return stream && source.state === 'active' && isStreamed(source) ? [{ source, stream }] : [];
    });
  }

  private open({ source, stream }: { source: Source; stream: VendorStream }): void {
    const closing = new AbortController();
    const entry: Entry = { source, stream, closing, standings: [], released: false, running: null };
    this.entries.set(source.sourceId, entry);
    const calls = this.callsOf(source, stream);
    const format = formatsOf(this.deps.edge.definition).find(({ name }) => name === stream.name);
    if (calls.kind === 'failed' || !format) {
      const why = calls.kind === 'failed' ? calls.why : 'no format reads this stream';
      entry.standings = [{ state: 'failed', why, sinceMs: this.deps.edge.now().getTime(), nextAtMs: null }];
      return;
    }
    const deps = { ...this.deps, stopping: this.stopping.signal };
    const held = calls.calls.map((call, index) =>
      holdStream(deps, { source, stream, format, call, closing: closing.signal }, (standing, end) => {
        entry.standings[index] = standing;
        if (end) this.ends.add(1, { format: stream.name, why: end.kind });
      }),
    );
    entry.running = this.run(entry, held);
  }

  /** What only a change of the source can mend is not tried again before one. */
  private callsOf(source: Source, stream: VendorStream) {
    try {
      return stream.calls(vendorAccess(this.deps.secretsKey, source));
    } catch (error) {
      return { kind: 'failed' as const, why: (error as Error).message };
    }
  }
}

const BADNESS: Record<StreamStanding['state'], number> = {
  open: 0,
  connecting: 1,
  waiting: 2,
  unreachable: 3,
  failed: 4,
};

import { setMaxListeners } from 'node:events';
import type { Source } from '@hearback/contracts';
import type { ServicePart } from '@hearback/service';
import { afterTurn, askNow, everySecondsOf, type PollSchedule } from '../domain/poll-schedule';
import type { Poller } from '../poller';
import { isReconciled } from './gap-ledger';
import { pollSource, type PollDeps } from './poll-source';

/** How a source that is polled stands in this replica. */
export interface PolledSource extends PollSchedule {
  sourceId: string;
  everySeconds: number;
}

export interface Pollers extends ServicePart {
  /** Those that this replica asks. */
  sources(): PolledSource[];
}

interface Entry {
  changedAt: string;
  everySeconds: number;
  schedule: PollSchedule;
  running: Promise<void> | null;
}

/** A change of a source is acted on within this time. */
const LOOK_EVERY_MS = 250;
const AT_ONCE = 16;
const STOP_MS = 5_000;

/**
 * Asks the vendors of all active sources whose partition this replica holds, each at its own pace. At least once: see
 * pollSource. Changed sources are asked at once; paused and removed ones no more.
 */
export function runPollers(deps: Omit<PollDeps, 'signal'>, pollers: readonly Poller[]): Pollers {
  const rounds = new PollRounds(deps, pollers);
  return {
    name: 'pollers',
    // What comes in needs none of it.
    notReady: () => null,
    stop: () => rounds.stop(),
    sources: () => rounds.sources(),
  };
}

class PollRounds {
  private readonly entries = new Map<string, Entry>();
  private readonly stopping = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly deps: PollDeps;
  private readonly polls;

  constructor(
    deps: Omit<PollDeps, 'signal'>,
    private readonly pollers: readonly Poller[],
  ) {
    // Each call under way listens.
    setMaxListeners(4 * AT_ONCE, this.stopping.signal);
    this.deps = { ...deps, signal: this.stopping.signal };
    this.polls = deps.edge.telemetry.meter.createCounter('hearback_polls', {
      description: 'Questions to vendors, by what they came to',
    });
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort();
    const running = [...this.entries.values()].flatMap((entry) => entry.running ?? []);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_MS)));
    await Promise.race([Promise.all(running), late]);
    clearTimeout(timer);
  }

  sources(): PolledSource[] {
    return [...this.entries].map(([sourceId, { everySeconds, schedule }]) => ({ sourceId, everySeconds, ...schedule }));
  }

  private look(): void {
    const { registry } = this.deps.edge;
    if (this.stopping.signal.aborted || registry.notReady() !== null) return;
    const mine = new Map(this.mine().map((job) => [job.source.sourceId, job]));
    for (const [sourceId, { running }] of this.entries)
      if (!running && !mine.has(sourceId)) this.entries.delete(sourceId);
    for (const job of mine.values()) this.attend(job);
  }

  private mine(): { source: Source; poller: Poller }[] {
    const { registry, definition } = this.deps.edge;
    const sources = definition.channels.flatMap((channel) => registry.sourcesOf(channel));
    return sources.flatMap((source) => {
      const poller = this.pollers.find(({ name }) => name === source.format);
      if (!poller || source.state !== 'active' || (poller.onlyReconciles && !isReconciled(source))) return [];
      return this.deps.table.holds(source.sourceId) ? [{ source, poller }] : [];
    });
  }

  private attend({ source, poller }: { source: Source; poller: Poller }): void {
    const nowMs = this.deps.edge.now().getTime();
    let entry = this.entries.get(source.sourceId);
    // The turn under way still works with what was set before; the next one begins when it has ended.
    if (entry?.running) return;
    if (!entry || entry.changedAt !== source.changedAt) {
      const everySeconds = everySecondsOf(source.settings.pollSeconds, poller.everySeconds);
      entry = { changedAt: source.changedAt, everySeconds, schedule: askNow(nowMs), running: null };
      this.entries.set(source.sourceId, entry);
    }
    if (entry.schedule.nextAtMs > nowMs || this.busy() >= AT_ONCE) return;
    entry.running = this.turn(entry, { source, poller });
  }

  private busy(): number {
    let busy = 0;
    for (const { running } of this.entries.values()) if (running) busy++;
    return busy;
  }

  private async turn(entry: Entry, { source, poller }: { source: Source; poller: Poller }): Promise<void> {
    const current = () =>
      !this.stopping.signal.aborted &&
      this.deps.table.holds(source.sourceId) &&
      this.deps.edge.registry.sourceOf(source.sourceId)?.changedAt === entry.changedAt;
    const turn = await pollSource(this.deps, { source, poller, current });
    this.polls.add(1, { format: poller.name, outcome: turn.kind });
    const nowMs = this.deps.edge.now().getTime();
    const { everySeconds } = entry;
    entry.schedule = afterTurn(entry.schedule, turn, { nowMs, everySeconds, random: Math.random() });
    entry.running = null;
  }
}

import { unseal } from '@hearback/access';
import type { CallPartTaken } from '@hearback/contracts';
import { pass, type Message, type Outcome } from '@hearback/kafka';
import { decideCall, isForgotten, sentCall, type CallLimits } from '../domain/assemble-call';
import type { Call } from '../domain/call';
import { foldPart } from '../domain/fold-part';
import type { CallMetrics } from './call-metrics';
import type { CallStore, PlacedCall } from './call-store';

export interface CallDeskDeps {
  store: CallStore;
  publish(call: Call, traceparent?: string): Promise<void>;
  /** By partition, up to which offset parts already wait to be read. */
  waiting(): Promise<ReadonlyMap<number, bigint>>;
  /** Why feedback cannot be judged yet (the sources were not read), or null. */
  notReady(): string | null;
  limits: CallLimits;
  metrics: CallMetrics;
  /** Opens what the edge has sealed. */
  key: Buffer;
  now(): Date;
}

// A part may have others of its call behind it, so only the clock closes a call at a limit.
const NO_LIMITS: CallLimits = { endedMs: Infinity, openMs: Infinity, callerMs: Infinity, keepMs: Infinity };

/** Work that has to wait for something outside; the runner tries again without end. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
}

/**
 * Folds pushes into calls and publishes what they become. At least once: a call is written to its topic with what is to
 * be published (its outbox), then that is published, then the empty outbox is written; offsets are committed after all of
 * it. A crash between any two steps does the later ones again, with the same ids and the same words.
 */
export class CallDesk {
  private calls = new Map<string, PlacedCall>();
  private partitions: ReadonlySet<number> = new Set();
  /** Where parts waited when the partition became ours: up to which offset. Before they are read no limit closes a call. */
  private behind = new Map<number, bigint>();
  private stale = true;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: CallDeskDeps) {}

  /** The partitions of the parts that are ours from now on; their calls are read again before anything else is done. */
  assigned(partitions: ReadonlySet<number>): void {
    this.partitions = partitions;
    this.stale = true;
  }

  handle(messages: readonly Message<CallPartTaken>[]): Promise<Outcome[]> {
    return this.inTurn(async () => {
      await this.restore();
      const touched = new Map<string, PlacedCall>();
      const traces = new Map<string, string>();
      for (const { data, position, traceparent } of messages) {
        const { partition, offset } = placeOf(position);
        const known = touched.get(data.feedbackId) ?? this.calls.get(data.feedbackId);
        // Read again after a crash or a rebalance, and already in the call.
        if (known && known.partition === partition && known.upTo >= offset) continue;
        const folded = foldPart(known?.call, { ...data, part: this.opened(data) });
        const call = decideCall(folded, this.deps.now(), NO_LIMITS);
        touched.set(data.feedbackId, { call, partition, upTo: offset });
        traces.set(data.feedbackId, traceparent);
      }
      await inParallel([...touched.values()], (placed) => this.settle(placed, traces.get(placed.call.feedbackId)));
      // Not before: a batch that failed is read again, and its parts wait until then.
      for (const { position } of messages) this.catchUp(position);
      return messages.map(() => pass());
    });
  }

  /** Closes the calls whose time has come, finishes what a crash has left, and forgets what is long over. */
  sweep(): Promise<void> {
    return this.inTurn(async () => {
      if (this.partitions.size === 0) return;
      await this.restore();
      const now = this.deps.now();
      const due: PlacedCall[] = [];
      const over: string[] = [];
      for (const [id, placed] of this.calls) {
        const limits = this.behind.has(placed.partition) ? NO_LIMITS : this.deps.limits;
        if (isForgotten(placed.call, now, limits) && !isWaiting(placed.call)) {
          over.push(id);
          continue;
        }
        const call = decideCall(placed.call, now, limits);
        if (call !== placed.call || isWaiting(call)) due.push({ ...placed, call });
      }
      await inParallel(due, (placed) => this.settle(placed));
      // Together: after some days of rest they are thousands, and what comes in waits for them.
      await inParallel(over, (id) => this.forget(id));
    });
  }

  private async forget(feedbackId: string): Promise<void> {
    await this.deps.store.forget(feedbackId);
    this.calls.delete(feedbackId);
  }

  private async settle(placed: PlacedCall, traceparent?: string): Promise<void> {
    const { store, publish, metrics } = this.deps;
    const { feedbackId } = placed.call;
    await store.save(placed, traceparent);
    metrics.changed(this.calls.get(feedbackId)?.call, placed.call);
    this.calls.set(feedbackId, placed);
    if (!isWaiting(placed.call)) return;
    await publish(placed.call, traceparent);
    const sent = { ...placed, call: sentCall(placed.call) };
    await store.save(sent, traceparent);
    this.calls.set(feedbackId, sent);
  }

  private async restore(): Promise<void> {
    const reason = this.deps.notReady();
    if (reason !== null) throw new NotYet(reason);
    while (this.stale) {
      this.stale = false;
      try {
        this.calls = await this.deps.store.readAll(this.partitions);
        this.behind = new Map(await this.deps.waiting());
      } catch (error) {
        this.stale = true;
        throw error;
      }
    }
  }

  private catchUp(position: string): void {
    const { partition, offset } = placeOf(position);
    const end = this.behind.get(partition);
    if (end !== undefined && offset + 1n >= end) this.behind.delete(partition);
  }

  private opened({ part, authorEncrypted }: CallPartTaken) {
    const author = authorEncrypted && (JSON.parse(unseal(this.deps.key, authorEncrypted).toString('utf8')) as object);
    return author ? { ...part, author } : part;
  }

  // The clock and each partition's batches touch the same calls: one after the other.
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

function placeOf(position: string): { partition: number; offset: bigint } {
  const [partition, offset] = position.split(':') as [string, string];
  return { partition: Number(partition), offset: BigInt(offset) };
}

function isWaiting({ outbox }: Call): boolean {
  return outbox.feedback !== undefined || outbox.reply !== undefined;
}

/** All of it, then the first failure: what was acknowledged meanwhile is known. */
async function inParallel<T>(values: readonly T[], work: (value: T) => Promise<void>): Promise<void> {
  const results = await Promise.allSettled(values.map(work));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

import { randomUUID } from 'node:crypto';
import type { Telemetry } from '@hearback/telemetry';
import type { PublishedDecision, RedisWindow } from './redis-window';

/** The window cannot be used until it has been rebuilt, and that failed. Never the fault of a message. */
export class WindowNotReady extends Error {
  override readonly name = 'WindowNotReady';
}

export interface KeeperOptions {
  window: RedisWindow;
  telemetry: Telemetry;
  /** Reads every decision ever published, in the order of each partition. */
  readPublished(onDecision: (decision: PublishedDecision) => void): Promise<unknown>;
  now(): number;
  onRebuilt(seconds: number, decisions: number): void;
}

/** Guards the window: nothing is decided before it is known to be whole. */
export interface WindowKeeper {
  /**
   * Runs one batch of work while the window is whole. `work` answers `emptied` when it found the window emptied; it is
   * then run again after a rebuild. A rebuild waits for all work under way, so that what it published is read too.
   */
  whileWhole<T>(work: () => Promise<T | 'emptied'>): Promise<T>;
  /** Redis may have become another server process: check before the next work. */
  doubt(): void;
  /** Checks the window now, and rebuilds it if necessary. */
  check(): Promise<void>;
  /** null when the window is known to be whole. */
  notReady(): string | null;
}

/** Decisions put back with one round trip. */
const CHUNK = 200;

export function windowKeeper(options: KeeperOptions): WindowKeeper {
  let whole = false;
  let checking: Promise<void> | undefined;
  let doubts = 0;
  const underWay = new Set<Promise<unknown>>();

  // One check at a time; whoever comes meanwhile waits for it.
  const check = () => (checking ??= makeWhole().finally(() => (checking = undefined)));

  async function makeWhole(): Promise<void> {
    const doubtsBefore = doubts;
    await Promise.allSettled(underWay);
    try {
      await rebuildIfNeeded(options);
    } catch (error) {
      throw new WindowNotReady('the window of earlier feedback could not be made whole', { cause: error });
    }
    whole = doubts === doubtsBefore;
  }

  async function whileWhole<T>(work: () => Promise<T | 'emptied'>): Promise<T> {
    for (;;) {
      // No await between the last look and the start of the work: a check that begins later waits for it.
      while (checking || !whole) await check();
      const running = work();
      underWay.add(running);
      const result = await running.finally(() => underWay.delete(running));
      if (result !== 'emptied') return result;
      whole = false;
    }
  }

  return {
    whileWhole,
    check,
    doubt: () => {
      doubts++;
      whole = false;
    },
    notReady: () => (whole ? null : 'earlier feedback is not loaded into Redis'),
  };
}

/**
 * The marker is missing: Redis is new or was emptied. Another server process: it may have lost its last second, or more.
 * Either way everything published goes back in; what is there already stays. Several processes may do so at once.
 */
async function rebuildIfNeeded(options: KeeperOptions): Promise<void> {
  const { window } = options;
  const [epoch, runIds] = [await window.epoch(), await window.runIds()];
  if (epoch !== null && runIds.known === runIds.now) return;
  const startedAt = options.now();
  options.telemetry.logger.warn({ emptied: epoch === null }, 'putting published relations back into Redis');
  const decisions = await putBack(options);
  await window.begin(randomUUID(), runIds.now);
  const seconds = (options.now() - startedAt) / 1000;
  options.onRebuilt(seconds, decisions);
  options.telemetry.logger.info({ decisions, seconds }, 'relations are back in Redis');
}

async function putBack({ window, readPublished, now }: KeeperOptions): Promise<number> {
  let count = 0;
  let chunk: PublishedDecision[] = [];
  let inserted: Promise<void> = Promise.resolve();
  const flush = () => {
    const decisions = chunk;
    chunk = [];
    inserted = inserted.then(() => window.insert(decisions, now()));
    // A failure is thrown at the end; it must not count as unhandled until then.
    inserted.catch(() => undefined);
  };
  await readPublished((decision) => {
    count++;
    if (chunk.push(decision) >= CHUNK) flush();
  });
  flush();
  await inserted;
  return count;
}

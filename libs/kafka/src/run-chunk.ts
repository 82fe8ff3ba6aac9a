import type { ConsumerSettings } from './consumer-settings';
import { Abandoned, type BatchScope } from './batch-scope';
import type { ConsumerMetrics } from './consumer-metrics';
import type { Delivery } from './delivery';
import { describeError } from './domain/describe-error';
import { keyLanes, limiter } from './domain/key-lanes';
import { retryDelayMs } from './domain/retry-delay';
import type { Logger } from '@hearback/telemetry';
import type { RawRecord } from './event-record';
import type { Outcome } from './outcome';
import { BEHIND_PARKED, FAILING } from './parked-record';
import { judge, makeDurable, recordsOf, TooMuchParked, type SettleDeps, type Settled } from './settle';
import type { Handler } from './subscription';

export interface ChunkDeps extends SettleDeps {
  topic: string;
  handler: Handler<unknown>;
  settings: ConsumerSettings;
  metrics: ConsumerMetrics;
  logger: Logger;
  isOutage(error: unknown): boolean;
  /** Called once for each message whose outcome is durable. */
  onDurable(delivery: Delivery): void;
}

const EACH_AT_ONCE = 16;
const SINGLES_AT_ONCE = 4;

/**
 * Brings every message of a chunk to a durable outcome, in order for each key, or throws: Abandoned when the session is
 * over or the consumer stops, TooMuchParked when nearly everything would park. Messages without a durable outcome are
 * then delivered again; those with one may be, if their offsets were not committed in time.
 */
export async function runChunk(chunk: readonly Delivery[], scope: BatchScope, deps: ChunkDeps): Promise<void> {
  if ('each' in deps.handler) return runLanes(chunk, scope, deps);
  const alone = new Set(chunk.filter((d) => needsCare(d, deps)).map((d) => d.keyId));
  const together = chunk.filter((d) => d.keyId === null || !alone.has(d.keyId));
  const apart = chunk.filter((d) => d.keyId !== null && alone.has(d.keyId));
  if (together.length > 0 && !(await runTogether(together, scope, deps))) await runLanes(together, scope, deps);
  await runLanes(apart, scope, deps);
}

function needsCare(d: Delivery, { blocks }: ChunkDeps): boolean {
  return d.keyId !== null && (d.replayOf !== null || blocks.isBlocked(d.keyId));
}

/** False when the handler threw what is no outage: the culprit must be found by taking the messages one by one. */
async function runTogether(chunk: readonly Delivery[], scope: BatchScope, deps: ChunkDeps): Promise<boolean> {
  for (let outages = 1; ; outages++) {
    scope.check();
    try {
      const outcomes = await callBatch(chunk, deps);
      const settled = chunk.map((delivery, index) => ({ delivery, outcome: outcomes[index]! }));
      const records = settled.map((one) => recordsOf(one, deps));
      for (const one of settled) judge(one, deps.guard);
      await untilPublished(inOrder(settled, records, deps), scope, deps);
      for (const { delivery, outcome } of settled) ended(delivery, outcome, deps);
      return true;
    } catch (error) {
      if (error instanceof Abandoned || error instanceof TooMuchParked) throw error;
      if (!deps.isOutage(error)) {
        deps.metrics.retried(deps.topic, 'failure');
        deps.logger.warn(
          { topic: deps.topic, ...describeError(error) },
          'a batch failed, trying its messages one by one',
        );
        return false;
      }
      await waitOut(outageThrown(error, outages, deps), scope, deps);
    }
  }
}

/** Unreadable messages have their outcome already; the handler gets the others. */
async function callBatch(chunk: readonly Delivery[], { handler }: ChunkDeps): Promise<Outcome[]> {
  const readable = chunk.filter((d) => d.unreadable === null);
  const outcomes = readable.length === 0 ? [] : await call(handler, readable);
  if (outcomes.length !== readable.length)
    throw new Error(`the handler gave ${outcomes.length} outcomes for ${readable.length} messages`);
  let next = 0;
  return chunk.map((d) => d.unreadable ?? outcomes[next++]!);
}

async function call(handler: Handler<unknown>, deliveries: readonly Delivery[]): Promise<Outcome[]> {
  const messages = deliveries.map((d) => d.message);
  if ('batch' in handler) return handler.batch(messages);
  return Promise.all(messages.map((message) => handler.each(message)));
}

async function runLanes(chunk: readonly Delivery[], scope: BatchScope, deps: ChunkDeps): Promise<void> {
  const atOnce = 'each' in deps.handler ? (deps.handler.concurrency ?? EACH_AT_ONCE) : SINGLES_AT_ONCE;
  const limit = limiter(atOnce);
  const lanes = keyLanes(chunk, (d) => d.keyId);
  const results = await Promise.allSettled(
    lanes.map(async (lane) => {
      try {
        for (const d of lane) await runOne(d, scope, { ...deps, limit });
      } catch (error) {
        scope.giveUp();
        throw error;
      }
    }),
  );
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (reasons.length > 0) throw reasons.find((reason) => !(reason instanceof Abandoned)) ?? reasons[0];
}

type OneDeps = ChunkDeps & { limit: ReturnType<typeof limiter> };

async function runOne(d: Delivery, scope: BatchScope, deps: OneDeps): Promise<void> {
  if (d.keyId !== null && deps.blocks.verdict(d.keyId, d.replayOf) === 'behind')
    return settleOne({ delivery: d, outcome: { kind: 'park', reason: BEHIND_PARKED } }, scope, deps);
  for (;;) {
    const thrown = await attempt(d, scope, deps);
    if (thrown === null) return;
    const outage = deps.isOutage(thrown.error);
    if (outage) d.outages++;
    else d.failures++;
    const times = outage ? d.outages : d.failures;
    const waitMs = retryDelayMs({ outage, times }, deps.settings, Math.random());
    if (waitMs === null) {
      deps.logger.error(
        { topic: d.topic, position: d.message.position, ...describeError(thrown.error) },
        'a message is parked: it failed every time',
      );
      return settleOne({ delivery: d, outcome: { kind: 'park', reason: FAILING, error: thrown.error } }, scope, deps);
    }
    await waitOut({ error: thrown.error, outage, times, waitMs }, scope, deps);
  }
}

/** null when the message has its durable outcome, else what was thrown. */
async function attempt(d: Delivery, scope: BatchScope, deps: OneDeps): Promise<{ error: unknown } | null> {
  try {
    await deps.limit(async () => {
      scope.check();
      const outcome = d.unreadable ?? (await call(deps.handler, [d]))[0];
      if (!outcome) throw new Error('the handler gave no outcome');
      await settleOne({ delivery: d, outcome }, scope, deps);
    });
    return null;
  } catch (error) {
    if (error instanceof Abandoned || error instanceof TooMuchParked) throw error;
    return { error };
  }
}

async function settleOne(settled: Settled, scope: BatchScope, deps: ChunkDeps): Promise<void> {
  const records = recordsOf(settled, deps);
  judge(settled, deps.guard);
  await untilPublished(() => makeDurable(settled, records, deps), scope, deps);
  ended(settled.delivery, settled.outcome, deps);
}

/**
 * All at once, and on a repetition from the first that was not acknowledged: order is kept, and a publisher that is
 * full is not filled with what it has taken already.
 */
function inOrder(settled: readonly Settled[], records: RawRecord[][], deps: ChunkDeps): () => Promise<void> {
  let from = 0;
  return async () => {
    const tried = settled.slice(from).map((one, index) => makeDurable(one, records[from + index]!, deps));
    const results = await Promise.allSettled(tried);
    const failed = results.findIndex((result) => result.status === 'rejected');
    if (failed === -1) return;
    from += failed;
    throw (results[failed] as PromiseRejectedResult).reason;
  };
}

/** Publishes again, while Kafka is away; the handler is not called again for that. */
async function untilPublished(publish: () => Promise<unknown>, scope: BatchScope, deps: ChunkDeps): Promise<void> {
  for (let outages = 1; ; outages++) {
    try {
      await publish();
      return;
    } catch (error) {
      if (!deps.isOutage(error)) throw error;
      await waitOut(outageThrown(error, outages, deps), scope, deps);
    }
  }
}

interface Thrown {
  error: unknown;
  outage: boolean;
  times: number;
  waitMs: number;
}

function outageThrown(error: unknown, times: number, { settings }: ChunkDeps): Thrown {
  return { error, outage: true, times, waitMs: retryDelayMs({ outage: true, times }, settings, Math.random()) ?? 0 };
}

async function waitOut({ error, outage, times, waitMs }: Thrown, scope: BatchScope, deps: ChunkDeps): Promise<void> {
  const { topic } = deps;
  deps.metrics.retried(topic, outage ? 'outage' : 'failure');
  deps.logger.warn({ topic, attempt: times, waitMs, ...describeError(error) }, 'not handled, trying again');
  await scope.pause(waitMs);
}

function ended(delivery: Delivery, outcome: Outcome, deps: ChunkDeps): void {
  deps.metrics.ended(delivery.topic, outcome);
  delivery.span.end(outcome.kind === 'park' ? (outcome.error ?? new Error(outcome.reason)) : undefined);
  deps.onDurable(delivery);
}

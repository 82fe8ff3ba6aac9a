import type { ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import { Queue, Worker, type RedisOptions } from 'bullmq';
import { SLOT_MS } from '../domain/wake-slots';

export interface WakeUps extends ServicePart {
  /**
   * Asks to be woken in these slots (multiples of SLOT_MS since 1970). Never waits, never throws: while Redis does not
   * answer nothing is asked for, and the sweep does the work alone.
   */
  arm(slots: readonly number[]): void;
}

export interface WakeUpsOptions {
  redisUrl: string;
  /** First part of every key in Redis. */
  prefix: string;
  telemetry: Telemetry;
  /** What a wake-up does; an error is the sweep's to repair. */
  wake(): Promise<unknown>;
}

const QUEUE = 'clocks';
const ANSWER_MS = 500;
const CLOSE_MS = 2_000;
// One blocking read every 30 s when nothing is due: an idle worker costs next to nothing. A job added meanwhile, and
// one whose delay ends, wake the read at once.
const DRAIN_SECONDS = 30;

/**
 * BullMQ as an alarm clock. A job says "look at the table now"; its id is its slot, so that any number of clocks and
 * replicas make one job for each slot, and what Redis holds is bounded by the horizon of the caller. Losing all of it
 * costs promptness until the next sweep, nothing else.
 */
export function startWakeUps(options: WakeUpsOptions): WakeUps {
  const { telemetry, prefix } = options;
  const failures = telemetry.meter.createCounter('hearback_wake_up_failures', {
    description: 'Wake-ups that Redis did not take in time; the sweep replaces them',
  });
  const queue = new Queue(QUEUE, { connection: connection(options, false), prefix, skipVersionCheck: true });
  const worker = startWorker(options);
  let asking = false;
  let troubled = false;
  const trouble = (error: unknown) => {
    failures.add(1);
    if (!troubled) telemetry.logger.warn({ err: error }, 'Redis does not take wake-ups; the sweep works alone');
    troubled = true;
  };
  queue.on('error', () => undefined);
  return {
    name: 'wake-ups',
    // The tracker keeps every promise without Redis.
    notReady: () => null,
    arm: (slots) => {
      if (slots.length === 0) return;
      // BullMQ's add never settles while Redis is down: one at a time, or they would pile up.
      if (asking) return trouble(new Error('Redis has not answered the last request'));
      asking = true;
      const late = setTimeout(() => trouble(new Error(`no answer within ${ANSWER_MS} ms`)), ANSWER_MS);
      queue
        .addBulk(slots.map(jobOf))
        .then(() => (troubled = false), trouble)
        .finally(() => {
          clearTimeout(late);
          asking = false;
        });
    },
    stop: () => closeBoth(worker, queue),
  };
}

function jobOf(slot: number) {
  const delay = Math.max(0, slot * SLOT_MS - Date.now());
  return { name: 'wake', data: {}, opts: { jobId: `slot-${slot}`, delay, removeOnComplete: true, removeOnFail: true } };
}

function startWorker(options: WakeUpsOptions): Worker {
  const worker = new Worker(
    QUEUE,
    async () => {
      await options.wake().catch((error: unknown) => {
        options.telemetry.logger.warn({ err: error }, 'a wake-up failed; the sweep will do its work');
      });
    },
    {
      connection: connection(options, true),
      prefix: options.prefix,
      concurrency: 1,
      drainDelay: DRAIN_SECONDS,
      skipStalledCheck: true,
      skipLockRenewal: true,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
      skipVersionCheck: true,
    },
  );
  worker.on('error', () => undefined);
  return worker;
}

function connection({ redisUrl }: WakeUpsOptions, blocking: boolean): RedisOptions {
  return {
    url: redisUrl,
    connectTimeout: 2_000,
    enableOfflineQueue: blocking,
    maxRetriesPerRequest: blocking ? null : 1,
    retryStrategy: (attempt: number) => Math.min(250 * attempt, 5_000),
  } as RedisOptions;
}

// Closing waits for Redis, which may be gone; what is lost then is only a wake-up.
async function closeBoth(worker: Worker, queue: Queue): Promise<void> {
  const closing = Promise.allSettled([worker.close(true), queue.close()]);
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), CLOSE_MS)));
  if ((await Promise.race([closing, patience])) === 'late') {
    void worker.disconnect().catch(() => undefined);
    void queue.disconnect().catch(() => undefined);
  }
  clearTimeout(timer);
}

import { caseChanged, CONSUMER_GROUPS, feedbackRefused, parkedTopic } from '@hearback/contracts';
import { deriveKeys, followAccess, type AccessRegistry } from '@hearback/access';
import { consume, createPublisher, onEvent, onRaw, pass, type KafkaConnection, type Publisher } from '@hearback/kafka';
import { isPostgresOutage, startOutboxRelay, type Pool } from '@hearback/postgres';
import type { ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import type { Advanced } from './domain/due-events';
import { parkedRecord } from './domain/parked-record';
import { wakeSlots } from './domain/wake-slots';
import type { TrackerEnv } from './env';
import { handleCaseChanges, SERVICE } from './handle-case-changes';
import { clockMetrics } from './io/clock-metrics';
import { startEventStream, type EventStream } from './io/event-stream';
import { inFlightReader } from './io/in-flight';
import { nextWakeTimes, startSweep } from './io/sweep';
import { saveParked, saveRefused } from './io/waiting-store';
import { startWakeUps } from './io/wake-ups';
import { processDue } from './process-due';
import { responseReads, type ResponseReads } from './response-reads';

/** First part of every key of the tracker in Redis. */
const REDIS_PREFIX = 'response';

export interface Foundation {
  env: TrackerEnv;
  telemetry: Telemetry;
  pool: Pool;
  connection: KafkaConnection;
  /** The consumer has died for good; the process should end and be started again. */
  onDead(error: Error): void;
}

export interface TrackerParts {
  access: AccessRegistry;
  reads: ResponseReads;
  stream: EventStream;
  /** In the order they were started. */
  parts: ServicePart[];
}

/** Starts everything behind the HTTP interface. Redis may be away: only promptness suffers. */
export async function startParts(foundation: Foundation): Promise<TrackerParts> {
  const { env, telemetry, pool, connection } = foundation;
  const publisher = await createPublisher(connection, { service: SERVICE, telemetry });
  const relay = startOutboxRelay({ pool, publisher, telemetry });
  const keeping = startTimekeeping(foundation, relay.kick);
  const reads = responseReads({ pool, readInFlight: inFlightReader(connection) });
  const stream = startEventStream({ pool, telemetry, readRate: () => reads.rate(lastDays()) });
  const access = await followAccess(connection, { telemetry, keys: deriveKeys(env.HEARBACK_SECRET), sources: false });
  const consumer = await startConsumer(foundation, { publisher, committed: keeping.committed });
  const database = { name: 'database', notReady: () => null, stop: () => pool.end() };
  return { access, reads, stream, parts: [database, publisher, relay, ...keeping.parts, stream, access, consumer] };
}

const DAYS_MS = 30 * 86_400_000;

function lastDays() {
  const now = new Date();
  return { from: new Date(now.getTime() - DAYS_MS), to: now, asOf: now, live: true };
}

/** The sweep, which is the truth, and the wake-ups, which make it prompt. */
function startTimekeeping({ env, telemetry, pool }: Foundation, announced: () => void) {
  // Whatever falls due before the sweep after next is asked for; the sweep between asks again.
  const horizonMs = env.SWEEP_SECONDS * 2_000;
  const count = clockMetrics(telemetry);
  const wakeUps = startWakeUps({
    redisUrl: env.REDIS_URL,
    prefix: `${env.KAFKA_TOPIC_PREFIX}${REDIS_PREFIX}`,
    telemetry,
    wake: () => processDue({ pool, committed }),
  });
  const arm = (times: readonly Date[]) => wakeUps.arm(wakeSlots(times, new Date(), horizonMs));
  function committed(advanced: readonly Advanced[]): void {
    count(advanced);
    if (advanced.length > 0) announced();
    arm(advanced.flatMap(({ clock }) => clock.wakeAt ?? []));
  }
  const sweep = startSweep({
    seconds: env.SWEEP_SECONDS,
    telemetry,
    sweep: async () => {
      await processDue({ pool, committed });
      arm(await nextWakeTimes(pool, horizonMs));
    },
  });
  return { committed, parts: [wakeUps, sweep] };
}

interface ConsumerNeeds {
  publisher: Publisher;
  committed(advanced: readonly Advanced[]): void;
}

function startConsumer({ telemetry, pool, connection, onDead }: Foundation, { publisher, committed }: ConsumerNeeds) {
  return consume(connection, {
    group: SERVICE,
    telemetry,
    publisher,
    isOutage: isPostgresOutage,
    onDead,
    maxBatch: 500,
    subscriptions: [
      onEvent(caseChanged, { batch: (messages) => handleCaseChanges({ pool, committed }, messages) }),
      onEvent(feedbackRefused, {
        batch: async (messages) => {
          await saveRefused(
            pool,
            messages.map(({ data }) => data),
          );
          return messages.map(() => pass());
        },
      }),
      ...CONSUMER_GROUPS.map((group) => onParked(pool, group)),
    ],
  });
}

function onParked(pool: Pool, group: string) {
  return onRaw(parkedTopic(group), {
    batch: async (messages) => {
      await saveParked(pool, group, messages.map(parkedRecord));
      return messages.map(() => pass());
    },
  });
}

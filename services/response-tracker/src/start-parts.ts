import { caseChanged, CONSUMER_GROUPS, feedbackRefused, parkedTopic, refusalClosed } from '@hearback/contracts';
import { deriveKeys, followAccess, type AccessRegistry } from '@hearback/access';
import { consume, createPublisher, onEvent, onRaw, pass, type KafkaConnection, type Publisher } from '@hearback/kafka';
import { sealingKeyPair } from '@hearback/proof';
import { isPostgresOutage, type Pool } from '@hearback/postgres';
import type { ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import { parkedRecord } from './domain/parked-record';
import type { TrackerEnv } from './env';
import { handleCaseChanges, SERVICE, type Committed } from './handle-case-changes';
import { startEventStream, type EventStream } from './io/event-stream';
import { inFlightReader } from './io/in-flight';
import { inForceReader, type ReadInForce } from './io/in-force-store';
import { saveParked, saveRefusalsClosed, saveRefused } from './io/waiting-store';
import { proofReads, type ProofReads } from './proof-reads';
import { responseReads, type ResponseReads } from './response-reads';
import { startReports, type Reports } from './start-reports';
import { startTimekeeping } from './start-timekeeping';

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
  proofs: ProofReads;
  reports: Reports;
  stream: EventStream;
  /** In the order they were started. */
  parts: ServicePart[];
}

/** Starts everything behind the HTTP interface. Redis may be away: only promptness suffers. */
export async function startParts(foundation: Foundation): Promise<TrackerParts> {
  const { env, telemetry, pool, connection } = foundation;
  const publisher = await createPublisher(connection, { service: SERVICE, telemetry });
  const readInForce = inForceReader();
  const keeping = startTimekeeping({ ...foundation, readInForce, publisher });
  const readInFlight = inFlightReader(connection);
  const reads = responseReads({ pool, readInForce, readInFlight });
  const proofs = proofReads({ pool, readInForce, key: sealingKeyPair(deriveKeys(env.HEARBACK_SECRET).sealing) });
  const stream = startEventStream({ pool, telemetry, readRate: () => reads.rate(lastDays()) });
  const reporting = startReports({ ...foundation, readInForce, readInFlight });
  const access = await followAccess(connection, { telemetry, keys: deriveKeys(env.HEARBACK_SECRET), sources: false });
  const consumer = await startConsumer(foundation, { publisher, readInForce, committed: keeping.committed });
  const database = { name: 'database', notReady: () => null, stop: () => pool.end() };
  return {
    access,
    reads,
    proofs,
    reports: reporting.reports,
    stream,
    parts: [database, publisher, ...keeping.parts, ...reporting.parts, stream, access, consumer],
  };
}

const DAYS_MS = 30 * 86_400_000;

function lastDays() {
  const now = new Date();
  const [promise, by] = ['response', 'channel'] as const;
  return { from: new Date(now.getTime() - DAYS_MS), to: now, asOf: now, live: true, promise, by };
}

interface ConsumerNeeds {
  publisher: Publisher;
  readInForce: ReadInForce;
  committed: Committed;
}

function startConsumer(
  { telemetry, pool, connection, onDead }: Foundation,
  { publisher, readInForce, committed }: ConsumerNeeds,
) {
  return consume(connection, {
    group: SERVICE,
    telemetry,
    publisher,
    isOutage: isPostgresOutage,
    onDead,
    maxBatch: 500,
    subscriptions: [
      onEvent(caseChanged, { batch: (messages) => handleCaseChanges({ pool, readInForce, committed }, messages) }),
      onEvent(feedbackRefused, {
        batch: async (messages) => {
          await saveRefused(
            pool,
            messages.map(({ data }) => data),
          );
          return messages.map(() => pass());
        },
      }),
      onEvent(refusalClosed, {
        batch: async (messages) => {
          await saveRefusalsClosed(
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

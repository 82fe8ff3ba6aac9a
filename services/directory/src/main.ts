import { join } from 'node:path';
import { deriveKeys, followAccess } from '@hearback/access';
import { connectKafka, createPublisher, type KafkaConnection } from '@hearback/kafka';
import { createPool, isPostgresOutage, migrate, startOutboxRelay, type Pool } from '@hearback/postgres';
import { runAsProcess, SERVICE_VERSION, startService, type RunningService } from '@hearback/service';
import { startTelemetry, type Telemetry } from '@hearback/telemetry';
import { bootstrap } from './bootstrap';
import { DirectoryModule, type DirectoryParts } from './directory.module';
import { readDirectoryEnv, type DirectoryEnv } from './env';
import { startSnapshot } from './io/snapshot-publisher';
import { OPENAPI } from './openapi';

const NAME = 'directory';

/** Starts the directory: migrates, adds what a first start needs, publishes keys and sources, then serves. */
export async function start(environment: NodeJS.ProcessEnv): Promise<RunningService> {
  const env = readDirectoryEnv(environment);
  const telemetry = startTelemetry({
    service: NAME,
    version: SERVICE_VERSION,
    logLevel: env.LOG_LEVEL,
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
  });
  const pool = createPool({ url: env.DATABASE_URL, schema: NAME, telemetry });
  await prepareDatabase(pool, env, telemetry);
  const connection = connectKafka({
    brokers: env.KAFKA_BROKERS,
    clientId: NAME,
    topicPrefix: env.KAFKA_TOPIC_PREFIX,
    telemetry,
  });
  return startService({
    name: NAME,
    host: env.HOST,
    port: env.PORT,
    telemetry,
    module: DirectoryModule.with(await startParts({ env, telemetry, pool, connection })),
    openapi: OPENAPI,
    isOutage: isPostgresOutage,
  });
}

async function prepareDatabase(pool: Pool, env: DirectoryEnv, telemetry: Telemetry): Promise<void> {
  await migrate(pool, { schema: NAME, directory: join(__dirname, 'migrations') });
  const { hasUsers } = await bootstrap(pool, {
    keys: deriveKeys(env.HEARBACK_SECRET),
    secret: env.HEARBACK_SECRET,
    adminPassword: env.HEARBACK_BOOTSTRAP_ADMIN_PASSWORD,
    apiKey: env.HEARBACK_BOOTSTRAP_API_KEY,
    itemsPerSecond: env.SOURCE_ITEMS_PER_SECOND,
    now: new Date(),
  });
  if (!hasUsers) telemetry.logger.warn('nobody can sign in: set HEARBACK_BOOTSTRAP_ADMIN_PASSWORD and start again');
}

interface Started {
  env: DirectoryEnv;
  telemetry: Telemetry;
  pool: Pool;
  connection: KafkaConnection;
}

async function startParts({ env, telemetry, pool, connection }: Started): Promise<DirectoryParts> {
  const keys = deriveKeys(env.HEARBACK_SECRET);
  const publisher = await createPublisher(connection, { service: NAME, telemetry });
  const relay = startOutboxRelay({ pool, publisher, telemetry });
  const snapshot = startSnapshot({ pool, connection, publisher, telemetry });
  const access = await followAccess(connection, { telemetry, keys, sources: false });
  const database = { name: 'database', notReady: () => null, stop: () => pool.end() };
  const parts = [database, publisher, relay, snapshot, access];
  return {
    pool,
    relay,
    access,
    keys,
    sessionHours: env.SESSION_HOURS,
    sourceTerms: { itemsPerSecond: env.SOURCE_ITEMS_PER_SECOND, innerHosts: env.ALLOW_PRIVATE_ADDRESSES },
    parts,
  };
}

if (require.main === module) void runAsProcess(() => start(process.env));

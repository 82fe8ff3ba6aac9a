import { join } from 'node:path';
import { connectKafka } from '@hearback/kafka';
import { createPool, isPostgresOutage, migrate } from '@hearback/postgres';
import { runAsProcess, SERVICE_VERSION, startService, type RunningService } from '@hearback/service';
import { startTelemetry } from '@hearback/telemetry';
import { CasesModule } from './cases.module';
import { readCasesEnv } from './env';
import { OPENAPI } from './openapi';
import { NAME, startParts } from './start-parts';

/** Starts the cases service: migrates, then consumes, publishes and serves. */
export async function start(environment: NodeJS.ProcessEnv): Promise<RunningService> {
  const env = readCasesEnv(environment);
  const telemetry = startTelemetry({
    service: NAME,
    version: SERVICE_VERSION,
    logLevel: env.LOG_LEVEL,
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
  });
  const pool = createPool({ url: env.DATABASE_URL, schema: NAME, max: 16, telemetry });
  await migrate(pool, { schema: NAME, directory: join(__dirname, 'migrations') });
  const connection = connectKafka({
    brokers: env.KAFKA_BROKERS,
    clientId: NAME,
    topicPrefix: env.KAFKA_TOPIC_PREFIX,
    telemetry,
  });
  const onDead = (error: Error) => {
    telemetry.logger.fatal({ err: error }, 'the Kafka client has died; the process must be started again');
    process.exit(1);
  };
  return startService({
    name: NAME,
    host: env.HOST,
    port: env.PORT,
    telemetry,
    isOutage: isPostgresOutage,
    module: CasesModule.with(await startParts({ env, telemetry, pool, connection, onDead })),
    openapi: OPENAPI,
  });
}

if (require.main === module) void runAsProcess(() => start(process.env));

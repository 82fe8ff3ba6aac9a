import { connectKafka } from '@hearback/kafka';
import { createPool, isPostgresOutage, migrate } from '@hearback/postgres';
import { runAsProcess, SERVICE_VERSION, startService, type RunningService } from '@hearback/service';
import { startTelemetry } from '@hearback/telemetry';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { join } from 'node:path';
import { readTrackerEnv } from './env';
import { SERVICE } from './handle-case-changes';
import { putInForce } from './io/in-force-store';
import { readRules } from './io/policy-files';
import { OPENAPI } from './openapi';
import { ResponseTrackerModule } from './response-tracker.module';
import { startParts } from './start-parts';
import { registerStream } from './stream-route';

const SCHEMA = 'response';

/** Starts the tracker: checks the policy, migrates, puts the policy in force, then keeps time and serves. */
export async function start(environment: NodeJS.ProcessEnv): Promise<RunningService> {
  const env = readTrackerEnv(environment);
  const rules = await readRules(env);
  const telemetry = startTelemetry({
    service: SERVICE,
    version: SERVICE_VERSION,
    logLevel: env.LOG_LEVEL,
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
  });
  const pool = createPool({ url: env.DATABASE_URL, schema: SCHEMA, telemetry });
  await migrate(pool, { schema: SCHEMA, directory: join(__dirname, 'migrations') });
  await putInForce(pool, rules);
  const connection = connectKafka({
    brokers: env.KAFKA_BROKERS,
    clientId: SERVICE,
    topicPrefix: env.KAFKA_TOPIC_PREFIX,
    telemetry,
  });
  const onDead = (error: Error) => {
    telemetry.logger.error({ err: error }, 'the Kafka client has died; the process ends to be started again');
    process.exit(1);
  };
  const started = await startParts({ env, telemetry, pool, connection, onDead });
  return startService({
    name: SERVICE,
    host: env.HOST,
    port: env.PORT,
    telemetry,
    isOutage: isPostgresOutage,
    module: ResponseTrackerModule.with(started),
    openapi: OPENAPI,
    configure: (app: NestFastifyApplication) =>
      registerStream(app.getHttpAdapter().getInstance(), started.stream, started.access),
  });
}

if (require.main === module) void runAsProcess(() => start(process.env));

import { readEnv } from '@hearback/config';
import { openApiDocument, runAsProcess, SERVICE_VERSION, startService, type RunningService } from '@hearback/service';
import { startTelemetry } from '@hearback/telemetry';
import { DeduplicatorModule } from './deduplicator.module';
import { envSchema } from './env';
import { startParts } from './start-parts';

const NAME = 'deduplicator';

/** Starts the service; it listens before it is ready. */
export async function start(processEnv: NodeJS.ProcessEnv): Promise<RunningService> {
  const env = readEnv(envSchema, processEnv);
  const telemetry = startTelemetry({
    service: NAME,
    version: SERVICE_VERSION,
    logLevel: env.LOG_LEVEL,
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
  });
  return startService({
    name: NAME,
    host: env.HOST,
    port: env.PORT,
    telemetry,
    module: DeduplicatorModule.with(await startParts(env, telemetry)),
    openapi: openApiDocument(NAME, 'Says how a feedback relates to earlier ones; health and metrics only.', []),
  });
}

if (require.main === module) void runAsProcess(() => start(process.env));

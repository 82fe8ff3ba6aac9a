import { openApiDocument, runAsProcess, SERVICE_VERSION, startService, type RunningService } from '@hearback/service';
import { startTelemetry } from '@hearback/telemetry';
import type { FastifyInstance } from 'fastify';
import { ConsoleModule } from './console.module';
import { readConsoleEnv } from './env';
import { awaitFirstReadiness } from './io/first-readiness';
import { registerFrontDoor } from './io/front-door';
import { registerSecurityHeaders } from './io/security-headers';
import { registerWebApp } from './io/web-app';
import { CONSOLE_ROUTES } from './openapi-routes';

const NAME = 'console';

/** Starts the front door: security headers, the web app, and /api/<name> to the services. */
export async function start(environment: NodeJS.ProcessEnv): Promise<RunningService> {
  const env = readConsoleEnv(environment);
  const telemetry = startTelemetry({
    service: NAME,
    version: SERVICE_VERSION,
    logLevel: env.LOG_LEVEL,
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
  });
  const readiness = awaitFirstReadiness({ addresses: env.addresses, localEnv: env.HEARBACK_LOCAL_ENV });
  return startService({
    name: NAME,
    host: env.HOST,
    port: env.PORT,
    telemetry,
    module: ConsoleModule.with([readiness]),
    openapi: openApiDocument(NAME, 'The single front door of Hearback and its web console.', CONSOLE_ROUTES),
    configure: async (app) => {
      const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
      await registerSecurityHeaders(fastify);
      await registerFrontDoor(fastify, env.addresses);
      await registerWebApp(fastify);
    },
  });
}

if (require.main === module) void runAsProcess(() => start(process.env));

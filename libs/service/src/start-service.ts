import 'reflect-metadata';
import type { ServiceName } from '@hearback/contracts';
import type { Telemetry } from '@hearback/telemetry';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { DynamicModule } from '@nestjs/common';
import { answerClientError } from './client-error';
import { ProblemFilter } from './problem-filter';
import { registerHealth } from './health';
import type { OpenApiDocument } from './openapi-document';
import { SERVICE_PARTS, type ServicePart } from './service-part';

export interface ServiceOptions {
  name: ServiceName;
  host: string;
  /** 0 takes any free port; `RunningService.url` then says which. */
  port: number;
  telemetry: Telemetry;
  module: DynamicModule;
  openapi: OpenApiDocument;
  /** Largest request body in bytes; default 1 MiB. */
  bodyLimit?: number;
  /** How long callers may take; default SERVICE_TIMEOUTS. */
  timeouts?: Partial<typeof SERVICE_TIMEOUTS>;
  /** Says of an error that a store is away and will return: such a request is answered 503 instead of 500. */
  isOutage?: (error: unknown) => boolean;
  /** Raw Fastify routes and hooks; called before Nest's own, so that a hot path need not pay for Nest. */
  configure?: (app: NestFastifyApplication) => Promise<void> | void;
}

/**
 * Who is slower is answered 408, or nothing when not even the heading came, and the connection ends: strangers could hold
 * connections and what they sent of a body for ever. 100 MB come in at 2.7 Mbit/s. What is answered may take as long as it likes.
 */
export const SERVICE_TIMEOUTS = {
  /** From the first byte of a request to the last. */
  requestMs: 300_000,
  /** From the connection, or the first byte of a request, to the end of its headers. */
  headersMs: 60_000,
  /** How often it is looked whether somebody is too slow. */
  lookMs: 5_000,
};

export interface RunningService {
  name: ServiceName;
  url: string;
  /** Names and reasons of what is not ready; empty when ready. */
  notReady(): { part: string; reason: string }[];
  /** Stops listening, drains every part in reverse order of start, then flushes telemetry. */
  stop(): Promise<void>;
}

/** Starts one NestJS service on Fastify with health, metrics, OpenAPI and problem details, and listens. */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { telemetry } = options;
  const adapter = adapterOf(options);
  const app = await NestFactory.create<NestFastifyApplication>(options.module, adapter, {
    logger: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter(telemetry.logger, options.isOutage));
  const parts = app.get<ServicePart[]>(SERVICE_PARTS, { strict: false });
  let stopping = false;
  const notReady = () => (stopping ? [{ part: options.name, reason: 'is stopping' }] : unreadyParts(parts));
  registerHealth(adapter.getInstance(), { notReady, metricsText: () => telemetry.metricsText() });
  await options.configure?.(app);
  SwaggerModule.setup('docs', app, () => options.openapi as unknown as OpenAPIObject, {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
  });
  await app.listen({ host: options.host, port: options.port });
  const url = await app.getUrl();
  telemetry.logger.info({ url }, 'listening');
  return {
    name: options.name,
    url,
    notReady,
    stop: async () => {
      stopping = true;
      await app.close();
      for (const part of [...parts].reverse()) await stopPart(part, telemetry);
      await telemetry.stop();
    },
  };
}

function adapterOf({ bodyLimit = 1_048_576, timeouts }: ServiceOptions): FastifyAdapter {
  const { requestMs, headersMs, lookMs } = { ...SERVICE_TIMEOUTS, ...timeouts };
  return new FastifyAdapter({
    bodyLimit,
    forceCloseConnections: 'idle',
    // Express middleware, which nothing here is, would run before every request.
    skipMiddie: true,
    // A trailing or doubled slash is a different address; an integrator should learn of it at once.
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 512 },
    // Without it Fastify turns off Node's own limit.
    requestTimeout: requestMs,
    http: {
      requestTimeout: requestMs,
      headersTimeout: Math.min(headersMs, requestMs),
      connectionsCheckingInterval: lookMs,
    },
    clientErrorHandler: answerClientError,
  });
}

function unreadyParts(parts: readonly ServicePart[]) {
  return parts.flatMap((part) => {
    const reason = part.notReady();
    return reason === null ? [] : [{ part: part.name, reason }];
  });
}

// One part that cannot stop must not keep the others from draining.
async function stopPart(part: ServicePart, telemetry: Telemetry): Promise<void> {
  try {
    await part.stop();
  } catch (error) {
    telemetry.logger.warn({ part: part.name, err: error }, 'could not stop cleanly');
  }
}

import type { Meter } from '@opentelemetry/api';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { AlwaysOffSampler, AlwaysOnSampler, TracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace';
import pino, { type Logger } from 'pino';
import { spanStarter, type SpanOptions, type TraceSpan } from './trace-span';

export interface TelemetryOptions {
  service: string;
  version: string;
  logLevel: string;
  /** Base address of an OTLP/HTTP collector; without it no span is recorded, but trace ids still travel. */
  otlpEndpoint?: string | undefined;
}

export interface Telemetry {
  logger: Logger;
  /** One meter for each service, also when several run in one process. */
  meter: Meter;
  startSpan(name: string, options?: SpanOptions): TraceSpan;
  /** All metrics of the service in Prometheus text format. */
  metricsText(): Promise<string>;
  /** Sends what is still buffered; never throws. */
  stop(): Promise<void>;
}

/** Starts logs, metrics and traces of one service. Nothing global is set, so several services fit in one process. */
export function startTelemetry(options: TelemetryOptions): Telemetry {
  const resource = resourceFromAttributes({ 'service.name': options.service, 'service.version': options.version });
  const reader = new PrometheusExporter({ preventServerStart: true });
  const meters = new MeterProvider({ resource, readers: [reader] });
  const traces = tracerProvider(options, resource);
  const serializer = new PrometheusSerializer('', false, undefined, true);
  return {
    logger: pino({
      level: options.logLevel,
      base: { service: options.service },
      timestamp: pino.stdTimeFunctions.isoTime,
    }),
    meter: meters.getMeter(options.service, options.version),
    startSpan: spanStarter(traces.getTracer(options.service, options.version)),
    metricsText: async () => serializer.serialize((await reader.collect()).resourceMetrics),
    stop: async () => {
      await Promise.allSettled([traces.shutdown(), meters.shutdown()]);
    },
  };
}

function tracerProvider(options: TelemetryOptions, resource: ReturnType<typeof resourceFromAttributes>) {
  if (!options.otlpEndpoint) return new TracerProvider({ resource, sampler: new AlwaysOffSampler() });
  const exporter = new OTLPTraceExporter({ url: `${options.otlpEndpoint.replace(/\/$/, '')}/v1/traces` });
  return new TracerProvider({
    resource,
    sampler: new AlwaysOnSampler(),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
}

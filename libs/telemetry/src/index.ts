export { startTelemetry, type Telemetry, type TelemetryOptions } from './start-telemetry';
export { type SpanOptions, type TraceSpan } from './trace-span';
export type { Logger } from 'pino';
export type { Meter, Counter, Histogram } from '@opentelemetry/api';

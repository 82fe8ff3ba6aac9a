import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
  type Attributes,
  type Tracer,
} from '@opentelemetry/api';

export interface SpanOptions {
  /** W3C `traceparent` of the caller; malformed or absent starts a new trace. */
  parent?: string | undefined;
  kind?: 'server' | 'producer' | 'consumer' | 'internal';
  /** Low-cardinality facts; never text or identity of a customer. */
  attributes?: Attributes;
}

export interface TraceSpan {
  /** W3C `traceparent` to hand on. */
  readonly traceparent: string;
  readonly traceId: string;
  /** Ends the span; an error marks it as failed. */
  end(error?: unknown): void;
}

const KINDS = {
  server: SpanKind.SERVER,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const;

// https://www.w3.org/TR/trace-context/#traceparent-header: version 00, trace id and parent id not all zero.
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

export function spanStarter(tracer: Tracer): (name: string, options?: SpanOptions) => TraceSpan {
  return (name, options = {}) => {
    const span = tracer.startSpan(
      name,
      { kind: KINDS[options.kind ?? 'internal'], attributes: options.attributes ?? {} },
      parentContext(options.parent),
    );
    const { traceId, spanId, traceFlags } = span.spanContext();
    return {
      traceId,
      traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
      end: (error) => {
        if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: errorName(error) });
        span.end();
      },
    };
  };
}

function parentContext(traceparent: string | undefined) {
  const match = traceparent ? TRACEPARENT.exec(traceparent) : null;
  if (!match) return ROOT_CONTEXT;
  const traceFlags = parseInt(match[3]!, 16) & TraceFlags.SAMPLED;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId: match[1]!, spanId: match[2]!, traceFlags, isRemote: true });
}

// Only the class: messages may quote input, and traces leave the bank's process.
function errorName(error: unknown): string {
  return error instanceof Error ? error.name : 'Error';
}

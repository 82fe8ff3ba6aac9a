import type { Source } from '@hearback/contracts';
import { PublishRefused } from '@hearback/kafka';
import { ProblemError } from '@hearback/service';
import type { Fault } from '../domain/fault';
import { FRAME_BYTES, type Frame } from '../domain/stream-frames';
import type { Format, FormatReading } from '../format';
import type { Gate } from './admission';
import type { ChannelEdge } from './channel-edge';
import { readContextOf } from './hook-call';
import { untilElapsed } from './elapsed';
import type { Delivery } from './take-items';
import { countOf, takeReading } from './take-reading';

export interface FrameDeps {
  edge: ChannelEdge;
  gate: Pick<Gate, 'tryTake'>;
  /** The process ends: what cannot be stored by then is left to the vendor's next telling. */
  stopping: AbortSignal;
}

/** What every frame of a stream is read with. */
export interface FrameFrom {
  source: Source;
  format: Format;
}

const HEADERS = { 'content-type': 'application/json' };
const RETRY_MS = 1_000;

/**
 * Takes a frame as a hook takes its body, and waits where a hook refuses: for the source's rate, and for Kafka. Nobody sends
 * a frame twice, so it is tried until it is durable; meanwhile nothing more is read from the vendor. Resolves before that
 * only when the process ends.
 */
export async function takeFrame(deps: FrameDeps, frame: Frame, from: FrameFrom): Promise<void> {
  const { edge, stopping } = deps;
  const receivedAt = edge.now();
  let reading = readFrame(frame, from);
  await rated(deps, from, countOf(reading));
  while (!stopping.aborted) {
    try {
      return await takeOnce(edge, reading, { frame, from, receivedAt });
    } catch (error) {
      const { sourceId } = from.source;
      edge.telemetry.logger.warn({ sourceId, error: nameOf(error) }, 'a frame of a stream could not be stored yet');
      // A fault of ours: the frame is kept for people, and the stream goes on.
      if (!isKafka(error)) reading = notRead(error);
      await untilElapsed(RETRY_MS, stopping);
    }
  }
}

function readFrame({ payload, cut }: Frame, { source, format }: FrameFrom): FormatReading {
  if (cut) return refused({ path: '', reason: 'too-large', detail: `is longer than ${FRAME_BYTES / 1_048_576} MiB` });
  try {
    return format.read(payload, readContextOf(source, HEADERS));
  } catch (error) {
    return notRead(error);
  }
}

async function rated({ gate, stopping }: FrameDeps, { source }: FrameFrom, items: number): Promise<void> {
  for (;;) {
    const seconds = gate.tryTake({ key: null, source }, items);
    if (seconds === 0 || stopping.aborted) return;
    await untilElapsed(seconds * 1_000, stopping);
  }
}

interface Given {
  frame: Frame;
  from: FrameFrom;
  receivedAt: Date;
}

async function takeOnce(edge: ChannelEdge, reading: FormatReading, given: Given): Promise<void> {
  const { frame, receivedAt } = given;
  const { source, format } = given.from;
  const span = edge.telemetry.startSpan('stream frame', {
    attributes: { 'hearback.channel': source.channel, 'hearback.format': format.name },
  });
  const delivery: Delivery = {
    arrival: {
      source,
      format: `${format.name}/v${format.version}`,
      receivedAt,
      idempotencyKey: null,
      sealing: edge.sealing,
      randomId: edge.randomId,
    },
    headers: HEADERS,
    traceparent: span.traceparent,
    bodyBytes: frame.payload.length,
  };
  try {
    await takeReading(edge, reading, { bytes: frame.payload, format, delivery });
    span.end();
  } catch (error) {
    span.end(error);
    throw error;
  }
}

function isKafka(error: unknown): boolean {
  if (error instanceof PublishRefused) return error.reason !== 'too-large';
  return error instanceof ProblemError;
}

function notRead(error: unknown): FormatReading {
  return refused({ path: '', reason: 'not-understood', detail: `could not be read (${nameOf(error)})` });
}

function refused(fault: Fault): FormatReading {
  return { kind: 'refused', faults: [fault] };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

import type { Source } from '@hearback/contracts';
import { afterEnd, SOUND, type StreamEnd, type StreamSchedule } from '../domain/stream-schedule';
import { frameReader } from '../domain/stream-frames';
import { streamRefusal } from '../domain/stream-refusal';
import type { Format } from '../format';
import type { StreamCall, VendorStream } from '../vendor-stream';
import { VendorAddressRefused, VendorUnreachable } from '../vendor-unreachable';
import { untilElapsed } from './elapsed';
import { takeFrame, type FrameDeps } from './take-frame';
import { vendorAccess } from './vendor-access';
import type { Reach } from './reach';
import { openVendor, vendorHttp, type OpenAnswer } from './vendor-http';

export interface StreamDeps extends FrameDeps {
  /** Opens the credentials of sources. */
  secretsKey: Buffer;
  reach: Reach;
}

/** One connection that is to be held. */
export interface StreamJob {
  source: Source;
  stream: VendorStream;
  format: Format;
  call: StreamCall;
  /** The source was changed, paused or given to another replica: the connection ends, what was read of it is still taken. */
  closing: AbortSignal;
}

/** How a connection stands, for people. */
export interface StreamStanding extends Pick<StreamSchedule, 'why'> {
  state: StreamSchedule['state'] | 'connecting';
  sinceMs: number;
  /** When it is tried again. */
  nextAtMs: number | null;
}

/** A connection that brought something for this long was sound, whatever ends it; what ends at once counts as a failure. */
const SOUND_MS = 30_000;

/**
 * Holds one connection open until it is to be closed, and connects again at the vendor's pace whenever it ends. Frames are
 * taken in their order, each durable before the next is read. At least once with the vendor's help only: what was said while
 * nothing was connected, and half a frame at the end, comes by a poll or the vendor's own backfill.
 */
export async function holdStream(
  deps: StreamDeps,
  job: StreamJob,
  note: (standing: StreamStanding, end?: StreamEnd) => void,
): Promise<void> {
  const { edge } = deps;
  const { closing, source } = job;
  const nowMs = () => edge.now().getTime();
  let schedule = SOUND;
  while (!closing.aborted) {
    note({ state: 'connecting', why: schedule.why, sinceMs: nowMs(), nextAtMs: null });
    let openedAtMs = Infinity;
    const end = await connection(deps, job, () => {
      openedAtMs = nowMs();
      note({ state: 'open', why: undefined, sinceMs: openedAtMs, nextAtMs: null });
    });
    if (closing.aborted) return;
    const sound = end.kind === 'network' && nowMs() - openedAtMs >= SOUND_MS;
    schedule = afterEnd(sound ? SOUND : schedule, end, Math.random());
    const { state, why, waitMs } = schedule;
    edge.telemetry.logger.warn({ sourceId: source.sourceId, state, why, waitMs }, 'a stream is not connected');
    note({ state, why, sinceMs: nowMs(), nextAtMs: nowMs() + waitMs }, end);
    await untilElapsed(waitMs, closing);
  }
}

async function connection(deps: StreamDeps, job: StreamJob, opened: () => void): Promise<StreamEnd> {
  const { baseUrl, streamUrl, proxy } = job.source.settings;
  const address = { baseUrl: streamUrl ?? baseUrl ?? job.stream.baseUrl, proxy };
  const { reach } = deps;
  try {
    const unprepared = await prepared(deps, job);
    if (unprepared) return unprepared;
    const answer = await openVendor({ ...address, reach, signal: job.closing }, { method: 'GET', ...job.call });
    const refusal = streamRefusal(answer, job.stream.framing, deps.edge.now());
    if (refusal) {
      answer.body.destroy();
      return refusal;
    }
    opened();
    return await read(deps, job, answer);
  } catch (error) {
    return endOf(error);
  }
}

async function prepared(deps: StreamDeps, { source, stream, closing }: StreamJob): Promise<StreamEnd | undefined> {
  if (!stream.prepare) return undefined;
  const { baseUrl = stream.baseUrl, proxy } = source.settings;
  const { reach, secretsKey, edge } = deps;
  return stream.prepare({
    sourceId: source.sourceId,
    access: vendorAccess(secretsKey, source),
    http: vendorHttp({ baseUrl, proxy, reach, signal: closing }),
    now: edge.now(),
  });
}

async function read(deps: StreamDeps, job: StreamJob, { body }: OpenAnswer): Promise<StreamEnd> {
  const { source, stream, format } = job;
  const reader = frameReader(stream.framing);
  const pieces = body[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  const silenceSeconds = silenceOf(job);
  try {
    for (;;) {
      // Only while something is waited for: what Kafka takes its time over is no silence of the vendor's.
      const dead = () => body.destroy(new VendorUnreachable(`was silent for ${silenceSeconds} s`));
      const timer = setTimeout(dead, silenceSeconds * 1_000);
      const piece = await pieces.next().finally(() => clearTimeout(timer));
      if (piece.done) return { kind: 'network', why: 'the vendor ended the stream' };
      for (const frame of reader.push(piece.value)) await takeFrame(deps, frame, { source, format });
    }
  } finally {
    body.destroy();
  }
}

/** What the source says, for vendors and proxies with another rhythm than the usual. */
function silenceOf({ source, stream }: StreamJob): number {
  const seconds = Number(source.settings.silenceSeconds ?? NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.max(seconds, 1), 3_600) : stream.silenceSeconds;
}

function endOf(error: unknown): StreamEnd {
  if (error instanceof VendorUnreachable) return { kind: 'network', why: error.message };
  if (error instanceof VendorAddressRefused) return { kind: 'failed', why: error.message };
  // The code alone: messages name addresses.
  const { code, name } = error as { code?: string; name?: string };
  return { kind: 'network', why: `the connection broke (${code ?? name ?? 'unknown'})` };
}

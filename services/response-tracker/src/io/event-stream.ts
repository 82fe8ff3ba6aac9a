import type { Pool } from '@hearback/postgres';
import type { ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import type { ServerResponse } from 'node:http';
import type { EventCursor } from '../domain/event-cursor';
import { endOfEvents, readMissedEvents, readNextEvents, type StreamedEvent } from './event-reader';
import type { ResponseRate } from './rate-query';

export interface EventStream extends ServicePart {
  /** Streams to an answer whose head is written, until either side ends. @param lastEventId what the reader had last */
  connect(response: ServerResponse, lastEventId: number | null): Promise<void>;
  /** Ends every stream; readers come again on their own. */
  closeAll(): void;
}

export interface EventStreamOptions {
  pool: Pool;
  telemetry: Telemetry;
  /** The figures as they are now. */
  readRate(): Promise<ResponseRate>;
}

const LOOK_MS = 400;
const HEARTBEAT_MS = 15_000;
const RATE_MS = 1_000;
// A figure is computed again only after ten times as long as it took, so that streaming it stays below a tenth of the load.
const RATE_PATIENCE = 10;
// A reader that does not read is cut off; it resumes with Last-Event-ID.
const UNREAD_BYTES = 1_048_576;

interface Reader {
  response: ServerResponse;
  /** Events that came while the reader was still being told what it missed; null afterwards. */
  held: string[] | null;
}

/**
 * Server-sent events of all clocks (WHATWG HTML, section 9.2). Every replica reads the table of events itself, so it
 * tells what any replica wrote; it looks only while somebody listens. At least once: after a reconnect an event may
 * come again, readers know it by clockId and sequence.
 */
export function startEventStream(options: EventStreamOptions): EventStream {
  const readers = new Set<Reader>();
  let watching: Watch | null = null;
  const drop = (reader: Reader) => {
    readers.delete(reader);
    if (readers.size === 0) {
      watching?.stop();
      watching = null;
    }
  };
  const send = (reader: Reader, text: string) => {
    if (reader.held) reader.held.push(text);
    else if (reader.response.writableLength > UNREAD_BYTES) reader.response.destroy();
    else reader.response.write(text);
  };
  const broadcast = (text: string) => readers.forEach((reader) => send(reader, text));
  const closeAll = () => readers.forEach(({ response }) => response.end());
  return {
    name: 'event stream',
    notReady: () => null,
    closeAll,
    stop: async () => {
      closeAll();
      watching?.stop();
      await watching?.done;
    },
    connect: async (response, lastEventId) => {
      const reader: Reader = { response, held: [] };
      readers.add(reader);
      response.on('close', () => drop(reader));
      watching ??= watch(options, broadcast);
      const { last } = await watching.begun;
      response.write(': connected\n\n');
      response.write(await missed(options.pool, lastEventId, last));
      for (const text of reader.held ?? []) response.write(text);
      reader.held = null;
      send(reader, rateText(await options.readRate()));
    },
  };
}

async function missed(pool: Pool, lastEventId: number | null, until: number): Promise<string> {
  if (lastEventId === null || lastEventId >= until) return `id: ${until}\n\n`;
  const events = await readMissedEvents(pool, lastEventId, until);
  // `resync`: too much happened meanwhile; the reader shall ask for its lists again.
  return events === null ? `id: ${until}\nevent: resync\ndata: {}\n\n` : events.map(eventText).join('');
}

interface Watch {
  begun: Promise<EventCursor>;
  done: Promise<void>;
  stop(): void;
}

function watch(options: EventStreamOptions, broadcast: (text: string) => void): Watch {
  let stopped = false;
  let wake = () => {};
  const begun = endOfEvents(options.pool);
  const rate = rateTeller(options, broadcast);
  const heartbeat = setInterval(() => broadcast(': still here\n\n'), HEARTBEAT_MS);
  const run = async () => {
    let cursor = await begun;
    while (!stopped) {
      cursor = await look(options, { cursor, broadcast, changed: rate.changed }).catch((error: unknown) => {
        options.telemetry.logger.warn({ err: error }, 'events could not be read for the stream; trying again');
        return cursor;
      });
      await rate.tell();
      if (!stopped)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, LOOK_MS);
          wake = () => (clearTimeout(timer), resolve());
        });
    }
  };
  const stop = () => {
    stopped = true;
    clearInterval(heartbeat);
    wake();
  };
  return { begun, done: run().catch(() => undefined), stop };
}

interface Look {
  cursor: EventCursor;
  broadcast(text: string): void;
  changed(): void;
}

async function look({ pool }: EventStreamOptions, { cursor, broadcast, changed }: Look): Promise<EventCursor> {
  for (let from = cursor; ;) {
    const page = await readNextEvents(pool, from);
    if (page.events.length > 0) {
      broadcast(page.events.map(eventText).join(''));
      changed();
    }
    if (!page.more) return page.cursor;
    from = page.cursor;
  }
}

/** Tells the figures after a change, at most once a second and never as the main work. */
function rateTeller({ readRate, telemetry }: EventStreamOptions, broadcast: (text: string) => void) {
  let stale = false;
  let notBefore = 0;
  return {
    changed: () => (stale = true),
    tell: async () => {
      const startedAt = performance.now();
      if (!stale || startedAt < notBefore) return;
      stale = false;
      await readRate().then(
        (rate) => broadcast(rateText(rate)),
        (error: unknown) => telemetry.logger.warn({ err: error }, 'the figures could not be read for the stream'),
      );
      const took = performance.now() - startedAt;
      notBefore = startedAt + Math.max(RATE_MS, took * RATE_PATIENCE);
    },
  };
}

function eventText({ position, data }: StreamedEvent): string {
  return `id: ${position}\nevent: response.changed\ndata: ${JSON.stringify(data)}\n\n`;
}

function rateText(rate: ResponseRate): string {
  return `event: rate\ndata: ${JSON.stringify(rate)}\n\n`;
}

import type { StreamEnd } from './domain/stream-schedule';
import type { VendorAccess, VendorHttp } from './poller';

/** One address of a vendor that keeps an answer open and writes into it what happens. */
export interface StreamCall {
  /** After the base address of the stream. */
  path: string;
  headers: Record<string, string>;
}

/** What is to be held open for a source, or why nothing can be until a person has changed the source. */
export type StreamCalls = { kind: 'calls'; calls: readonly StreamCall[] } | { kind: 'failed'; why: string };

/**
 * A vendor that is listened to over connections that stay open, for sources with the setting `stream`. Pure; one file for
 * each, beside its format, whose `read` gets every frame.
 */
export interface VendorStream {
  /** The format's name. */
  name: string;
  /** Address that the source's `streamUrl`, else its `baseUrl`, replaces. */
  baseUrl: string;
  /**
   * `lines`: each line is a payload, a blank one a sign of life. `server-sent-events`: each event is the payload
   * `{"event","payload"}`, the data a string; comments are signs of life.
   */
  framing: StreamFraming;
  /** A connection that brought not even a sign of life for this long is dead. */
  silenceSeconds: number;
  /** Each call becomes a connection of its own. */
  calls(access: VendorAccess): StreamCalls;
  /**
   * Puts in order at the vendor what the stream depends on, before each connection; an end instead of undefined means that
   * there is none this time, and is shown and tried again as an end of the connection would be.
   * @throws VendorUnreachable as `http` does
   */
  prepare?(input: StreamPreparation): Promise<StreamEnd | undefined>;
  /**
   * Clears at the vendor what `prepare` put there, when a source is changed, paused or removed by people; not when its
   * replica stops, crashes or hands it over. Asked once; an end instead of undefined is told in the log.
   * @throws VendorUnreachable as `http` does
   */
  release?(input: StreamRelease): Promise<StreamEnd | undefined>;
}

export interface StreamPreparation {
  sourceId: string;
  access: VendorAccess;
  /** Below the source's `baseUrl`. */
  http: VendorHttp;
  now: Date;
}

/** With the source as it was. */
export interface StreamRelease extends StreamPreparation {
  /** The sources that are streamed by this format from now on, this one among them when it was only changed. */
  still: readonly StreamedAccess[];
}

export interface StreamedAccess {
  sourceId: string;
  access: VendorAccess;
}

export type StreamFraming = 'lines' | 'server-sent-events';
